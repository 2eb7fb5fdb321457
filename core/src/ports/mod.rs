//! What the core needs of the world. Each port has a memory twin beside it, and one suite that both twins pass.
//!
//! The core is single-threaded: its futures need not be `Send`, in a browser they cannot be.
#![allow(async_fn_in_trait, reason = "one thread; no caller needs to name or bound these futures")]

mod clock;
mod entropy;
mod platform;
mod store;
#[cfg(any(test, feature = "test-suite"))]
pub mod suite;
mod transport;
mod vault;

pub use clock::Clock;
pub use entropy::Entropy;
pub use platform::Platform;
pub use store::{Batch, Change, Durability, KeyRange, Order, Row, Store, StoreError};
pub use transport::{
    Cursor, Envelope, Listing, Login, MailId, MailRef, MailTransport, Session, TransportError,
};
pub use vault::{Vault, VaultError};

/// The memory twins.
#[cfg(any(test, feature = "test-suite"))]
pub mod memory {
    pub use super::{
        clock::memory::ManualClock,
        entropy::memory::SeededEntropy,
        platform::memory::MemoryPlatform,
        store::memory::MemoryStore,
        transport::memory::{Faults, MemoryMail, MemoryMailbox},
        vault::memory::MemoryVault,
    };
}
