//! The core's store on IndexedDB: one object store a table, keys and values as bytes (binary keys are ordered
//! bytewise, Indexed Database API 3.0 section 2.4).
//!
//! Built on `idb` itself rather than its wrapper `rexie`, which hides the database, so that no transaction
//! can ask for durability, and an upgrade through it removes every object store its schema does not name. Nothing
//! here deletes a database or an object store.

mod connection;
mod error;
mod read;

pub use connection::Connection;
pub(crate) use connection::VAULT;
pub use error::store_error;

use estuary_core::{
    ports::{Batch, Durability, KeyRange, Order, Row, Store, StoreError},
    table::Table,
};
use idb::TransactionMode::{ReadOnly, ReadWrite};
use js_sys::Uint8Array;
use std::{collections::BTreeSet, rc::Rc};

/// The tables of an open database. Clones share it.
#[derive(Debug, Clone)]
pub struct IndexedDb {
    connection: Rc<Connection>,
}

impl IndexedDb {
    /// The tables behind `connection`.
    pub fn new(connection: Rc<Connection>) -> Self {
        Self { connection }
    }

    fn read(&self, table: Table) -> Result<idb::ObjectStore, StoreError> {
        let transaction = self.connection.begin(&[table.name()], ReadOnly, Durability::Relaxed)?;
        transaction.object_store(table.name()).map_err(|e| self.connection.error(e))
    }
}

impl Store for IndexedDb {
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let value = read::get(&self.read(table)?, key).await;
        value.map_err(|e| self.connection.error(e))
    }

    async fn scan(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError> {
        if limit == 0 || read::is_empty(&range) {
            return Ok(Vec::new());
        }
        let store = self.read(table)?;
        let rows = match order {
            Order::Ascending => read::ascending(&store, &range, limit).await,
            Order::Descending => read::descending(&store, &range, limit).await,
        };
        rows.map_err(|e| self.connection.error(e))
    }

    async fn count(&self, table: Table, range: KeyRange) -> Result<u64, StoreError> {
        if read::is_empty(&range) {
            return Ok(0);
        }
        let count = read::count(&self.read(table)?, &range).await;
        count.map_err(|e| self.connection.error(e))
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        let tables: Vec<&str> = batch
            .changes
            .iter()
            .map(|change| change.table.name())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if tables.is_empty() {
            return Ok(());
        }
        let transaction = self.connection.begin(&tables, ReadWrite, durability)?;
        let applied = apply(&transaction, &batch);
        self.connection.finish(transaction, applied).await
    }
}

fn apply(transaction: &idb::Transaction, batch: &Batch) -> Result<(), idb::Error> {
    for change in &batch.changes {
        let store = transaction.object_store(change.table.name())?;
        let key = Uint8Array::from(change.key.as_slice()).into();
        match &change.value {
            Some(value) => drop(store.put(&Uint8Array::from(value.as_slice()).into(), Some(&key))?),
            None => drop(store.delete(idb::Query::Key(key))?),
        }
    }
    Ok(())
}
