//! A unit of work.

use super::{Key, Reader, Record, record};
use crate::{
    ports::{Batch, Change, Durability, Store, StoreError},
    table::Table,
};
use estuary_api::Event;
use futures::lock::MutexGuard;
use std::ops::Deref;

/// Collects changes and the events they mean. Dropped without [`Transaction::commit`] it changes nothing.
#[derive(Debug)]
pub struct Transaction<'a, S> {
    reader: Reader<'a, S>,
    durability: Durability,
    events: Vec<Event>,
    /// What the changes since the last savepoint replaced, in their order.
    replaced: Vec<Replaced>,
    /// How many events there were at the last savepoint.
    told: usize,
    _turn: MutexGuard<'a, ()>,
}

/// A row and its pending change before, if it had one.
type Replaced = (Table, Vec<u8>, Option<Option<Vec<u8>>>);

impl<'a, S> Deref for Transaction<'a, S> {
    type Target = Reader<'a, S>;

    fn deref(&self) -> &Self::Target {
        &self.reader
    }
}

impl<'a, S: Store> Transaction<'a, S> {
    pub(super) fn new(reader: Reader<'a, S>, turn: MutexGuard<'a, ()>) -> Self {
        Self {
            reader,
            durability: Durability::Relaxed,
            events: Vec::new(),
            replaced: Vec::new(),
            told: 0,
            _turn: turn,
        }
    }

    /// Stores a record.
    pub fn save<R: Record>(&mut self, key: &R::Key, record: &R) -> Result<(), StoreError> {
        self.put(R::TABLE, key.bytes(), record::encode(record)?);
        Ok(())
    }

    /// Stores bytes.
    pub fn put(&mut self, table: Table, key: Vec<u8>, value: Vec<u8>) {
        self.change(table, key, Some(value));
    }

    /// Removes whatever is under `key`.
    pub fn remove(&mut self, table: Table, key: Vec<u8>) {
        self.change(table, key, None);
    }

    fn change(&mut self, table: Table, key: Vec<u8>, value: Option<Vec<u8>>) {
        let before = self.reader.pending.entry(table).or_default().insert(key.clone(), value);
        self.replaced.push((table, key, before));
    }

    /// What was done so far stays, whatever becomes of what follows.
    pub fn savepoint(&mut self) {
        self.replaced.clear();
        self.told = self.events.len();
    }

    /// Undoes everything since the last savepoint.
    pub fn roll_back(&mut self) {
        for (table, key, before) in self.replaced.drain(..).rev() {
            let changes = self.reader.pending.entry(table).or_default();
            match before {
                Some(before) => drop(changes.insert(key, before)),
                None => drop(changes.remove(&key)),
            }
        }
        self.events.truncate(self.told);
    }

    /// The rows it changes in a table, by their keys; `None` for those it removes.
    pub fn changed(&self, table: Table) -> impl Iterator<Item = (&[u8], Option<&[u8]>)> {
        let rows = self.reader.pending.get(&table).into_iter().flatten();
        rows.map(|(key, row)| (key.as_slice(), row.as_deref()))
    }

    /// Whether it changes anything in a table.
    pub fn changes(&self, table: Table) -> bool {
        self.reader.pending.contains_key(&table)
    }

    /// The commit shall be on the disk when it returns.
    pub fn strict(&mut self) {
        self.durability = Durability::Strict;
    }

    /// Tells the interface once the changes are committed. Saying the same twice tells once.
    pub fn tell(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }

    /// The next number of a counter, from 1.
    pub async fn next(&mut self, counter: &str) -> Result<u64, StoreError> {
        let key = format!("next/{counter}").into_bytes();
        let last = match self.bytes(Table::Meta, &key).await? {
            None => 0,
            Some(bytes) => u64::from_be_bytes(bytes.try_into().map_err(|_| StoreError::Unreadable {
                table: Table::Meta.name(),
                reason: format!("the counter {counter} is not eight bytes"),
            })?),
        };
        self.put(Table::Meta, key, (last + 1).to_be_bytes().to_vec());
        Ok(last + 1)
    }

