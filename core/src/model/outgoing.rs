//! The outbox: sealed mails in the order in which they leave.

use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::MessageId;
use serde::{Deserialize, Serialize};

/// A mail that waits. Its bytes are apart, so that counting and choosing stay cheap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outgoing {
    pub(crate) purpose: Purpose,
    /// `MAIL FROM`.
    pub(crate) from: String,
    /// Recipients not served yet, in chunks the server takes.
    pub(crate) chunks: Vec<Vec<String>>,
    /// Tries so far.
    pub(crate) attempts: u32,
}

/// Whose fate the mail decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// This message of a chat.
    Message(MessageId),
    /// A step of a handshake.
    Handshake,
    /// A read receipt: nobody misses it.
    Receipt,
    /// A change of what was sent before.
    Change,
    /// Goes ahead of this message and announces its file.
    Ahead(MessageId),
    /// Updates of a mini app.
    Updates,
}

impl Record for Outgoing {
    type Key = u64;
    const TABLE: Table = Table::Outbox;
}

impl Outgoing {
    /// Puts a mail at the end of the queue. The commit becomes strict.
    pub(crate) async fn enqueue<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        mail: Vec<u8>,
    ) -> Result<(), StoreError> {
        let position = db.next("outgoing").await?;
        db.save(&position, self)?;
        db.put(Table::OutboxMails, position.bytes(), mail);
        db.strict();
        Ok(())
    }

    /// The mail that leaves next.
    pub(crate) async fn first<S: Store>(db: &Reader<'_, S>) -> Result<Option<(u64, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, 1).await?;
        Ok(rows.into_iter().next().and_then(|(key, row)| Some((tail_u64(&key)?, row))))
    }

    /// Its bytes.
    pub(crate) async fn mail<S: Store>(
        db: &Reader<'_, S>,
        position: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        db.bytes(Table::OutboxMails, &position.bytes()).await
    }

    /// Takes a mail out of the queue.
    pub(crate) fn remove<S: Store>(db: &mut Transaction<'_, S>, position: u64) {
        db.remove(Table::Outbox, position.bytes());
        db.remove(Table::OutboxMails, position.bytes());
    }

    /// Takes everything of a message out of the queue.
    pub(crate) async fn cancel<S: Store>(
        db: &mut Transaction<'_, S>,
        message: MessageId,
    ) -> Result<(), StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        let own = rows.iter().filter(
            |(_, row)| matches!(row.purpose, Purpose::Message(id) | Purpose::Ahead(id) if id == message),
        );
        own.filter_map(|(key, _)| tail_u64(key)).for_each(|position| Self::remove(db, position));
        Ok(())
    }
}
