//! The inviter: hands out the key to whoever has the link, and lets in who comes back with the token.

use super::{Outcome, secret};
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    model::{self, Chat, ChatKind, Contact, Group, Info, Message, Token},
    ports::{Clock, Platform},
    receive::{Parsed, Secret},
    send::{GroupChange, Handshake, Recipient},
};
use estuary_api::{ChatId, ContactId, Event, JoinProgress, Problem};

/// How old a token may be for its joiner to count as verified, in milliseconds.
const FRESH: i64 = 7 * 86_400_000;

impl<P: Platform> Engine<P> {
    /// `vc-request-pubkey`: sealed with the secret of a link that is not withdrawn.
    pub(super) async fn answer_request_pubkey(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: &Parsed,
    ) -> Result<Outcome, Problem> {
        let Some(Secret::Own { auth }) = &parsed.secret else { return Ok(Outcome::Ignored) };
        let named = parsed.message.headers.get("secure-join-auth");
        let to = parsed.sender_address();
        if named.as_ref() != Some(auth) || to.is_empty() || Contact::is_blocked_at(work, to).await? {
            return Ok(Outcome::Ignored);
        }
        let secret = secret(&identity.fingerprint(), auth);
        let mut rng = self.rng();
        let desk = self.desk(work, identity, &mut rng).await?;
        Handshake::Pubkey { auth, secret: &secret }.send(work, vec![to.to_owned()], desk).await?;
        Ok(Outcome::Handled)
    }

    /// `vc-request` of the old protocol: in the clear, with the link's invite number and the joiner's key.
    pub(super) async fn answer_legacy_request(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: &Parsed,
        group: bool,
    ) -> Result<Outcome, Problem> {
        let number = parsed.message.headers.get("secure-join-invitenumber");
        let known = Token::all(work).await?.into_iter().any(|(_, token)| Some(token.invite_number) == number);
        let (Some(key), true) = (&parsed.autocrypt, known) else { return Ok(Outcome::Ignored) };
        let fingerprint = key.certificate.fingerprint().to_string();
        let known = Contact::by_fingerprint(work, &fingerprint).await?;
        if known.is_some_and(|(_, contact)| contact.blocked) {
            return Ok(Outcome::Ignored);
        }
        let certificate = model::learn(work, &key.certificate).await?;
        let to = parsed.sender_address().to_owned();
        let peer = &Recipient { certificate, address: to.clone(), name: String::new() };
        let mut rng = self.rng();
        let desk = self.desk(work, identity, &mut rng).await?;
        Handshake::LegacyAuthRequired { peer, group }.send(work, vec![to], desk).await?;
        Ok(Outcome::Handled)
    }

    /// `request-with-auth`: the joiner proves that they saw the link and hold the key they showed.
    pub(super) async fn let_in(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: &Parsed,
    ) -> Result<Outcome, Problem> {
        let headers = &parsed.message.headers;
        let Some(signer) = parsed.signer().filter(|_| parsed.secret.is_none()) else {
            return Ok(Outcome::Ignored);
        };
        let claimed = headers.get("secure-join-fingerprint").map(|claimed| claimed.to_uppercase());
        let auth = headers.get("secure-join-auth").unwrap_or_default();
        let (Some(token), true) =
            (work.load::<Token>(auth.as_str()).await?, claimed.as_ref() == Some(&signer))
        else {
            return Ok(Outcome::Ignored);
        };
        let now = self.platform.clock().now();
        let (contact_id, mut contact) =
            crate::receive::sender(work, parsed, &signer, parsed.time(now)).await?;
        if contact.blocked {
            return Ok(Outcome::Handled);
        }
        contact.verified |= now - token.made < FRESH;
        work.save(&contact_id, &contact)?;
        if let Some(chat_id) = token.chat {
            let name = contact.display_name().to_owned();
            return self.let_into_group(work, identity, chat_id, (contact_id, &signer, name)).await;
        }
        let (chat_id, mut chat) = Chat::with(work, contact_id, false, now).await?;
        (chat.request, chat.listed) = (false, true);
        if chat.last.is_none() {
            Message::notice(chat_id, Info::Encrypted, now).insert(work, &mut chat).await?;
        } else {
            chat.keep(work, chat_id).await?;
        }
        let Some(peer) = Recipient::of_contact(work, &contact).await? else { return Ok(Outcome::Ignored) };
        let mut rng = self.rng();
        let desk = self.desk(work, identity, &mut rng).await?;
        Handshake::ContactConfirm { peer: &peer }.send(work, peer.addresses(), desk).await?;
        let name = contact.display_name().to_owned();
        work.tell(Event::Join(JoinProgress { chat: chat_id, name, inviter: true, permille: 1000 }));
        Ok(Outcome::Handled)
    }

    /// The joiner becomes a member, which everybody is told.
    async fn let_into_group(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        chat_id: ChatId,
        (contact_id, signer, name): (ContactId, &str, String),
    ) -> Result<Outcome, Problem> {
        let (Some(mut chat), Some(mut group)) =
            (work.load::<Chat>(&chat_id).await?, work.load::<Group>(&chat_id).await?)
        else {
            return Ok(Outcome::Handled);
        };
        let Ok(joiner) = signer.parse() else { return Ok(Outcome::Ignored) };
        if !group.state.roster.contains(&identity.key.fingerprint()) {
            return Ok(Outcome::Handled);
        }
        group.state.roster.add(joiner, self.platform.clock().now() / 1000);
        group.promoted = true;
        group.keep(work, chat_id, &mut chat).await?;
        let change = GroupChange::Added { who: contact_id, invited: true };
        self.announce(work, identity, (chat_id, &mut chat), &change).await?;
        let contact: Contact = work.load(&contact_id).await?.unwrap_or_default();
        if chat.kind == ChatKind::OwnChannel
            && let Some(newcomer) = Recipient::of_contact(work, &contact).await?
        {
            self.repeat_posts(work, identity, (chat_id, &chat), &newcomer).await?;
        }
        work.tell(Event::Join(JoinProgress { chat: chat_id, name, inviter: true, permille: 1000 }));
        Ok(Outcome::Handled)
    }
}