    /// The changes, for whoever commits them together with others.
    pub fn batch(mut self) -> Batch {
        self.take()
    }

    /// Applies everything or nothing, and returns the events to tell.
    pub async fn commit(mut self) -> Result<Vec<Event>, StoreError> {
        let batch = self.take();
        if !batch.changes.is_empty() {
            let _changing = self.reader.known.change(&batch);
            self.reader.store.commit(batch, self.durability).await?;
        }
        Ok(self.events)
    }

    fn take(&mut self) -> Batch {
        let rows = std::mem::take(&mut self.reader.pending).into_iter();
        let changes = rows
            .flat_map(|(table, rows)| rows.into_iter().map(move |(key, value)| Change { table, key, value }));
        Batch { changes: changes.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::Db,
        ports::{KeyRange, Order, memory::MemoryStore},
    };
    use futures::executor::block_on;

    #[test]
    fn reads_through_its_own_changes() {
        block_on(async {
            let (db, store) = (Db::default(), MemoryStore::default());
            let mut first = db.begin(&store).await;
            for key in [b"a", b"b", b"c"] {
                first.put(Table::Blobs, key.to_vec(), b"old".to_vec());
            }
            first.commit().await.unwrap();
            let mut second = db.begin(&store).await;
            second.remove(Table::Blobs, b"a".to_vec());
            second.put(Table::Blobs, b"d".to_vec(), b"new".to_vec());
            let keys = |rows: Vec<(Vec<u8>, Vec<u8>)>| rows.into_iter().map(|row| row.0).collect::<Vec<_>>();
            let all = KeyRange::all;
            let ascending = second.scan(Table::Blobs, all(), Order::Ascending, 2).await.unwrap();
            assert_eq!(keys(ascending), [b"b", b"c"]);
            let descending = second.scan(Table::Blobs, all(), Order::Descending, 2).await.unwrap();
            assert_eq!(keys(descending), [b"d", b"c"]);
            assert_eq!(second.bytes(Table::Blobs, b"a").await, Ok(None));
            drop(second);
            assert_eq!(
                db.read(&store).bytes(Table::Blobs, b"a").await,
                Ok(Some(b"old".to_vec())),
                "nothing committed"
            );
        });
    }

    #[test]
    fn what_came_after_a_savepoint_can_be_undone() {
        block_on(async {
            let (db, store) = (Db::default(), MemoryStore::default());
            let mut work = db.begin(&store).await;
            work.put(Table::Blobs, b"a".to_vec(), b"kept".to_vec());
            work.tell(Event::ProfileChanged);
            work.savepoint();
            work.put(Table::Blobs, b"a".to_vec(), b"undone".to_vec());
            work.remove(Table::Blobs, b"a".to_vec());
            work.put(Table::Blobs, b"b".to_vec(), b"undone".to_vec());
            work.tell(Event::ChatListChanged);
            work.roll_back();
            assert_eq!(work.bytes(Table::Blobs, b"b").await, Ok(None));
            assert_eq!(work.commit().await, Ok(vec![Event::ProfileChanged]));
            let read = db.read(&store);
            assert_eq!(read.bytes(Table::Blobs, b"a").await, Ok(Some(b"kept".to_vec())));
            assert_eq!(read.bytes(Table::Blobs, b"b").await, Ok(None));
        });
    }

    #[test]
    fn units_of_work_wait_for_each_other() {
        use futures::FutureExt;
        let (db, store) = (Db::default(), MemoryStore::default());
        let first = block_on(db.begin(&store));
        assert!(db.begin(&store).now_or_never().is_none());
        drop(first);
        assert!(db.begin(&store).now_or_never().is_some());
    }

    #[test]
    fn counters_go_on_after_a_commit() {
        block_on(async {
            let (db, store) = (Db::default(), MemoryStore::default());
            let mut work = db.begin(&store).await;
            assert_eq!((work.next("chat").await, work.next("chat").await), (Ok(1), Ok(2)));
            work.commit().await.unwrap();
            assert_eq!(db.begin(&store).await.next("chat").await, Ok(3));
        });
    }
}
