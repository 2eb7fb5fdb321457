//! Rows that were read lately, and short digests of others, until they change.
//!
//! The way to a browser's database takes much longer than a look into memory, and screens ask for the same rows again and
//! again. Nobody but [`super::Db`] writes.

use crate::{ports::Batch, table::Table};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hasher as _},
    mem,
};

/// Larger rows are not remembered, in bytes.
const LARGEST: usize = 64 * 1024;
/// Bytes of the rows remembered before the oldest are forgotten. As many of those before stay so long.
const MOST: usize = 1 << 20;
/// Bytes that each takes beside its own.
const OVERHEAD: usize = 64;

/// Rows by table and key; `None` of those that are not there.
pub(super) type Rows = BTreeMap<Table, BTreeMap<Vec<u8>, Option<Vec<u8>>>>;

/// What was read and has not changed since.
#[derive(Debug, Default)]
pub(super) struct Known {
    rows: RefCell<Recent>,
    digests: RefCell<HashMap<Place, Option<u32>>>,
    /// How many commits began and ended: odd while one is under way.
    moment: Cell<u64>,
}

/// Of a row.
type Place = (Table, Vec<u8>);

/// A commit under way.
pub(super) struct Changing<'a>(&'a Known);

impl Known {
    /// The row, if it is known whether it is there.
    pub(super) fn row(&self, table: Table, key: &[u8]) -> Option<Option<Vec<u8>>> {
        self.rows.borrow_mut().get(table, key)
    }

    /// The digest, likewise.
    pub(super) fn digest(&self, table: Table, key: &[u8]) -> Option<Option<u32>> {
        self.digests.borrow().get(&(table, key.to_vec())).copied()
    }

    pub(super) fn moment(&self) -> u64 {
        self.moment.get()
    }

    /// Remembers a row that was read at some moment, unless it may have changed since.
    pub(super) fn remember(&self, table: Table, key: &[u8], row: Option<&[u8]>, moment: u64) {
        if self.is_still(moment) && row.is_none_or(|row| row.len() <= LARGEST) {
            self.rows.borrow_mut().put(table, key.to_vec(), row.map(<[u8]>::to_vec));
        }
    }

    /// Remembers the digest of a row, likewise.
    pub(super) fn remember_digest(&self, table: Table, key: &[u8], digest: Option<u32>, moment: u64) {
        if self.is_still(moment) {
            self.digests.borrow_mut().insert((table, key.to_vec()), digest);
        }
    }

    fn is_still(&self, moment: u64) -> bool {
        self.moment.get() == moment && moment.is_multiple_of(2)
    }

    /// Forgets what these changes touch. Until their commit is over nothing is remembered: readers may see either.
    pub(super) fn change(&self, batch: &Batch) -> Changing<'_> {
        self.moment.set(self.moment.get() + 1);
        let (mut rows, mut digests) = (self.rows.borrow_mut(), self.digests.borrow_mut());
        for change in &batch.changes {
            rows.forget(change.table, &change.key);
            digests.remove(&(change.table, change.key.clone()));
        }
        Changing(self)
    }
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.0.moment.set(self.0.moment.get() + 1);
    }
}

/// The rows asked for last.
#[derive(Debug, Default)]
struct Recent {
    new: Rows,
    /// Those before; whoever is not asked for while the new ones grow is forgotten.
    old: Rows,
    /// Of the new ones, in bytes.
    size: usize,
}

impl Recent {
    fn get(&mut self, table: Table, key: &[u8]) -> Option<Option<Vec<u8>>> {
        if let Some(row) = self.new.get(&table).and_then(|rows| rows.get(key)) {
            return Some(row.clone());
        }
        let (key, row) = self.old.get_mut(&table)?.remove_entry(key)?;
        self.put(table, key, row.clone());
        Some(row)
    }

    fn put(&mut self, table: Table, key: Vec<u8>, row: Option<Vec<u8>>) {
        let size = OVERHEAD + key.len() + row.as_ref().map_or(0, Vec::len);
        self.size += size;
        if self.size > MOST {
            self.old = mem::take(&mut self.new);
            self.size = size;
        }
        self.new.entry(table).or_default().insert(key, row);
    }

    fn forget(&mut self, table: Table, key: &[u8]) {
        for rows in [&mut self.new, &mut self.old] {
            if let Some(rows) = rows.get_mut(&table) {
                rows.remove(key);
            }
        }
    }
}

/// The same bytes, the same digest. Nothing rests on that nobody could find others with the same.
pub(super) fn digest(bytes: &[u8]) -> u32 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    let digest = hasher.finish();
    (digest ^ digest >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::Db, ports::memory::MemoryStore};
    use futures::executor::block_on;

    #[test]
    fn a_digest_changes_with_its_row() {
        let (db, store) = (Db::default(), MemoryStore::default());
        let put = |value: Option<&[u8]>| {
            block_on(async {
                let mut work = db.begin(&store).await;
                match value {
                    Some(value) => work.put(Table::Avatars, b"key".to_vec(), value.to_vec()),
                    None => work.remove(Table::Avatars, b"key".to_vec()),
                }
                let pending = work.digest(Table::Avatars, b"key").await.unwrap();
                work.commit().await.unwrap();
                assert_eq!(db.read(&store).digest(Table::Avatars, b"key").await.unwrap(), pending);
                pending
            })
        };
        let one = put(Some(b"one"));
        assert!(one.is_some() && put(Some(b"two")) != one);
        assert_eq!((put(None), put(Some(b"one"))), (None, one));
    }

    #[test]
    fn what_is_read_while_it_changes_is_not_remembered() {
        let known = Known::default();
        let row = |value: &[u8]| {
            let change =
                crate::ports::Change { table: Table::Avatars, key: vec![1], value: Some(value.to_vec()) };
            Batch { changes: vec![change] }
        };
        let remember = |moment| {
            known.remember(Table::Avatars, &[1], Some(b"new"), moment);
            known.remember_digest(Table::Avatars, &[1], Some(1), moment);
        };
        let both = || (known.row(Table::Avatars, &[1]), known.digest(Table::Avatars, &[1]));
        let before = known.moment();
        let changing = known.change(&row(b"new"));
        let during = known.moment();
        remember(before);
        remember(during);
        drop(changing);
        remember(before);
        remember(during);
        assert_eq!(both(), (None, None));
        remember(known.moment());
        assert_eq!(both(), (Some(Some(b"new".to_vec())), Some(Some(1))));
        drop(known.change(&row(b"newer")));
        assert_eq!(both(), (None, None));
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let known = Known::default();
        let large = vec![0; LARGEST];
        let put = |key: u32, row: &[u8]| known.remember(Table::Blobs, &key.to_be_bytes(), Some(row), 0);
        let has = |key: u32| known.row(Table::Blobs, &key.to_be_bytes()).is_some();
        put(0, &large);
        put(1, b"asked for");
        known.remember(Table::Blobs, b"nothing", None, 0);
        assert_eq!(known.row(Table::Blobs, b"nothing"), Some(None));
        for key in 2..100 {
            put(key, &large);
            assert!(has(1) && has(key));
        }
        assert!(!has(0));
        assert!((0..100).filter(|key| has(*key)).count() <= 2 * MOST / LARGEST);
        put(100, &vec![0; LARGEST + 1]);
        assert!(!has(100));
    }
}
