//! The one profile of a store.

use crate::{db::Transaction, ports::Store, table::Table};
use serde::{Deserialize, Serialize};

macro_rules! single {
    ($row:ident, $key:literal) => {
        impl $crate::db::Record for $row {
            type Key = str;
            const TABLE: $crate::table::Table = $crate::table::Table::Meta;
        }

        impl $row {
            /// The stored value.
            pub(crate) async fn find<S: $crate::ports::Store>(
                db: &$crate::db::Reader<'_, S>,
            ) -> Result<Option<Self>, $crate::ports::StoreError> {
                db.load($key).await
            }

            /// Replaces the stored value.
            pub(crate) fn keep<S: $crate::ports::Store>(
                &self,
                db: &mut $crate::db::Transaction<'_, S>,
            ) -> Result<(), $crate::ports::StoreError> {
                db.save($key, self)
            }
        }
    };
}
pub(crate) use single;

/// What the person and others see of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) fingerprint: String,
    pub(crate) status: String,
    pub(crate) avatar: Option<Vec<u8>>,
    /// When the picture changed, Unix milliseconds; peers get it again after that.
    pub(crate) avatar_changed: i64,
    /// When the relay list changed, Unix milliseconds: the time of the published certificate's signature.
    pub(crate) relays_changed: i64,
}
single!(Profile, "profile");

/// Secrets, wrapped by the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Secrets {
    /// The OpenPGP secret key.
    pub(crate) key: Vec<u8>,
    /// [`crate::ports::Login`] as postcard.
    pub(crate) login: Vec<u8>,
}
single!(Secrets, "secrets");

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) read_receipts: bool,
}
single!(Settings, "settings");

impl Default for Settings {
    fn default() -> Self {
        Self { read_receipts: true }
    }
}

/// The invite that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OwnInvite {
    /// For joiners that speak the old protocol.
    pub(crate) invite_number: String,
    pub(crate) auth: String,
}
single!(OwnInvite, "invite");

impl OwnInvite {
    /// Shows it no longer.
    pub(crate) fn forget<S: Store>(db: &mut Transaction<'_, S>) {
        db.remove(Table::Meta, b"invite".to_vec());
    }
}
