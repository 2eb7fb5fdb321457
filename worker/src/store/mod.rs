//! The core's store on IndexedDB: one object store a table, keys and values as bytes (binary keys are ordered
//! bytewise, Indexed Database API 3.0 section 2.4).
//!
//! Nothing here deletes a database or an object store.

mod connection;
mod error;
mod read;
mod rows;

pub use connection::Connection;
pub(crate) use connection::{VAULT, beneath};
pub use error::store_error;

use estuary_core::{
    ports::{Batch, Durability, KeyRange, Order, Row, Store, StoreError},
    table::Table,
};
use futures::channel::oneshot;
use js_sys::Uint8Array;
use rows::Rows;
use std::{collections::BTreeSet, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The tables of an open database. Clones share it.
#[derive(Debug, Clone)]
pub struct IndexedDb {
    connection: Rc<Connection>,
    rows: Rc<Rows>,
}

impl IndexedDb {
    /// The tables behind `connection`.
    pub fn new(connection: Rc<Connection>) -> Self {
        Self { connection, rows: Rc::default() }
    }

    /// Reads from a table, to the end even if nobody waits for it any more: the browser calls back in any case, and
    /// must find somebody at home.
    async fn read<T: 'static>(
        &self,
        table: Table,
        read: impl AsyncFnOnce(&rexie::Store) -> rexie::Result<T> + 'static,
    ) -> Result<T, StoreError> {
        let connection = self.connection.clone();
        to_the_end(async move {
            let store = connection.read(table.name())?;
            read(&store).await.map_err(|e| connection.error(beneath(e)))
        })
        .await
    }
}

impl Store for IndexedDb {
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.row(table, key).await
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
        self.read(table, async move |store| match order {
            Order::Ascending => read::ascending(store, &range, limit).await,
            Order::Descending => read::descending(store, &range, limit).await,
        })
        .await
    }

    async fn key_at(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        place: usize,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if read::is_empty(&range) {
            return Ok(None);
        }
        self.read(table, async move |store| read::key_at(store, &range, order, place).await).await
    }

    async fn count(&self, table: Table, range: KeyRange) -> Result<u64, StoreError> {
        if read::is_empty(&range) {
            return Ok(0);
        }
        self.read(table, async move |store| read::count(store, &range).await).await
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        let tables: BTreeSet<&str> = batch.changes.iter().map(|change| change.table.name()).collect();
        if tables.is_empty() {
            return Ok(());
        }
        let connection = self.connection.clone();
        to_the_end(async move {
            let tables: Vec<&str> = tables.into_iter().collect();
            let transaction = connection.write(&tables, durability)?;
            let applied = apply(&transaction, &batch);
            connection.finish(transaction, applied).await
        })
        .await
    }
}

async fn to_the_end<T: 'static>(
    operation: impl Future<Output = Result<T, StoreError>> + 'static,
) -> Result<T, StoreError> {
    let (done, result) = oneshot::channel();
    // Nobody may be waiting any more.
    spawn_local(async move { drop(done.send(operation.await)) });
    result.await.unwrap_or(Err(StoreError::Closed))
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
