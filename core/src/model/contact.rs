//! People, known by their keys.

use crate::{
    db::{Key, Reader, Record, Transaction},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ContactId};
use serde::{Deserialize, Serialize};

/// A key-contact: one OpenPGP key, whatever its addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    /// Upper-case hex.
    pub(crate) fingerprint: String,
    /// Seen last in a `From`; a hint.
    pub(crate) address: String,
    /// Chosen by themselves.
    pub(crate) name: String,
    /// The footer of their last message.
    pub(crate) status: String,
    /// Date of the newest message that told name, status and picture, Unix milliseconds.
    pub(crate) told: i64,
    /// By SecureJoin.
    pub(crate) verified: bool,
    pub(crate) blocked: bool,
    /// The single chat, once there is one.
    pub(crate) chat: Option<ChatId>,
}

impl Record for Contact {
    type Key = ContactId;
    const TABLE: Table = Table::Contacts;
}

impl Contact {
    /// The name, or the address where there is none.
    pub(crate) fn display_name(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }

    /// The contact with this key.
    pub(crate) async fn by_fingerprint<S: Store>(
        db: &Reader<'_, S>,
        fingerprint: &str,
    ) -> Result<Option<(ContactId, Self)>, StoreError> {
        let Some(bytes) = db.bytes(Table::ContactsByFingerprint, fingerprint.as_bytes()).await? else {
            return Ok(None);
        };
        let Some(id) = crate::db::tail_u32(&bytes).map(ContactId) else { return Ok(None) };
        Ok(db.load(&id).await?.map(|contact| (id, contact)))
    }

    /// The contact with this key, made if need be.
    pub(crate) async fn ensure<S: Store>(
        db: &mut Transaction<'_, S>,
        fingerprint: &str,
        address: &str,
    ) -> Result<(ContactId, Self), StoreError> {
        if let Some(known) = Self::by_fingerprint(db, fingerprint).await? {
            return Ok(known);
        }
        let id = ContactId(u32::try_from(db.next("contact").await?).unwrap_or(u32::MAX));
        let contact =
            Self { fingerprint: fingerprint.to_owned(), address: address.to_owned(), ..Self::default() };
        db.put(Table::ContactsByFingerprint, fingerprint.as_bytes().to_vec(), id.bytes());
        db.save(&id, &contact)?;
        Ok((id, contact))
    }

    /// Whether somebody at this address is blocked.
    pub(crate) async fn is_blocked_at<S: Store>(
        db: &Reader<'_, S>,
        address: &str,
    ) -> Result<bool, StoreError> {
        let contacts = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(contacts
            .iter()
            .any(|(_, contact)| contact.blocked && crate::address::same(&contact.address, address)))
    }

    /// Bytes of the picture.
    pub(crate) async fn avatar<S: Store>(
        db: &Reader<'_, S>,
        id: ContactId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        db.bytes(Table::Avatars, &id.bytes()).await
    }
}
