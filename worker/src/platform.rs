//! All that the core needs of a browser.

use crate::{clock::BrowserClock, entropy::BrowserEntropy, store::IndexedDb, vault::CryptoVault};
use estuary_core::ports::{MailTransport, Platform};

/// A browser, with one way or another to get mail.
#[derive(Debug)]
pub struct Browser<M> {
    /// The database.
    pub store: IndexedDb,
    /// Protection of secrets.
    pub vault: CryptoVault,
    /// The mailbox.
    pub mail: M,
}

impl<M: MailTransport> Platform for Browser<M> {
    type Store = IndexedDb;
    type Vault = CryptoVault;
    type Clock = BrowserClock;
    type Entropy = BrowserEntropy;
    type Mail = M;

    fn store(&self) -> &IndexedDb {
        &self.store
    }
    fn vault(&self) -> &CryptoVault {
        &self.vault
    }
    fn clock(&self) -> &BrowserClock {
        &BrowserClock
    }
    fn entropy(&self) -> &BrowserEntropy {
        &BrowserEntropy
    }
    fn mail(&self) -> &M {
        &self.mail
    }
}
