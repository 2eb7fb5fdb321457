//! Certificates: what is known about the keys of oneself and of others.

use super::{Fingerprint, KeyError, recent::Recent, relays};
use pgp::{
    composed::{Deserializable, SignedPublicKey},
    packet::{PublicSubkey, Signature},
    ser::Serialize,
    types::KeyDetails,
};
use sha2::{Digest, Sha256};
use std::cell::RefCell;

thread_local! {
    /// SHA-256 of certificates whose binding signatures hold. Everybody's comes with each of their messages.
    static VALID: RefCell<Recent<[u8; 32], ()>> = const { RefCell::new(Recent::new(256)) };
}

/// Largest certificate that is read: room for post-quantum keys, none for floods of signatures.
const MAX_BYTES: usize = 256 * 1024;

/// A transferable public key (RFC 9580 §10.1) whose binding signatures hold.
///
/// Expiry, revocation and key flags are ignored, as Delta Chat does: an identity is its fingerprint.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    pub(super) key: SignedPublicKey,
    fingerprint: Fingerprint,
}

impl Certificate {
    /// Reads a binary certificate and verifies its binding signatures.
    ///
    /// # Errors
    /// [`KeyError`] if it is none, too large (256 KiB), or a signature in it does not hold.
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() > MAX_BYTES {
            return Err(KeyError::TooLarge(MAX_BYTES));
        }
        let key = SignedPublicKey::from_bytes(bytes)?;
        VALID.with_borrow_mut(|valid| {
            valid.with(Sha256::digest(bytes).into(), |_| key.verify_bindings(), |()| ())
        })?;
        Self::new(key)
    }

    /// Of a key whose bindings are known to hold.
    pub(super) fn new(key: SignedPublicKey) -> Result<Self, KeyError> {
        let fingerprint = Fingerprint::from_pgp(&key.primary_key.fingerprint())
            .ok_or(KeyError::Unsupported("unknown key version"))?;
        Ok(Certificate { key, fingerprint })
    }

    /// The binary form.
    ///
    /// # Errors
    /// [`KeyError::Invalid`] if the OpenPGP library refuses, which nothing that was parsed can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.key.to_bytes()?)
    }

    /// Fingerprint of the primary key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The addresses at which the owner reads mail, at most [`super::MAX_RELAYS`]; empty if none are published.
    pub fn relays(&self) -> Vec<String> {
        relays::published(&self.key.details.direct_signatures)
    }

    /// Whether the owner reads SEIPDv2 messages (RFC 9580 §5.2.3.32).
    pub fn supports_seipdv2(&self) -> bool {
        let claims = |signature: &Signature| signature.features().is_some_and(|features| features.seipd_v2());
        self.key.details.direct_signatures.iter().any(claims)
            || self.key.details.users.iter().flat_map(|user| &user.signatures).any(claims)
    }

    /// Whether anything can be encrypted to it.
    pub fn can_be_encrypted_to(&self) -> bool {
        self.encryption_subkey().is_some()
    }

    /// The subkey messages are encrypted to: the first one that can be.
    pub(super) fn encryption_subkey(&self) -> Option<&PublicSubkey> {
        self.key.public_subkeys.iter().map(|subkey| &subkey.key).find(|key| key.algorithm().can_encrypt())
    }
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Certificate").field(&self.fingerprint).finish()
    }
}
