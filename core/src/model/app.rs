//! Instances of mini apps and their updates.

use crate::{
    db::{Key, Reader, Record, Transaction, tail_u32},
    ports::{KeyRange, Order, Store, StoreError},
    realtime::Peer,
    table::Table,
};
use estuary_api::{ContactId, MessageId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An instance; its archive is the file of its message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct App {
    /// From the manifest, or the file name.
    pub(crate) name: String,
    /// Path in the archive.
    pub(crate) icon: Option<String>,
    pub(crate) source_code_url: Option<String>,
    pub(crate) needs_newer: bool,
    /// Told by updates.
    pub(crate) document: Latest,
    /// Told by updates.
    pub(crate) summary: Latest,
    /// Topic of its realtime channel, as it was sent.
    pub(crate) topic: Option<String>,
    /// The archive is on this device.
    pub(crate) here: bool,
}

impl Record for App {
    type Key = MessageId;
    const TABLE: Table = Table::Apps;
}

/// A text of which the newest counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Latest {
    pub(crate) text: String,
    /// When it was told, Unix milliseconds.
    time: i64,
}

impl Latest {
    /// Takes a text unless a newer one is known; whether it changed.
    pub(crate) fn tell(&mut self, text: String, time: i64) -> bool {
        if time < self.time {
            return false;
        }
        self.time = time;
        let changed = self.text != text;
        self.text = text;
        changed
    }
}

/// An update. Its serial is the end of its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AppUpdate {
    /// The object as the sender gave it, as JSON, without `uid`.
    pub(crate) json: String,
    pub(crate) uid: Option<String>,
}

impl Record for AppUpdate {
    type Key = (MessageId, u32);
    const TABLE: Table = Table::AppUpdates;
}

impl AppUpdate {
    /// Adds it, unless its `uid` is known; its serial.
    pub(crate) async fn add<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        instance: MessageId,
    ) -> Result<Option<u32>, StoreError> {
        if let Some(uid) = &self.uid {
            let key = (instance, <[u8; 32]>::from(Sha256::digest(uid.as_bytes()))).bytes();
            if db.bytes(Table::AppUids, &key).await?.is_some() {
                return Ok(None);
            }
            db.put(Table::AppUids, key, Vec::new());
        }
        let serial = u32::try_from(db.next("update").await?).unwrap_or(u32::MAX);
        db.save(&(instance, serial), &self)?;
        Ok(Some(serial))
    }

    /// Those after a serial, oldest first.
    pub(crate) async fn after<S: Store>(
        db: &Reader<'_, S>,
        instance: MessageId,
        serial: u32,
        limit: usize,
    ) -> Result<Vec<(u32, Self)>, StoreError> {
        let mut range = KeyRange::prefix(&instance.bytes());
        range.start = (instance, serial.saturating_add(1)).bytes();
        let rows = db.records::<Self>(range, Order::Ascending, limit).await?;
        Ok(rows.into_iter().filter_map(|(key, row)| Some((tail_u32(&key)?, row))).collect())
    }

    /// The highest serial; 0 if there is none.
    pub(crate) async fn last<S: Store>(db: &Reader<'_, S>, instance: MessageId) -> Result<u32, StoreError> {
        let range = KeyRange::prefix(&instance.bytes());
        let rows = db.scan(Table::AppUpdates, range, Order::Descending, 1).await?;
        Ok(rows.first().and_then(|(key, _)| tail_u32(key)).unwrap_or_default())
    }
}

/// Own updates of an instance that are still to be sent, by serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unsent {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Record for Unsent {
    type Key = MessageId;
    const TABLE: Table = Table::AppsUnsent;
}

/// Updates that came before their instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Early {
    pub(crate) from: ContactId,
    /// When they were sent, Unix milliseconds.
    pub(crate) time: i64,
    /// As they came.
    pub(crate) json: String,
}

impl Record for Early {
    type Key = ([u8; 32], u64);
    const TABLE: Table = Table::AppsEarly;
}

/// Mails with early updates that are kept, for one instance and in all.
const EARLY: (usize, u64) = (200, 2000);
/// Longest early updates of one mail that are kept, in bytes.
const EARLY_SIZE: usize = 1 << 20;

impl Early {
    /// Keeps updates for the instance of this Message-ID, within bounds.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
    ) -> Result<(), StoreError> {
        let range = KeyRange::prefix(&Sha256::digest(rfc_id.as_bytes()));
        let same = db.scan(Table::AppsEarly, range, Order::Ascending, EARLY.0).await?.len();
        let all = db.count(Table::AppsEarly, KeyRange::all()).await?;
        if same < EARLY.0 && all < EARLY.1 && self.json.len() <= EARLY_SIZE {
            let position = db.next("early").await?;
            db.save(&(Sha256::digest(rfc_id.as_bytes()).into(), position), &self)?;
        }
        Ok(())
    }

    /// Takes what came before the instance of this Message-ID, oldest first.
    pub(crate) async fn take<S: Store>(
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
    ) -> Result<Vec<Self>, StoreError> {
        let range = KeyRange::prefix(&Sha256::digest(rfc_id.as_bytes()));
        let rows = db.records::<Self>(range, Order::Ascending, usize::MAX).await?;
        Ok(rows
            .into_iter()
            .map(|(key, early)| {
                db.remove(Table::AppsEarly, key);
                early
            })
            .collect())
    }
}

impl App {
    /// Makes it a new instance.
    pub(crate) fn renew(&mut self, topic: String) {
        (self.document, self.summary) = (Latest::default(), Latest::default());
        self.topic = Some(topic);
    }

    /// Removes an instance with all its updates.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        id: MessageId,
    ) -> Result<(), StoreError> {
        for table in [Table::AppUpdates, Table::AppUids] {
            let range = KeyRange::prefix(&id.bytes());
            for (key, _) in db.scan(table, range, Order::Ascending, usize::MAX).await? {
                db.remove(table, key);
            }
        }
        Peer::forget(db, Some(id)).await?;
        db.remove(Table::AppsUnsent, id.bytes());
        db.remove(Table::Apps, id.bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Latest;

    #[test]
    fn the_newest_text_counts_whatever_the_order() {
        let mut text = Latest::default();
        assert!(text.tell("b".into(), 20));
        assert!(!text.tell("a".into(), 10));
        assert!(!text.tell("b".into(), 21));
        assert!(text.tell("c".into(), 21));
        assert_eq!(text.text, "c");
    }
}
