//! People, known by their keys.

use super::Chat;
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
    /// By SecureJoin, directly.
    pub(crate) verified: bool,
    pub(crate) blocked: bool,
    /// The single chat, once there is one.
    pub(crate) chat: Option<ChatId>,
    /// Chosen here; empty where there is none.
    pub(crate) nickname: String,
    /// Who vouched for them first; of no account once they are verified directly.
    pub(crate) introducer: Option<ContactId>,
}

/// Before people could be given names; the second version added that.
#[derive(Deserialize)]
struct First {
    fingerprint: String,
    address: String,
    name: String,
    status: String,
    told: i64,
    verified: bool,
    blocked: bool,
    chat: Option<ChatId>,
}

impl Record for Contact {
    type Key = ContactId;
    const TABLE: Table = Table::Contacts;
    const VERSION: u8 = 3;

    fn upgrade(version: u8, body: &[u8]) -> Option<Self> {
        let (First { fingerprint, address, name, status, told, verified, blocked, chat }, rest) =
            postcard::take_from_bytes(body).ok()?;
        let nickname = match version {
            1 => String::new(),
            2 => postcard::from_bytes(rest).ok()?,
            _ => return None,
        };
        let introducer = None;
        Some(Self { fingerprint, address, name, status, told, verified, blocked, chat, nickname, introducer })
    }
}

impl Contact {
    /// It is known whose key it is: from themselves, or from who introduced them.
    pub(crate) fn is_verified(&self) -> bool {
        self.verified || self.introducer.is_some()
    }

    /// The name chosen here, or by themselves, or the address where there is none.
    pub(crate) fn display_name(&self) -> &str {
        let names = [&self.nickname, &self.name];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or(&self.address)
    }

    /// Whether the person can write to them and may want to: their key is known, and no request of theirs waits.
    pub(crate) async fn is_welcome<S: Store>(&self, db: &Reader<'_, S>) -> Result<bool, StoreError> {
        if db.bytes(Table::Certificates, self.fingerprint.as_bytes()).await?.is_none() {
            return Ok(false);
        }
        let chat = match self.chat {
            Some(id) => db.load::<Chat>(&id).await?,
            None => None,
        };
        Ok(self.verified || chat.is_none_or(|chat| !chat.request))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_of_older_versions_are_read() {
        let old = ("AB", "ada@chat.example", "Ada", "", 7_i64, true, false, Some(ChatId(3)));
        let contact = Contact::upgrade(1, &postcard::to_stdvec(&old).unwrap()).unwrap();
        let expected = Contact {
            fingerprint: "AB".into(),
            address: "ada@chat.example".into(),
            name: "Ada".into(),
            told: 7,
            verified: true,
            chat: Some(ChatId(3)),
            ..Contact::default()
        };
        assert_eq!(contact, expected);
        let named = postcard::to_stdvec(&(old, "Countess")).unwrap();
        assert_eq!(Contact::upgrade(2, &named), Some(Contact { nickname: "Countess".into(), ..expected }));
        assert_eq!(Contact::upgrade(1, &[1]), None);
        assert_eq!(Contact::upgrade(9, &[]), None);
    }
}
