//! A mail that only its recipients can read.

use super::{Recipient, compose::Composed};
use crate::{
    identity::Identity,
    mail,
    model::{Outgoing, Purpose},
    pgp::{self, Certificate, SealError},
    rng::Random,
};
use estuary_api::{Problem, ProblemKind};

/// The finished mail and where it goes.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) mail: Vec<u8>,
    /// Without duplicates.
    pub(crate) addresses: Vec<String>,
}

impl Composed {
    /// Signs and encrypts.
    pub(crate) fn seal(self, identity: &Identity, rng: &mut dyn Random) -> Result<Sealed, Problem> {
        let recipients = &self.audience.recipients;
        let mut addresses: Vec<String> = Vec::new();
        for address in recipients.iter().flat_map(Recipient::addresses) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        if let Some(secret) = &self.audience.secret {
            return Sealed::with_secret(self.mail, secret, addresses, Some(identity), self.time, rng);
        }
        let certificates: Vec<&Certificate> = recipients.iter().map(|person| &person.certificate).collect();
        Sealed::to(self.mail, &certificates, addresses, true, identity, self.time, rng)
    }
}

impl Sealed {
    /// Signs, and encrypts to these certificates and oneself.
    pub(super) fn to(
        composed: mail::Composed,
        certificates: &[&Certificate],
        addresses: Vec<String>,
        compress: bool,
        identity: &Identity,
        now: i64,
        rng: &mut dyn Random,
    ) -> Result<Self, Problem> {
        let payload = composed.payload.clone();
        let armored = pgp::seal(payload, certificates, &identity.key, compress, now, rng).map_err(problem)?;
        Ok(Self { mail: composed.mail(&armored), addresses })
    }

    /// Encrypts with a shared secret; signs where `identity` is given.
    pub(super) fn with_secret(
        composed: mail::Composed,
        secret: &str,
        addresses: Vec<String>,
        identity: Option<&Identity>,
        now: i64,
        rng: &mut dyn Random,
    ) -> Result<Self, Problem> {
        let signer = identity.map(|identity| &identity.key);
        let payload = composed.payload.clone();
        let armored = pgp::seal_symmetric(payload, secret, signer, false, now, rng).map_err(problem)?;
        Ok(Self { mail: composed.mail(&armored), addresses })
    }

    /// Its row in the outbox; a server takes at most `max` recipients at once.
    pub(crate) fn row(&self, identity: &Identity, purpose: Purpose, max: usize) -> Outgoing {
        Outgoing {
            purpose,
            from: identity.address().to_owned(),
            chunks: self.addresses.chunks(max.max(1)).map(<[String]>::to_vec).collect(),
            attempts: 0,
        }
    }
}

fn problem(error: SealError) -> Problem {
    let kind = match error {
        SealError::NoEncryptionKey(_) => ProblemKind::KeyMissing,
        SealError::Failed(_) => ProblemKind::Internal,
    };
    Problem::new(kind, error)
}
