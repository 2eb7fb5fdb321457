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
    /// The chats in the list from a place on, in its order.
    pub(crate) async fn listed<S: Store>(
        db: &Reader<'_, S>,
        skip: usize,
        take: usize,
    ) -> Result<Vec<ChatId>, StoreError> {
        let pinned = newest(db, Table::ChatsPinned, 0, skip.saturating_add(take)).await?;
        let others = skip.saturating_sub(pinned.len());
        let mut ids: Vec<_> = pinned.into_iter().skip(skip).collect();
        ids.extend(newest(db, Table::ChatsByTime, others, take - ids.len()).await?);
        Ok(ids)
    }

    /// How many chats are in the list.
    pub(crate) async fn count_listed<S: Store>(db: &Reader<'_, S>) -> Result<u64, StoreError> {
        let pinned = db.count(Table::ChatsPinned, KeyRange::all()).await?;
        Ok(pinned + db.count(Table::ChatsByTime, KeyRange::all()).await?)
    }

    /// The archived chats from a place on, newest first.
    pub(crate) async fn archived<S: Store>(
        db: &Reader<'_, S>,
        skip: usize,
        take: usize,
    ) -> Result<Vec<ChatId>, StoreError> {
        newest(db, Table::ChatsArchived, skip, take).await
    }
}

/// Chats of a table from a place on. Those before it are not read.
async fn newest<S: Store>(
    db: &Reader<'_, S>,
    table: Table,
    skip: usize,
    take: usize,
) -> Result<Vec<ChatId>, StoreError> {
    let mut range = KeyRange::all();
    if let Some(before) = skip.checked_sub(1) {
        let last = db.key_at(table, range.clone(), Order::Descending, before).await?;
        let Some(last) = last else { return Ok(Vec::new()) };
        range.end = Some(last);
    }
    let rows = db.scan(table, range, Order::Descending, take).await?;
    Ok(rows.iter().filter_map(|(key, _)| tail_u32(key)).map(ChatId).collect())
}
