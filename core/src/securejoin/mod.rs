//! SecureJoin: two people verify each other by an invite link (wire protocol §3).
//!
//! Both roles of version 3, in which everything is encrypted, and the inviter's role of the protocol before it. The
//! steps are mail like any other: they leave through the outbox and arrive through the river, so a handshake survives
//! closed tabs and days offline.

mod inviter;
mod join;
mod joiner;

use crate::{
    Engine,
    db::{Reader, Transaction},
    identity::Identity,
    mail::Step,
    model::{Profile, Trace},
    ports::{Clock, Platform},
    receive::{Fate, Parsed},
    rng::Random,
    send::Desk,
};
use estuary_api::Problem;

/// The secret that an invite's token makes, with the inviter's fingerprint in upper-case hex.
pub(crate) fn secret(fingerprint: &str, auth: &str) -> String {
    format!("securejoin/{fingerprint}/{auth}")
}

/// How a step was taken.
enum Outcome {
    /// It led on, or never will: nobody needs the mail any more.
    Handled,
    /// It is not for this device, or a check failed: it counts as never seen.
    Ignored,
}

impl<P: Platform> Engine<P> {
    /// Takes a step of a handshake. None of them is ever shown.
    pub(crate) async fn handshake(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        parsed: &Parsed,
        step: Step,
    ) -> Result<Fate, Problem> {
        if parsed.is_meant_for_others(identity.key.fingerprint()) {
            return Ok(Fate::Keep);
        }
        if Trace::of(work, &parsed.rfc_id).await?.is_some() {
            return Ok(Fate::Done);
        }
        let own = identity.key.fingerprint();
        if step.must_gossip() && !parsed.hands_on(own) {
            return Ok(Fate::Keep);
        }
        // What other own devices learn from is left where there may be some.
        let fate = match step {
            Step::RequestWithAuth(false) | Step::ContactConfirm => Fate::Done,
            _ => Fate::Remove,
        };
        let outcome = match step {
            Step::LegacyRequest(group) => self.answer_legacy_request(work, identity, parsed, group).await?,
            Step::RequestPubkey => self.answer_request_pubkey(work, identity, parsed).await?,
            Step::RequestWithAuth(_) => self.let_in(work, identity, parsed).await?,
            Step::Pubkey => self.request_with_auth(work, identity, parsed).await?,
            Step::ContactConfirm => self.finish_join(work, parsed).await?,
            // The joiner's side of the old protocol is never started.
            Step::LegacyAuthRequired(_) | Step::MemberAdded => Outcome::Ignored,
            Step::Unknown(_) => Outcome::Handled,
        };
        match outcome {
            Outcome::Handled => {
                Trace::Gone.keep(work, &parsed.rfc_id)?;
                Ok(fate)
            }
            Outcome::Ignored => Ok(Fate::Keep),
        }
    }

    /// What it takes to write a step.
    async fn desk<'a>(
        &self,
        db: &Reader<'_, P::Store>,
        identity: &'a Identity,
        rng: &'a mut dyn Random,
    ) -> Result<Desk<'a>, Problem> {
        let profile = Profile::find(db).await?.ok_or_else(|| crate::view::not_found("profile"))?;
        let (now, max_recipients) = (self.platform.clock().now(), self.max_recipients());
        Ok(Desk { identity, profile, now, max_recipients, rng })
    }
}
