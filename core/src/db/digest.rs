//! Short digests of rows.

use crate::{ports::Batch, table::Table};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
};

/// Digests of rows that were read for them, until those rows change.
#[derive(Debug, Default)]
pub(super) struct Digests {
    /// `None` of a row that is not there.
    known: RefCell<HashMap<Place, Option<u32>>>,
    /// How many commits began and ended: odd while one is under way.
    moment: Cell<u64>,
}

/// Of a row.
type Place = (Table, Vec<u8>);

/// A commit under way.
pub(super) struct Changing<'a>(&'a Digests);

impl Digests {
    pub(super) fn get(&self, table: Table, key: &[u8]) -> Option<Option<u32>> {
        self.known.borrow().get(&(table, key.to_vec())).copied()
    }

    pub(super) fn moment(&self) -> u64 {
        self.moment.get()
    }

    /// Remembers the digest of what was read at some moment, unless it may have changed since.
    pub(super) fn remember(&self, table: Table, key: &[u8], digest: Option<u32>, moment: u64) {
        if self.moment.get() == moment && moment.is_multiple_of(2) {
            self.known.borrow_mut().insert((table, key.to_vec()), digest);
        }
    }

    /// Forgets what these changes touch. Until their commit is over nothing is remembered: readers may see either.
    pub(super) fn change(&self, batch: &Batch) -> Changing<'_> {
        self.moment.set(self.moment.get() + 1);
        let mut known = self.known.borrow_mut();
        for change in &batch.changes {
            known.remove(&(change.table, change.key.clone()));
        }
        Changing(self)
    }
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        self.0.moment.set(self.0.moment.get() + 1);
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
        let digests = Digests::default();
        let row = |value: &[u8]| {
            let change =
                crate::ports::Change { table: Table::Avatars, key: vec![1], value: Some(value.to_vec()) };
            Batch { changes: vec![change] }
        };
        let (before, known) = (digests.moment(), || digests.get(Table::Avatars, &[1]));
        let changing = digests.change(&row(b"new"));
        let during = digests.moment();
        digests.remember(Table::Avatars, &[1], Some(1), before);
        digests.remember(Table::Avatars, &[1], Some(1), during);
        drop(changing);
        digests.remember(Table::Avatars, &[1], Some(1), before);
        digests.remember(Table::Avatars, &[1], Some(1), during);
        assert_eq!(known(), None);
        digests.remember(Table::Avatars, &[1], Some(2), digests.moment());
        assert_eq!(known(), Some(Some(2)));
        drop(digests.change(&row(b"newer")));
        assert_eq!(known(), None);
    }
}
