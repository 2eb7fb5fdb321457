//! Where a message came from, and who read it.

use crate::{
    db::{Key, Reader, Record, Transaction, tail_u32},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ContactId, MessageId};
use serde::{Deserialize, Serialize};

/// What a mail looked like when it arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// When it was read from the mailbox, Unix milliseconds.
    pub(crate) received: i64,
    /// Its fields, one a line.
    pub(crate) headers: String,
    /// The servers it passed, one a line.
    pub(crate) hops: String,
}

impl Record for Origin {
    type Key = MessageId;
    const TABLE: Table = Table::Origins;
}

/// Somebody read an own message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Read {
    /// When they said so, Unix milliseconds.
    pub(crate) time: i64,
}

impl Record for Read {
    type Key = (MessageId, ContactId);
    const TABLE: Table = Table::Readers;
}

impl Read {
    /// Remembers the first time.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        message: MessageId,
        reader: ContactId,
    ) -> Result<(), StoreError> {
        let key = (message, reader);
        if db.load::<Self>(&key).await?.is_none() {
            db.save(&key, &self)?;
        }
        Ok(())
    }

    /// Who read a message.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        message: MessageId,
    ) -> Result<Vec<(ContactId, Self)>, StoreError> {
        let range = KeyRange::prefix(&message.bytes());
        let rows = db.records::<Self>(range, Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().filter_map(|(key, read)| Some((ContactId(tail_u32(&key)?), read))).collect())
    }
}
