//! Accepting an invite: the first step, or with a known key the third.

use crate::{
    Engine,
    command::parse_invite,
    db::{Reader, Transaction},
    invite::{Invite, InviteKind},
    model::{self, Chat, ChatKind, Contact, Group, Info, Join, Message},
    pgp::Certificate,
    ports::{Clock, Platform, Store, StoreError},
    securejoin::secret,
    send::{Handshake, Recipient},
};
use estuary_api::{ChatId, Problem, ProblemKind};

impl<P: Platform> Engine<P> {
    /// Starts a handshake with the inviter; a running one goes on as it is.
    pub(crate) async fn join(&self, text: &str) -> Result<ChatId, Problem> {
        let invite = parse_invite(text)?;
        let identity = self.own().await?;
        refuse(&invite, identity.key.fingerprint() == invite.fingerprint)?;
        let fingerprint = invite.fingerprint.to_string();
        let own = identity.key.fingerprint();
        let mut work = self.db.begin(self.platform.store()).await;
        if let Some(running) = work.load::<Join>(&invite.auth).await?
            && running.fingerprint == fingerprint
        {
            return Ok(running.chat);
        }
        let now = self.platform.clock().now();
        let first = invite.addresses.first().cloned().unwrap_or_default();
        let (contact_id, mut contact) = Contact::ensure(&mut work, &fingerprint, &first).await?;
        if contact.name.is_empty() {
            contact.name.clone_from(&invite.name);
        }
        contact.blocked = false;
        work.save(&contact_id, &contact)?;
        let (chat_id, mut chat) = match &invite.kind {
            InviteKind::Group { id, name } => {
                group(&mut work, ChatKind::Group, format!("g/{id}"), name, now).await?
            }
            InviteKind::Channel { id, name } => {
                group(&mut work, ChatKind::Channel, format!("c/{id}"), name, now).await?
            }
            InviteKind::Contact => Chat::with(&mut work, contact_id, false, now).await?,
        };
        (chat.request, chat.listed) = (false, true);
        if work.load::<Group>(&chat_id).await?.is_some_and(|group| group.state.roster.contains(&own)) {
            return Ok(chat_id);
        }
        let group = match &invite.kind {
            InviteKind::Group { id, .. } | InviteKind::Channel { id, .. } => Some(id.clone()),
            InviteKind::Contact => None,
        };

        let mut rng = self.rng();
        let desk = self.desk(&work, &identity, &mut rng).await?;
        let known = known(&work, &invite, &fingerprint).await?;
        let shown = known.is_none();
        match known {
            Some(certificate) => {
                let peer = &Recipient { certificate, address: contact.address, name: contact.name };
                let step = Handshake::RequestWithAuth { peer, auth: &invite.auth, group: group.as_deref() };
                step.send(&mut work, peer.addresses(), desk).await?;
                chat.keep(&mut work, chat_id).await?;
            }
            None => {
                let secret = secret(&fingerprint, &invite.auth);
                let step = Handshake::RequestPubkey { auth: &invite.auth, secret: &secret };
                step.send(&mut work, invite.addresses.clone(), desk).await?;
                Message::notice(chat_id, Info::JoinWaiting, now).insert(&mut work, &mut chat).await?;
            }
        }
        let join =
            Join { fingerprint, addresses: invite.addresses, chat: chat_id, requested: !shown, shown, group };
        work.save(invite.auth.as_str(), &join)?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(chat_id)
    }
}

fn refuse(invite: &Invite, own: bool) -> Result<(), Problem> {
    let (kind, detail) = match invite.kind {
        _ if own => (ProblemKind::InviteOwn, "this invite is for others"),
        _ if !invite.v3 => {
            (ProblemKind::InviteUnsupported, "made by an old version that joins without encryption")
        }
        _ => return Ok(()),
    };
    Err(Problem::new(kind, detail))
}

/// The group or channel to be joined, which has no members before the inviter tells them.
async fn group<S: Store>(
    db: &mut Transaction<'_, S>,
    kind: ChatKind,
    key: String,
    name: &str,
    time: i64,
) -> Result<(ChatId, Chat), StoreError> {
    if let Some(known) = Chat::by_group(db, &key).await? {
        return Ok(known);
    }
    let chat = Chat { kind, name: name.to_owned(), time, listed: true, ..Chat::default() };
    Chat::create_group(db, &key, chat).await
}

/// The inviter's certificate, if it is known and speaks of every address of the invite: a shortcut must not leave
/// out an address at which alone the inviter may be reading.
async fn known<S: Store>(
    db: &Reader<'_, S>,
    invite: &Invite,
    fingerprint: &str,
) -> Result<Option<Certificate>, StoreError> {
    let certificate = model::certificate(db, fingerprint).await?;
    Ok(certificate.filter(|certificate| {
        let relays = certificate.relays();
        invite.addresses.iter().all(|address| relays.iter().any(|relay| crate::address::same(relay, address)))
    }))
}
