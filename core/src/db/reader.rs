//! Reading rows, through changes that are not committed yet.

use super::{
    Key, Record,
    known::{Known, Rows, digest},
    record,
};
use crate::{
    ports::{KeyRange, Order, Row, Store, StoreError},
    table::Table,
};
use std::collections::BTreeMap;

/// Reads the store. Inside a [`super::Transaction`] it sees the pending changes too.
#[derive(Debug)]
pub struct Reader<'a, S> {
    pub(super) store: &'a S,
    pub(super) pending: Rows,
    pub(super) known: &'a Known,
}

impl<'a, S: Store> Reader<'a, S> {
    pub(super) fn new(store: &'a S, known: &'a Known) -> Self {
        Self { store, pending: Rows::new(), known }
    }

    /// The record under `key`.
    pub async fn load<R: Record>(&self, key: &R::Key) -> Result<Option<R>, StoreError> {
        self.bytes(R::TABLE, &key.bytes()).await?.map(|bytes| record::decode(&bytes)).transpose()
    }

    /// The bytes under `key`.
    pub async fn bytes(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(change) = self.pending.get(&table).and_then(|changes| changes.get(key)) {
            return Ok(change.clone());
        }
        if let Some(known) = self.known.row(table, key) {
            return Ok(known);
        }
        let moment = self.known.moment();
        let found = self.store.get(table, key).await?;
        self.known.remember(table, key, found.as_deref(), moment);
        Ok(found)
    }

    /// A short digest of the bytes under `key`, which are read only where it is not known.
    pub async fn digest(&self, table: Table, key: &[u8]) -> Result<Option<u32>, StoreError> {
        if let Some(change) = self.pending.get(&table).and_then(|changes| changes.get(key)) {
            return Ok(change.as_deref().map(digest));
        }
        if let Some(known) = self.known.digest(table, key) {
            return Ok(known);
        }
        let moment = self.known.moment();
        let found = self.store.get(table, key).await?.as_deref().map(digest);
        self.known.remember_digest(table, key, found, moment);
        Ok(found)
    }

    /// Rows in `range`, pending changes included.
    pub async fn scan(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        let Some(changes) = self.pending.get(&table) else {
            return self.store.scan(table, range, order, limit).await;
        };
        let changes: Vec<_> = changes.iter().filter(|(key, _)| range.contains(key)).collect();
        // Each pending change can hide at most one stored row.
        let stored = self.store.scan(table, range, order, limit.saturating_add(changes.len())).await?;
        let mut rows: BTreeMap<_, _> = stored.into_iter().collect();
        for (key, value) in changes {
            match value {
                Some(value) => rows.insert(key.clone(), value.clone()),
                None => rows.remove(key),
            };
        }
        let rows = rows.into_iter();
        Ok(match order {
            Order::Ascending => rows.take(limit).collect(),
            Order::Descending => rows.rev().take(limit).collect(),
        })
    }

    /// The records in `range`, with their keys.
    pub async fn records<R: Record>(
        &self,
        range: KeyRange,
        order: Order,
        limit: usize,
    ) -> Result<Vec<(Vec<u8>, R)>, StoreError> {
        let rows = self.scan(R::TABLE, range, order, limit).await?;
        rows.into_iter().map(|(key, value)| Ok((key, record::decode(&value)?))).collect()
    }

    /// The committed key with so many others of the range before it; `None` if there are fewer.
    pub async fn key_at(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        place: usize,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.key_at(table, range, order, place).await
    }

    /// How many committed keys lie in `range`.
    pub async fn count(&self, table: Table, range: KeyRange) -> Result<u64, StoreError> {
        self.store.count(table, range).await
    }
}
