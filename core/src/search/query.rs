//! Looking for messages.

use super::{
    filter::Filter,
    index::{beginning, has_rows, indexed_text},
    word::{Piece, pieces},
};
use crate::{
    db::{AT_ONCE, Key, Reader, tail_u64},
    model::Message,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{MessageId, Search};
use futures::{StreamExt, TryStreamExt, future::ready, stream};
use std::{cmp::Reverse, collections::BTreeSet, iter::repeat};

/// More pieces of a query are ignored.
const PIECES: usize = 16;
/// Messages looked at at once where no index helps.
const PAGE: usize = 500;
/// The same of the newest ones: the first are often enough, and each question to the store takes its time.
const NEWEST: [usize; 2] = [100, 400];
/// A beginning with so many rows in the index is in so many messages that looking at the newest ones finds enough sooner.
const MANY: usize = 1_000;
/// So few messages are looked at sooner than another word in the index.
const FEW: usize = 500;

/// A message and its number.
type Hit = (MessageId, Message);

/// What a search finds, newest first.
pub(crate) async fn find<S: Store>(db: &Reader<'_, S>, search: &Search) -> Result<Vec<Hit>, StoreError> {
    let mut wanted = pieces(&search.query);
    wanted.truncate(PIECES);
    let query = Query { wanted, filter: Filter::new(search), limit: search.limit as usize };
    if query.wanted.is_empty() && query.filter.is_empty() {
        return Ok(Vec::new());
    }
    let of_kind = query.filter.candidates(db).await?;
    // Long words have few messages: they leave little for the short ones to be compared with.
    let mut keys: Vec<String> = query.wanted.iter().flat_map(Piece::keys).collect();
    keys.extend(query.filter.word().map(str::to_owned));
    keys.sort_by_key(|key| Reverse(key.len()));
    if let Some(longest) = keys.first()
        && of_kind.is_none()
        && has_rows(db, longest, MANY).await?
    {
        let found = query.among_newest(db).await?;
        if found.len() >= query.limit {
            return Ok(found);
        }
    }
    match query.candidates(db, of_kind, keys).await? {
        Some(ids) => query.among(db, ids.into_iter().rev()).await,
        None => query.among_all(db).await,
    }
}

/// What every hit has.
struct Query {
    wanted: Vec<Piece>,
    filter: Filter,
    limit: usize,
}

impl Query {
    /// Whether a message has it all, as it is now.
    fn fits(&self, message: &Message) -> bool {
        if !self.filter.admits(message) {
            return false;
        }
        let says = pieces(&indexed_text(message));
        self.wanted.iter().all(|piece| piece.is_in(&says))
    }

    /// The only messages it can be, as far as some index knows: those of a kind, and of words.
    async fn candidates<S: Store>(
        &self,
        db: &Reader<'_, S>,
        of_kind: Option<BTreeSet<MessageId>>,
        keys: Vec<String>,
    ) -> Result<Option<BTreeSet<MessageId>>, StoreError> {
        let mut candidates = of_kind;
        for key in keys {
            if candidates.as_ref().is_some_and(|candidates| candidates.len() <= FEW) {
                break;
            }
            let found = beginning(db, &key).await?;
            let found = found.into_iter().filter(|id| candidates.as_ref().is_none_or(|c| c.contains(id)));
            candidates = Some(found.collect());
        }
        if candidates.is_none()
            && let Some(chat) = self.filter.chat
        {
            let range = KeyRange::prefix(&chat.bytes());
            let rows = db.scan(Table::MessagesByChat, range, Order::Ascending, usize::MAX).await?;
            candidates = Some(rows.iter().filter_map(|(key, _)| tail_u64(key)).map(MessageId).collect());
        }
        Ok(candidates)
    }

    /// Those of these messages that fit.
    async fn among<S: Store>(
        &self,
        db: &Reader<'_, S>,
        ids: impl IntoIterator<Item = MessageId>,
    ) -> Result<Vec<Hit>, StoreError> {
        stream::iter(ids)
            .map(async |id| Ok(db.load::<Message>(&id).await?.map(|message| (id, message))))
            // Mostly the first ones fit.
            .buffered(self.limit.clamp(1, AT_ONCE))
            .try_filter_map(|found| ready(Ok(found.filter(|(_, message)| self.fits(message)))))
            .take(self.limit)
            .try_collect()
            .await
    }

    /// Those of the newest page that fit.
    async fn among_newest<S: Store>(&self, db: &Reader<'_, S>) -> Result<Vec<Hit>, StoreError> {
        if let Some(chat) = self.filter.chat {
            let ids = Message::before(db, chat, None, PAGE).await?;
            return self.among(db, ids).await;
        }
        self.backwards(db, NEWEST).await
    }

    /// Looks at every message until there are enough.
    async fn among_all<S: Store>(&self, db: &Reader<'_, S>) -> Result<Vec<Hit>, StoreError> {
        self.backwards(db, repeat(PAGE)).await
    }

    /// Looks at pages of these lengths from the newest message on, until there are enough.
    async fn backwards<S: Store>(
        &self,
        db: &Reader<'_, S>,
        lengths: impl IntoIterator<Item = usize>,
    ) -> Result<Vec<Hit>, StoreError> {
        let mut range = KeyRange::all();
        let mut hits = Vec::new();
        for length in lengths {
            if hits.len() >= self.limit {
                break;
            }
            let page = db.records::<Message>(range.clone(), Order::Descending, length).await?;
            let Some((oldest, _)) = page.last() else { break };
            range.end = Some(oldest.clone());
            hits.extend(self.hits(page));
        }
        hits.truncate(self.limit);
        Ok(hits)
    }

    /// Those of a page that fit.
    fn hits(&self, page: Vec<(Vec<u8>, Message)>) -> impl Iterator<Item = Hit> {
        let fitting = page.into_iter().filter(|(_, message)| self.fits(message));
        fitting.filter_map(|(key, message)| Some((MessageId(tail_u64(&key)?), message)))
    }
}
