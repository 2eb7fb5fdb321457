//! After which time the messages of a chat disappear.

use crate::{
    db::{Reader, Record},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// The timer of a chat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Timer {
    /// Seconds; 0: messages stay.
    pub(crate) seconds: u32,
    /// Date of the message that set it, Unix milliseconds.
    pub(crate) changed: i64,
}

impl Record for Timer {
    type Key = ChatId;
    const TABLE: Table = Table::Timers;
}

impl Timer {
    /// Of a chat.
    pub(crate) async fn of<S: Store>(db: &Reader<'_, S>, chat: ChatId) -> Result<Self, StoreError> {
        Ok(db.load(&chat).await?.unwrap_or_default())
    }
}
