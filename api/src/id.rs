//! Identifiers that mean something only on this device.

use serde::{Deserialize, Serialize};

macro_rules! local_id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

local_id!(
    /// A chat of the profile. Never reused.
    ChatId(u32)
);
local_id!(
    /// A contact of the profile: one OpenPGP key, or one address without a key. Never reused.
    ContactId(u32)
);
local_id!(
    /// A message of the profile, increasing in the order of storing. Never reused.
    MessageId(u64)
);
local_id!(
    /// A sticker of the profile, named by what it shows: the first bytes of a digest.
    StickerId(u64)
);

/// Chosen by the interface for each message it sends, so that a command repeated after a change of leader sends
/// once. Becomes the UUID in the `Message-ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SendId(pub [u8; 16]);
