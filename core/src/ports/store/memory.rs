//! A store in memory that can fail on demand.

use super::{Batch, Durability, KeyRange, Order, Row, Store, StoreError};
use crate::table::Table;
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::Bound,
    rc::Rc,
};

/// Clones share their rows, so a second engine over a clone is a restarted one.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    shared: Rc<Shared>,
}

type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

#[derive(Debug, Default)]
struct Shared {
    tables: RefCell<BTreeMap<Table, Rows>>,
    fault: RefCell<Option<StoreError>>,
    commits: Cell<u64>,
    last_commit: Cell<Option<u64>>,
}

impl MemoryStore {
    /// Every commit fails with `fault` from now on; `None` heals.
    pub fn fail(&self, fault: Option<StoreError>) {
        *self.shared.fault.borrow_mut() = fault;
    }

    /// Every call fails once `commits` more commits succeeded, as if the tab had died there; `None` heals.
    pub fn die_after(&self, commits: Option<u64>) {
        self.shared.last_commit.set(commits.map(|n| self.shared.commits.get() + n));
    }

    /// How many commits succeeded.
    pub fn commits(&self) -> u64 {
        self.shared.commits.get()
    }

    fn alive(&self) -> Result<(), StoreError> {
        match self.shared.last_commit.get() {
            Some(last) if self.shared.commits.get() >= last => Err(StoreError::Closed),
            _ => Ok(()),
        }
    }
}

impl Store for MemoryStore {
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.alive()?;
        Ok(self.shared.tables.borrow().get(&table).and_then(|rows| rows.get(key).cloned()))
    }

    async fn scan(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        self.alive()?;
        let tables = self.shared.tables.borrow();
        let Some(rows) = tables.get(&table) else { return Ok(Vec::new()) };
        let within = within(rows, &range).map(|(k, v)| (k.clone(), v.clone()));
        Ok(match order {
            Order::Ascending => within.take(limit).collect(),
            Order::Descending => within.rev().take(limit).collect(),
        })
    }

    async fn key_at(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        place: usize,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.alive()?;
        let tables = self.shared.tables.borrow();
        let Some(rows) = tables.get(&table) else { return Ok(None) };
        let mut keys = within(rows, &range).map(|(key, _)| key.clone());
        Ok(match order {
            Order::Ascending => keys.nth(place),
            Order::Descending => keys.nth_back(place),
        })
    }

    async fn count(&self, table: Table, range: KeyRange) -> Result<u64, StoreError> {
        self.alive()?;
        let tables = self.shared.tables.borrow();
        Ok(tables.get(&table).map_or(0, |rows| within(rows, &range).count()) as u64)
    }

    async fn commit(&self, batch: Batch, _durability: Durability) -> Result<(), StoreError> {
        self.alive()?;
        if let Some(fault) = &*self.shared.fault.borrow() {
            return Err(fault.clone());
        }
        let mut tables = self.shared.tables.borrow_mut();
        for change in batch.changes {
            let rows = tables.entry(change.table).or_default();
            match change.value {
                Some(value) => rows.insert(change.key, value),
                None => rows.remove(&change.key),
            };
        }
        self.shared.commits.set(self.shared.commits.get() + 1);
        Ok(())
    }
}

fn within<'a>(
    rows: &'a Rows,
    range: &KeyRange,
) -> impl DoubleEndedIterator<Item = (&'a Vec<u8>, &'a Vec<u8>)> {
    let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    // A range that ends before it begins has no rows, where a map of this kind would panic.
    let is_empty = range.end.as_deref().is_some_and(|end| end <= range.start.as_slice());
    (!is_empty)
        .then(|| rows.range::<[u8], _>((Bound::Included(range.start.as_slice()), end)))
        .into_iter()
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::suite;
    use futures::executor::block_on;

    #[test]
    fn passes_the_suite_of_stores() {
        block_on(suite::store(&MemoryStore::default()));
    }

    #[test]
    fn passes_the_suite_of_full_stores() {
        let store = MemoryStore::default();
        block_on(suite::full_store(&store, || store.fail(Some(StoreError::Full)), || store.fail(None)));
    }

    #[test]
    fn a_dead_store_answers_nothing() {
        let store = MemoryStore::default();
        store.die_after(Some(0));
        assert_eq!(block_on(store.get(Table::Meta, b"k")), Err(StoreError::Closed));
        store.die_after(None);
        assert_eq!(block_on(store.get(Table::Meta, b"k")), Ok(None));
    }
}
