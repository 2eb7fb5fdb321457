//! The joiner: answers the inviter's key with the token, and learns that the handshake is done.

use super::Outcome;
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    model::{Chat, Contact, Group, Info, Join, Message},
    pgp::Fingerprint,
    ports::{Clock, Platform, StoreError},
    receive::{Parsed, Secret},
    send::{Handshake, Recipient},
    table::Table,
};
use estuary_api::{Event, JoinProgress, Problem};

impl<P: Platform> Engine<P> {
    /// `vc-pubkey`: under the invite's secret, signed by the inviter and nobody else.
    pub(super) async fn request_with_auth(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: &Parsed,
    ) -> Result<Outcome, Problem> {
        let Some(Secret::Invite { auth, fingerprint }) = &parsed.secret else { return Ok(Outcome::Ignored) };
        let signed_by_inviter_alone = parsed
            .signed
            .as_ref()
            .is_some_and(|signed| signed.valid == 1 && signed.fingerprint.to_string() == *fingerprint);
        if !signed_by_inviter_alone {
            return Ok(Outcome::Handled);
        }
        let Some(mut join) = work.load::<Join>(auth).await?.filter(|join| !join.requested) else {
            return Ok(Outcome::Handled);
        };
        let address = join.addresses.first().cloned().unwrap_or_default();
        let (contact_id, mut contact) = Contact::ensure(work, fingerprint, &address).await?;
        contact.verified = true;
        work.save(&contact_id, &contact)?;
        let Some(peer) = Recipient::of_contact(work, &contact).await? else { return Ok(Outcome::Ignored) };
        let mut rng = self.rng();
        let desk = self.desk(work, identity, &mut rng).await?;
        let step = Handshake::RequestWithAuth { peer: &peer, auth, group: join.group.as_deref() };
        step.send(work, peer.addresses(), desk).await?;
        join.requested = true;
        work.save(auth.as_str(), &join)?;
        work.tell(Event::ChatChanged(join.chat));
        work.tell(Event::ChatListChanged);
        work.tell(Event::Join(JoinProgress {
            chat: join.chat,
            name: contact.name,
            inviter: false,
            permille: 400,
        }));
        Ok(Outcome::Handled)
    }

    /// `vc-contact-confirm`: every handshake with this inviter is done.
    pub(super) async fn finish_join(
        &self,
        work: &mut Transaction<'_, P::Store>,
        parsed: &Parsed,
    ) -> Result<Outcome, Problem> {
        let Some(signer) = parsed.signer() else { return Ok(Outcome::Ignored) };
        let joins = Join::all(work).await?;
        let is_done = |join: &Join| join.fingerprint == signer && join.requested && join.group.is_none();
        let mut done = joins.iter().filter(|(_, join)| is_done(join)).peekable();
        let Some((_, first)) = done.peek() else { return Ok(Outcome::Ignored) };
        let chat_id = first.chat;
        let now = self.platform.clock().now();
        let (contact_id, mut contact) =
            crate::receive::sender(work, parsed, &signer, parsed.time(now)).await?;
        contact.verified = true;
        work.save(&contact_id, &contact)?;
        let mut shown = false;
        for (auth, join) in done {
            shown |= join.shown;
            work.remove(Table::Joins, auth.as_bytes().to_vec());
        }
        if let Some(mut chat) = work.load::<Chat>(&chat_id).await?.filter(|_| shown) {
            Message::notice(chat_id, Info::JoinDone, now).insert(work, &mut chat).await?;
        }
        work.tell(Event::ChatChanged(chat_id));
        work.tell(Event::ChatListChanged);
        work.tell(Event::Join(JoinProgress {
            chat: chat_id,
            name: contact.name,
            inviter: false,
            permille: 1000,
        }));
        Ok(Outcome::Handled)
    }

    /// `vg-member-added`: done where the inviter has made this profile a member.
    pub(crate) async fn finish_group_join(
        &self,
        work: &mut Transaction<'_, P::Store>,
        own: Fingerprint,
        signer: &str,
        name: &str,
    ) -> Result<(), StoreError> {
        for (auth, join) in Join::all(work).await? {
            let group = work.load::<Group>(&join.chat).await?;
            let is_in = group.is_some_and(|group| group.state.roster.contains(&own));
            if is_in && join.fingerprint == signer && join.group.is_some() {
                work.remove(Table::Joins, auth.into_bytes());
                let (chat, name) = (join.chat, name.to_owned());
                work.tell(Event::Join(JoinProgress { chat, name, inviter: false, permille: 1000 }));
            }
        }
        Ok(())
    }
}
