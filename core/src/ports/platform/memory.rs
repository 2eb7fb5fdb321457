//! The memory twins together.

use super::Platform;
use crate::ports::{
    clock::memory::ManualClock, entropy::memory::SeededEntropy, store::memory::MemoryStore,
    transport::memory::MemoryMailbox, vault::memory::MemoryVault,
};

/// A device made of memory.
#[derive(Debug)]
pub struct MemoryPlatform {
    /// The database.
    pub store: MemoryStore,
    /// Protection of secrets.
    pub vault: MemoryVault,
    /// Time.
    pub clock: ManualClock,
    /// Randomness.
    pub entropy: SeededEntropy,
    /// The mailbox.
    pub mail: MemoryMailbox,
}

impl Platform for MemoryPlatform {
    type Store = MemoryStore;
    type Vault = MemoryVault;
    type Clock = ManualClock;
    type Entropy = SeededEntropy;
    type Mail = MemoryMailbox;

    fn store(&self) -> &MemoryStore {
        &self.store
    }
    fn vault(&self) -> &MemoryVault {
        &self.vault
    }
    fn clock(&self) -> &ManualClock {
        &self.clock
    }
    fn entropy(&self) -> &SeededEntropy {
        &self.entropy
    }
    fn mail(&self) -> &MemoryMailbox {
        &self.mail
    }
}
