//! The order of the chat list.

use super::Chat;
use crate::{
    db::{Key, Reader, Transaction, tail_u32},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;

/// Moves a chat from its old place to its new one.
pub(super) fn place<S: Store>(db: &mut Transaction<'_, S>, id: ChatId, before: Option<&Chat>, after: &Chat) {
    if let Some(before) = before {
        if (before.time, before.listed) == (after.time, after.listed) {
            return;
        }
        db.remove(Table::ChatsByTime, (before.time, id).bytes());
    }
    if after.listed {
        db.put(Table::ChatsByTime, (after.time, id).bytes(), Vec::new());
    }
}

impl Chat {
    /// The chats in the list, newest first.
    pub(crate) async fn listed<S: Store>(
        db: &Reader<'_, S>,
        limit: usize,
    ) -> Result<Vec<ChatId>, StoreError> {
        let rows = db.scan(Table::ChatsByTime, KeyRange::all(), Order::Descending, limit).await?;
        Ok(rows.iter().filter_map(|(key, _)| tail_u32(key)).map(ChatId).collect())
    }
}
