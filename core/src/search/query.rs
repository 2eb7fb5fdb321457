//! Looking for messages.

use super::{
    filter::Filter,
    index::{beginning, indexed_text},
    word::{Piece, pieces},
};
use crate::{
    db::{Key, Reader, tail_u64},
    model::Message,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{MessageId, Search};
use std::collections::BTreeSet;

/// More pieces of a query are ignored.
const PIECES: usize = 16;
/// Messages looked at at once where no index helps.
const PAGE: usize = 500;

/// A message and its number.
type Hit = (MessageId, Message);

/// What a search finds, newest first.
pub(crate) async fn find<S: Store>(db: &Reader<'_, S>, search: &Search) -> Result<Vec<Hit>, StoreError> {
    let mut wanted = pieces(&search.query);
    wanted.truncate(PIECES);
    let filter = Filter::new(search);
    if wanted.is_empty() && filter.is_empty() {
        return Ok(Vec::new());
    }
    let limit = search.limit as usize;
    let mut hits = Vec::new();
    match candidates(db, &wanted, &filter).await? {
        Some(ids) => {
            for id in ids.into_iter().rev() {
                if hits.len() >= limit {
                    break;
                }
                let Some(message) = db.load::<Message>(&id).await? else { continue };
                if fits(&message, &wanted, &filter) {
                    hits.push((id, message));
                }
            }
        }
        None => {
            let mut range = KeyRange::all();
            while hits.len() < limit {
                let page = db.records::<Message>(range.clone(), Order::Descending, PAGE).await?;
                let Some((oldest, _)) = page.last() else { break };
                range.end = Some(oldest.clone());
                let page = page.into_iter().filter(|(_, message)| fits(message, &wanted, &filter));
                hits.extend(page.filter_map(|(key, message)| Some((MessageId(tail_u64(&key)?), message))));
            }
            hits.truncate(limit);
        }
    }
    Ok(hits)
}

fn fits(message: &Message, wanted: &[Piece], filter: &Filter) -> bool {
    if !filter.admits(message) {
        return false;
    }
    let says = pieces(&indexed_text(message));
    wanted.iter().all(|piece| piece.is_in(&says))
}

/// The only messages it can be, as far as some index knows.
async fn candidates<S: Store>(
    db: &Reader<'_, S>,
    wanted: &[Piece],
    filter: &Filter,
) -> Result<Option<BTreeSet<MessageId>>, StoreError> {
    let mut candidates = filter.candidates(db).await?;
    // Long words have few messages: they leave little for the short ones to be compared with.
    let mut keys: Vec<String> = wanted.iter().flat_map(Piece::keys).collect();
    keys.extend(filter.word().map(str::to_owned));
    keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
    for key in keys {
        if candidates.as_ref().is_some_and(BTreeSet::is_empty) {
            break;
        }
        let found = beginning(db, &key).await?;
        let found = found.into_iter().filter(|id| candidates.as_ref().is_none_or(|c| c.contains(id)));
        candidates = Some(found.collect());
    }
    if candidates.is_none()
        && let Some(chat) = filter.chat
    {
        let range = KeyRange::prefix(&chat.bytes());
        let rows = db.scan(Table::MessagesByChat, range, Order::Ascending, usize::MAX).await?;
        candidates = Some(rows.iter().filter_map(|(key, _)| tail_u64(key)).map(MessageId).collect());
    }
    Ok(candidates)
}
