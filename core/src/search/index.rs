//! Which messages have which words.

use super::word::words;
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    model::Message,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::MessageId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Messages indexed in one unit of work; each may have a text of 1 MiB.
const BATCH: usize = 64;
/// Rows looked at for one word; a single letter can begin very many.
const MOST: usize = 50_000;

/// How far the index goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Indexed {
    /// The newest message in it.
    until: u64,
}
crate::model::single!(Indexed, "indexed");

/// Messages with a word: the first one, then the distance of each from the one before.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Posting(Vec<u64>);

impl Record for Posting {
    type Key = (String, u8, MessageId);
    const TABLE: Table = Table::Words;
}

impl Indexed {
    /// Goes on for some messages; `true` if there may be more.
    pub(crate) async fn advance<S: Store>(db: &mut Transaction<'_, S>) -> Result<bool, StoreError> {
        let until = Self::find(db).await?.unwrap_or_default().until;
        let range = KeyRange { start: MessageId(until + 1).bytes(), end: None };
        let rows = db.records::<Message>(range, Order::Ascending, BATCH).await?;
        let mut found: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let mut until = until;
        for (key, message) in &rows {
            until = tail_u64(key).unwrap_or(until);
            for word in words(&indexed_text(message)) {
                found.entry(word).or_default().push(until);
            }
        }
        for (word, ids) in found {
            keep(db, word, &ids)?;
        }
        if !rows.is_empty() {
            Self { until }.keep(db)?;
        }
        Ok(rows.len() == BATCH)
    }
}

/// Adds the words of a message that changed.
pub(crate) async fn add<S: Store>(
    db: &mut Transaction<'_, S>,
    id: MessageId,
    message: &Message,
) -> Result<(), StoreError> {
    for word in words(&indexed_text(message)) {
        // A row that begins with this message has it already.
        if db.load::<Posting>(&(word.clone(), 0, id)).await?.is_none() {
            keep(db, word, &[id.0])?;
        }
    }
    Ok(())
}

/// What is looked for in a message. Nobody wrote a notice.
pub(super) fn indexed_text(message: &Message) -> String {
    let file = message.attachment.as_ref().map_or("", |attachment| &attachment.name);
    if message.info.is_some() { String::new() } else { format!("{} {file}", message.text) }
}

/// Messages with a word that begins so, in no order.
pub(super) async fn beginning<S: Store>(
    db: &Reader<'_, S>,
    beginning: &str,
) -> Result<Vec<MessageId>, StoreError> {
    let range = KeyRange::prefix(beginning.as_bytes());
    let mut ids = Vec::new();
    for (_, Posting(distances)) in db.records::<Posting>(range, Order::Ascending, MOST).await? {
        ids.extend(distances.iter().scan(0_u64, |id, distance| {
            *id = id.saturating_add(*distance);
            Some(MessageId(*id))
        }));
    }
    Ok(ids)
}

/// Whether words that begin so have more rows than this.
pub(super) async fn has_rows<S: Store>(
    db: &Reader<'_, S>,
    beginning: &str,
    count: usize,
) -> Result<bool, StoreError> {
    let range = KeyRange::prefix(beginning.as_bytes());
    Ok(db.key_at(Posting::TABLE, range, Order::Ascending, count).await?.is_some())
}

/// `ids` ascend.
fn keep<S: Store>(db: &mut Transaction<'_, S>, word: String, ids: &[u64]) -> Result<(), StoreError> {
    let Some(first) = ids.first() else { return Ok(()) };
    let before = std::iter::once(&0).chain(ids);
    let distances = ids.iter().zip(before).map(|(id, before)| id - before).collect();
    // No word contains the byte between it and the number, so words sort before longer ones.
    db.save(&(word, 0_u8, MessageId(*first)), &Posting(distances))
}
