//! X25519 (RFC 7748 §6.1) for `pgp`, which agrees on the keys of messages through the crate `x25519-dalek`.
//!
//! This stands in for it, with as much of its interface as `pgp` uses, so that the agreement is computed by
//! [`estuary_curve`], in three quarters of the time WebAssembly needs otherwise. Public keys are made by
//! `curve25519-dalek` as before: it has tables for that.

use curve25519_dalek::MontgomeryPoint;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret key. It is overwritten when it is dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StaticSecret([u8; 32]);

/// A public key: any 32 bytes are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

/// What the owners of two secret keys share. It is overwritten when it is dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SharedSecret([u8; 32]);

impl StaticSecret {
    /// Agrees with the owner of `their_public`.
    #[must_use]
    pub fn diffie_hellman(&self, their_public: &PublicKey) -> SharedSecret {
        SharedSecret(estuary_curve::x25519(&self.0, &their_public.0))
    }

    /// As it was made: not clamped.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for StaticSecret {
    fn from(bytes: [u8; 32]) -> Self {
        StaticSecret(bytes)
    }
}

impl PublicKey {
    /// As it travels.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As it travels.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl From<[u8; 32]> for PublicKey {
    fn from(bytes: [u8; 32]) -> Self {
        PublicKey(bytes)
    }
}

impl From<&StaticSecret> for PublicKey {
    fn from(secret: &StaticSecret) -> Self {
        PublicKey(MontgomeryPoint::mul_base_clamped(secret.0).to_bytes())
    }
}

impl SharedSecret {
    /// Whether their public key had a part in it. If not, they chose one of the few points of small order, and everybody
    /// knows the secret: zero.
    #[must_use]
    pub fn was_contributory(&self) -> bool {
        self.0 != [0; 32]
    }

    /// The secret.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The secret.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }
}
