//! All ports together.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

use super::{Clock, Entropy, MailTransport, Store, Vault};

/// What a host gives the core to live in.
pub trait Platform {
    /// See [`Store`].
    type Store: Store;
    /// See [`Vault`].
    type Vault: Vault;
    /// See [`Clock`].
    type Clock: Clock;
    /// See [`Entropy`].
    type Entropy: Entropy;
    /// See [`MailTransport`].
    type Mail: MailTransport;

    /// The database.
    fn store(&self) -> &Self::Store;
    /// Protection of secrets.
    fn vault(&self) -> &Self::Vault;
    /// Time.
    fn clock(&self) -> &Self::Clock;
    /// Randomness.
    fn entropy(&self) -> &Self::Entropy;
    /// The mailbox.
    fn mail(&self) -> &Self::Mail;
}
