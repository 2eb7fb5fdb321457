//! The steps of SecureJoin, on their way out.

use super::{Recipient, Sealed};
use crate::{
    db::Transaction,
    identity::Identity,
    mail::{
        self, HeaderValue,
        compose_handshake::{self as compose, Origin, Peer},
        new_message_id,
    },
    model::{Profile, Purpose},
    pgp::Certificate,
    ports::Store,
    rng::Random,
};
use estuary_api::{Problem, ProblemKind};

/// What the next step says.
#[derive(Debug)]
pub(crate) enum Handshake<'a> {
    /// Joiner: the inviter's key, please.
    RequestPubkey {
        /// The invite's token.
        auth: &'a str,
        /// The secret made of it.
        secret: &'a str,
    },
    /// Inviter: here it is.
    Pubkey {
        /// The invite's token.
        auth: &'a str,
        /// The secret made of it.
        secret: &'a str,
    },
    /// Joiner: here am I, with the token.
    RequestWithAuth {
        /// The inviter.
        peer: &'a Recipient,
        /// The invite's token.
        auth: &'a str,
        /// ID of the group or channel the invite is for.
        group: Option<&'a str>,
    },
    /// Inviter: done.
    ContactConfirm {
        /// The joiner.
        peer: &'a Recipient,
    },
    /// Inviter, to a joiner of the old protocol: here is the key.
    LegacyAuthRequired {
        /// The joiner.
        peer: &'a Recipient,
        /// The request began with `vg-`.
        group: bool,
    },
}

/// What every step needs beside its content.
pub(crate) struct Desk<'a> {
    pub(crate) identity: &'a Identity,
    pub(crate) profile: Profile,
    /// Unix milliseconds.
    pub(crate) now: i64,
    pub(crate) max_recipients: usize,
    pub(crate) rng: &'a mut dyn Random,
}

impl Handshake<'_> {
    /// Seals the step and puts it into the outbox.
    pub(crate) async fn send<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        addresses: Vec<String>,
        desk: Desk<'_>,
    ) -> Result<(), Problem> {
        let (identity, max_recipients) = (desk.identity, desk.max_recipients);
        let sealed = self.seal(addresses, desk)?;
        let row = sealed.row(identity, Purpose::Handshake, max_recipients);
        Ok(row.enqueue(db, sealed.mail).await?)
    }

    fn seal(&self, addresses: Vec<String>, desk: Desk<'_>) -> Result<Sealed, Problem> {
        let Desk { identity, profile, now, rng, .. } = desk;
        let message_id = new_message_id(&mut *rng);
        let origin = Origin { address: identity.address(), message_id: &message_id, date: now };
        let own = &identity.certificate;
        let write = |outgoing: mail::Outgoing<'_>, rng: &mut dyn Random| {
            outgoing.compose(rng).map_err(|e| Problem::new(ProblemKind::Internal, e))
        };
        let to = |outgoing, peer: &Recipient, rng: &mut dyn Random| {
            Sealed::to(
                write(outgoing, &mut *rng)?,
                &[&peer.certificate],
                addresses.clone(),
                false,
                identity,
                now,
                rng,
            )
        };
        match self {
            Self::RequestPubkey { auth, secret } => {
                let composed = write(compose::request_pubkey(origin, auth), &mut *rng)?;
                Sealed::with_secret(composed, secret, addresses, None, now, rng)
            }
            Self::Pubkey { auth, secret } => {
                let composed = write(compose::pubkey(origin, auth, own), &mut *rng)?;
                Sealed::with_secret(composed, secret, addresses, Some(identity), now, rng)
            }
            Self::RequestWithAuth { peer, auth, group } => {
                let fingerprint = identity.key.fingerprint();
                let name = &profile.name;
                let mut outgoing =
                    compose::request_with_auth(origin, name, about(peer, own), auth, fingerprint, *group);
                introduce(&mut outgoing, &profile);
                to(outgoing, peer, rng)
            }
            Self::ContactConfirm { peer } => {
                let mut outgoing = compose::contact_confirm(origin, &profile.name, about(peer, own));
                introduce(&mut outgoing, &profile);
                to(outgoing, peer, rng)
            }
            Self::LegacyAuthRequired { peer, group } => {
                to(compose::legacy_auth_required(origin, about(peer, own), *group), peer, rng)
            }
        }
    }
}

fn about<'a>(peer: &'a Recipient, own: &'a Certificate) -> Peer<'a> {
    Peer { address: &peer.address, certificate: &peer.certificate, own }
}

/// Shows the own picture and status to whom one gets to know.
fn introduce(outgoing: &mut mail::Outgoing<'_>, profile: &Profile) {
    if let Some(avatar) = &profile.avatar {
        outgoing.headers.push(("Chat-User-Avatar", HeaderValue::Picture(Some(avatar.clone()))));
    }
    if let mail::Body::Text(text) = &mut outgoing.body {
        let layout = mail::TextLayout { text, quote: None, footer: &profile.status, forwarded: false };
        *text = layout.to_body();
    }
}
