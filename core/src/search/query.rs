//! Looking for messages.

use super::{
    index::{beginning, indexed_text},
    word::pieces,
};
use crate::{
    db::Reader,
    model::Message,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, MessageId};
use std::collections::BTreeSet;

/// More pieces of a query are ignored.
const PIECES: usize = 16;

/// Messages with everything in `query`, newest first.
pub(crate) async fn find<S: Store>(
    db: &Reader<'_, S>,
    query: &str,
    chat: Option<ChatId>,
    limit: usize,
) -> Result<Vec<(MessageId, Message)>, StoreError> {
    let mut wanted = pieces(query);
    wanted.truncate(PIECES);
    let mut candidates: Option<BTreeSet<MessageId>> = None;
    // Long words have few messages: they leave little for the short ones to be compared with.
    let mut keys: Vec<String> = wanted.iter().flat_map(super::word::Piece::keys).collect();
    keys.sort_by_key(|key| std::cmp::Reverse(key.len()));
    for key in keys {
        let found = beginning(db, &key).await?;
        let found = found.into_iter().filter(|id| candidates.as_ref().is_none_or(|c| c.contains(id)));
        let found: BTreeSet<MessageId> = found.collect();
        if found.is_empty() {
            return Ok(Vec::new());
        }
        candidates = Some(found);
    }
    let mut messages = Vec::new();
    for id in candidates.unwrap_or_default().into_iter().rev() {
        if messages.len() >= limit {
            break;
        }
        let Some(message) = db.load::<Message>(&id).await? else { continue };
        if chat.is_some_and(|chat| chat != message.chat) {
            continue;
        }
        let says = pieces(&indexed_text(&message));
        if wanted.iter().all(|piece| piece.is_in(&says)) {
            messages.push((id, message));
        }
    }
    Ok(messages)
}
