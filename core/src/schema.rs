//! The version of the store, and the way there from older ones.
//!
//! Two things change over time. *Rows* carry a version of their own and are read in every version ever written
//! ([`crate::db::Record`]). *Tables and indexes* belong to the schema: a migration brings a whole store one version
//! further, in one batch with the new version number, so that it happens once or not at all.

use crate::{
    media,
    ports::{Batch, Change, Durability, Store, StoreError},
    table::Table,
};

/// The schema this version reads and writes.
pub const CURRENT: u32 = 6;

const KEY: &[u8] = b"schema";

/// The version in the store; 0 for an empty one. A platform that needs to know before it creates tables may ask.
pub async fn version(store: &impl Store) -> Result<u32, StoreError> {
    let Some(bytes) = store.get(Table::Meta, KEY).await? else { return Ok(0) };
    let bytes = bytes.try_into().map_err(|_| StoreError::Unreadable {
        table: Table::Meta.name(),
        reason: "the schema version is not four bytes".into(),
    })?;
    Ok(u32::from_be_bytes(bytes))
}

/// Brings the store to [`CURRENT`]. Refuses a newer one with [`StoreError::Newer`].
pub async fn migrate(store: &impl Store) -> Result<(), StoreError> {
    let mut found = version(store).await?;
    if found > CURRENT {
        return Err(StoreError::Newer { found, known: CURRENT });
    }
    while found < CURRENT {
        let mut batch = step(store, found).await?;
        found += 1;
        let value = Some(found.to_be_bytes().to_vec());
        batch.changes.push(Change { table: Table::Meta, key: KEY.to_vec(), value });
        store.commit(batch, Durability::Strict).await?;
    }
    Ok(())
}

/// What has to change to get from `version` to the one after it.
async fn step(store: &impl Store, version: u32) -> Result<Batch, StoreError> {
    match version {
        // An empty store has nothing to rewrite.
        0 => Ok(Batch::default()),
        // The platform makes the new tables; those about files also tell of the messages that are there.
        1 => media::catalogue(store).await,
        // New tables, for what did not exist.
        2..=5 => Ok(Batch::default()),
        unknown => Err(StoreError::Failed(format!("no way leads on from schema {unknown}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::memory::MemoryStore;
    use futures::executor::block_on;

    fn store(version: u32) -> MemoryStore {
        let store = MemoryStore::default();
        let value = Some(version.to_be_bytes().to_vec());
        let changes = vec![Change { table: Table::Meta, key: KEY.to_vec(), value }];
        block_on(store.commit(Batch { changes }, Durability::Strict)).unwrap();
        store
    }

    #[test]
    fn an_empty_store_becomes_current_once() {
        let store = MemoryStore::default();
        block_on(migrate(&store)).unwrap();
        assert_eq!(block_on(version(&store)), Ok(CURRENT));
        let commits = store.commits();
        block_on(migrate(&store)).unwrap();
        assert_eq!(store.commits(), commits);
    }

    #[test]
    fn an_older_store_is_brought_up_step_by_step() {
        for old in 1..CURRENT {
            let store = store(old);
            block_on(migrate(&store)).unwrap();
            assert_eq!(block_on(version(&store)), Ok(CURRENT), "from {old}");
        }
    }

    #[test]
    fn a_newer_store_is_refused_and_untouched() {
        let store = store(CURRENT + 1);
        let commits = store.commits();
        assert_eq!(block_on(migrate(&store)), Err(StoreError::Newer { found: CURRENT + 1, known: CURRENT }));
        assert_eq!((block_on(version(&store)), store.commits()), (Ok(CURRENT + 1), commits));
    }

    #[test]
    fn a_migration_that_dies_is_repeated() {
        let store = MemoryStore::default();
        store.die_after(Some(0));
        assert_eq!(block_on(migrate(&store)), Err(StoreError::Closed));
        store.die_after(None);
        assert_eq!(block_on(migrate(&store)), Ok(()));
    }

    #[test]
    fn a_broken_version_is_not_taken_for_an_empty_store() {
        let store = MemoryStore::default();
        let changes = vec![Change { table: Table::Meta, key: KEY.to_vec(), value: Some(b"x".to_vec()) }];
        block_on(store.commit(Batch { changes }, Durability::Strict)).unwrap();
        assert!(matches!(block_on(migrate(&store)), Err(StoreError::Unreadable { .. })));
    }
}
