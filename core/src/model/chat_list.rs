//! The order of the chat list: pinned chats, then the others, each newest first; archived ones apart.

use super::{Chat, Shelf};
use crate::{
    db::{Key, Reader, Transaction, tail_u32},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;

/// Moves a chat from its old place to its new one.
pub(super) fn place<S: Store>(
    db: &mut Transaction<'_, S>,
    id: ChatId,
    before: Option<(&Chat, Shelf)>,
    after: Option<(&Chat, Shelf)>,
) {
    let place = |(chat, shelf): (&Chat, Shelf)| chat.listed.then(|| (shelf.table(), (chat.time, id).bytes()));
    let (before, after) = (before.and_then(place), after.and_then(place));
    if before == after {
        return;
    }
    if let Some((table, key)) = before {
        db.remove(table, key);
    }
    if let Some((table, key)) = after {
        db.put(table, key, Vec::new());
    }
}

impl Chat {
    /// The chats in the list, in its order.
    pub(crate) async fn listed<S: Store>(
        db: &Reader<'_, S>,
        limit: usize,
    ) -> Result<Vec<ChatId>, StoreError> {
        let mut ids = newest(db, Table::ChatsPinned, limit).await?;
        ids.extend(newest(db, Table::ChatsByTime, limit.saturating_sub(ids.len())).await?);
        Ok(ids)
    }

    /// How many chats are in the list.
    pub(crate) async fn count_listed<S: Store>(db: &Reader<'_, S>) -> Result<u64, StoreError> {
        let pinned = db.count(Table::ChatsPinned, KeyRange::all()).await?;
        Ok(pinned + db.count(Table::ChatsByTime, KeyRange::all()).await?)
    }

    /// The archived chats, newest first.
    pub(crate) async fn archived<S: Store>(
        db: &Reader<'_, S>,
        limit: usize,
    ) -> Result<Vec<ChatId>, StoreError> {
        newest(db, Table::ChatsArchived, limit).await
    }
}

async fn newest<S: Store>(db: &Reader<'_, S>, table: Table, limit: usize) -> Result<Vec<ChatId>, StoreError> {
    let rows = db.scan(table, KeyRange::all(), Order::Descending, limit).await?;
    Ok(rows.iter().filter_map(|(key, _)| tail_u32(key)).map(ChatId).collect())
}
