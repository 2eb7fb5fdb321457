//! What is special about a message, for the few of which something is.

use super::Message;
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, MessageId};
use serde::{Deserialize, Serialize};

/// More pinned messages of a chat are not shown.
const PINS: usize = 1_000;

/// Apart from the message, so that most messages carry nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marks {
    /// It came by way of somebody else.
    pub(crate) forwarded: bool,
    /// There is HTML in [`Table::Htmls`].
    pub(crate) html: bool,
    pub(crate) pinned: bool,
    /// There are reactions to it.
    pub(crate) reacted: bool,
    /// Its copy in the chat with oneself, which may be gone.
    pub(crate) saved: Option<MessageId>,
    /// Seconds after which it disappears; 0: it stays.
    pub(crate) timer: u32,
    /// When it disappears, Unix milliseconds; 0: it stays, or was not seen yet.
    pub(crate) expires: i64,
}

impl Record for Marks {
    type Key = MessageId;
    const TABLE: Table = Table::Marks;
}

impl Marks {
    /// Of a message.
    pub(crate) async fn of<S: Store>(db: &Reader<'_, S>, id: MessageId) -> Result<Self, StoreError> {
        Ok(db.load(&id).await?.unwrap_or_default())
    }

    /// The pinned messages of a chat, oldest first.
    pub(crate) async fn pinned<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
    ) -> Result<Vec<MessageId>, StoreError> {
        let range = KeyRange::prefix(&chat.bytes());
        let rows = db.scan(Table::Pins, range, Order::Ascending, PINS).await?;
        Ok(rows.iter().filter_map(|(key, _)| tail_u64(key)).map(MessageId).collect())
    }

    /// Stores them, and the indexes that go with them.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
        message: &Message,
    ) -> Result<(), StoreError> {
        let before = Self::of(db, id).await?;
        let pin = (message.chat, id).bytes();
        match (before.pinned, self.pinned) {
            (false, true) => db.put(Table::Pins, pin, Vec::new()),
            (true, false) => db.remove(Table::Pins, pin),
            _ => {}
        }
        if before.expires != self.expires {
            if before.expires != 0 {
                db.remove(Table::Expiries, (before.expires, id).bytes());
            }
            if self.expires != 0 {
                db.put(Table::Expiries, (self.expires, id).bytes(), Vec::new());
            }
        }
        if self == before {
            return Ok(());
        }
        if self == Self::default() {
            db.remove(Table::Marks, id.bytes());
            return Ok(());
        }
        db.save(&id, &self)
    }

    /// Starts the countdown of a message that disappears.
    pub(crate) async fn start<S: Store>(
        db: &mut Transaction<'_, S>,
        id: MessageId,
        message: &Message,
        now: i64,
    ) -> Result<(), StoreError> {
        let marks = Self::of(db, id).await?;
        if marks.timer == 0 || marks.expires != 0 {
            return Ok(());
        }
        let expires = now.saturating_add(i64::from(marks.timer).saturating_mul(1000));
        Self { expires, ..marks }.keep(db, id, message).await
    }
}
