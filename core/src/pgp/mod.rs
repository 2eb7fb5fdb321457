//! OpenPGP as Delta Chat speaks it (RFC 9580): the profile's key, certificates, sealing and opening messages.
//!
//! Pure functions: time (Unix time in milliseconds) and randomness are given by the caller.

mod armor;
mod certificate;
mod detached;
mod error;
mod fingerprint;
mod inside;
mod key;
mod merge;
mod open;
mod opened;
mod preferences;
mod recent;
mod relays;
mod seal;
mod signers;

pub use certificate::Certificate;
pub use detached::DetachedSignatures;
pub use error::{KeyError, OpenError, SealError};
pub use fingerprint::{Fingerprint, NotAFingerprint};
pub use key::SecretKey;
pub use open::open;
pub use opened::{Opened, Signed};
pub use relays::MAX_RELAYS;
pub use seal::{seal, seal_symmetric};

use pgp::types::Timestamp;

/// OpenPGP time, in whole seconds; what it cannot express becomes its first or last second.
fn timestamp(millis: i64) -> Timestamp {
    let seconds = (millis / 1000).clamp(0, i64::from(u32::MAX));
    Timestamp::from_secs(u32::try_from(seconds).unwrap_or_default())
}
