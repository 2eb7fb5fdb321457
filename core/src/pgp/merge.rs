//! Two certificates of one key become one.

use super::{Certificate, KeyError};
use pgp::{
    composed::{SignedKeyDetails, SignedPublicKey},
    packet::{Signature, SignatureType},
    types::SignedUser,
};

impl Certificate {
    /// What is known after `other`, a certificate of the same key, was seen too.
    ///
    /// Keeps the newest direct-key signature and one User ID with its newest certification, and drops revocations and
    /// attributes. Subkeys come from one side only, the known one if it has any: no one can slip a subkey into a
    /// certificate by replaying half of another.
    ///
    /// # Errors
    /// [`KeyError::DifferentKeys`].
    pub fn merge(&self, other: &Certificate) -> Result<Certificate, KeyError> {
        if self.fingerprint() != other.fingerprint() {
            return Err(KeyError::DifferentKeys);
        }
        let (known, seen) = (&self.key, &other.key);
        let direct = known.details.direct_signatures.iter().chain(&seen.details.direct_signatures);
        let direct = newest(direct.filter(|signature| signature.typ() == Some(SignatureType::Key)));
        let users = known.details.users.iter().chain(&seen.details.users).filter_map(newest_certification);
        let user =
            users.max_by_key(|user| (user.is_primary(), user.signatures.first().map(Signature::created)));
        let details = SignedKeyDetails::new(
            vec![],
            direct.cloned().into_iter().collect(),
            user.into_iter().collect(),
            vec![],
        );
        let subkeys =
            if known.public_subkeys.is_empty() { &seen.public_subkeys } else { &known.public_subkeys };
        Certificate::new(SignedPublicKey::new(known.primary_key.clone(), details, subkeys.clone()))
    }
}

/// The newest signature; of several equally old ones the last, which was seen last. Signatures count whole seconds, and a
/// list of relays may change twice in one.
fn newest<'a>(signatures: impl Iterator<Item = &'a Signature>) -> Option<&'a Signature> {
    signatures.reduce(|best, next| if next.created() >= best.created() { next } else { best })
}

fn newest_certification(user: &SignedUser) -> Option<SignedUser> {
    let certifications = user.signatures.iter();
    let newest =
        newest(certifications.filter(|signature| signature.typ() != Some(SignatureType::CertRevocation)))?;
    Some(SignedUser::new(user.id.clone(), vec![newest.clone()]))
}
