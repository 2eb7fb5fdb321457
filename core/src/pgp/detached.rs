//! Detached signatures: the signed layer that some programs put inside the encrypted one (RFC 3156 §5).

use super::{Certificate, Fingerprint, KeyError, Signed, armor, opened};
use pgp::{
    composed::{Deserializable, DetachedSignature},
    types::KeyDetails,
};

/// The signatures of a `multipart/signed` part.
#[derive(Debug)]
pub struct DetachedSignatures(DetachedSignature);

impl DetachedSignatures {
    /// Reads the first signature of an `application/pgp-signature` part, armored or binary.
    ///
    /// # Errors
    /// [`KeyError::Invalid`] if there is none.
    pub fn parse(signature: &[u8]) -> Result<Self, KeyError> {
        let packets = armor::stripped(signature).ok_or_else(|| KeyError::Invalid("broken armor".into()))?;
        Ok(DetachedSignatures(DetachedSignature::from_bytes(&*packets)?))
    }

    /// Fingerprints it claims to be made by; nothing is verified yet.
    pub fn issuers(&self) -> Vec<Fingerprint> {
        opened::issuers(&self.0.signature).collect()
    }

    /// Verifies it over `content`, which must have the line ends it was signed with (CRLF).
    pub fn verify(&self, content: &[u8], certificates: &[&Certificate]) -> Option<Signed> {
        let signature = &self.0.signature;
        let signer = certificates.iter().find(|certificate| {
            let key = &certificate.key.primary_key;
            opened::is_acceptable(signature, key.version()) && self.0.verify(key, content).is_ok()
        })?;
        Some(Signed { fingerprint: signer.fingerprint(), intended: opened::intended(signature), valid: 1 })
    }
}
