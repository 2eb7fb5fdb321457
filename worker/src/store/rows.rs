//! Reading single rows, many at a time.
//!
//! The way to the browser's database and back takes much longer than the reading there. So rows that are asked for in one
//! turn share a transaction, and their answers come together, for who asks for the next rows to do so in one turn again.

use super::{Connection, beneath, read};
use estuary_core::{ports::StoreError, table::Table};
use futures::{channel::oneshot, future::join_all};
use std::{cell::RefCell, collections::BTreeSet};
use wasm_bindgen_futures::spawn_local;

type Value = Result<Option<Vec<u8>>, StoreError>;

/// Rows that were asked for and are not read yet.
#[derive(Debug, Default)]
pub(super) struct Rows {
    wanted: RefCell<Vec<Wanted>>,
}

#[derive(Debug)]
struct Wanted {
    table: Table,
    key: Vec<u8>,
    answer: oneshot::Sender<Value>,
}

impl super::IndexedDb {
    /// The value under a key.
    pub(super) async fn row(&self, table: Table, key: &[u8]) -> Value {
        let (answer, value) = oneshot::channel();
        let is_first = {
            let mut wanted = self.rows.wanted.borrow_mut();
            wanted.push(Wanted { table, key: key.to_vec(), answer });
            wanted.len() == 1
        };
        if is_first {
            let (connection, rows) = (self.connection.clone(), self.rows.clone());
            // It runs when whoever asks has nothing more to ask for, and to the end even if nobody waits any more.
            spawn_local(async move {
                let wanted = rows.wanted.take();
                answer_all(&connection, wanted).await;
            });
        }
        value.await.unwrap_or(Err(StoreError::Closed))
    }
}

async fn answer_all(connection: &Connection, wanted: Vec<Wanted>) {
    let tables: BTreeSet<&str> = wanted.iter().map(|row| row.table.name()).collect();
    let values = get_all(connection, &tables, &wanted).await;
    for (row, value) in wanted.into_iter().zip(values) {
        // Nobody may be waiting any more.
        row.answer.send(value).ok();
    }
}

async fn get_all(connection: &Connection, tables: &BTreeSet<&str>, wanted: &[Wanted]) -> Vec<Value> {
    let tables: Vec<&str> = tables.iter().copied().collect();
    let transaction = match connection.read_from(&tables) {
        Ok(transaction) => transaction,
        Err(error) => return wanted.iter().map(|_| Err(error.clone())).collect(),
    };
    let get = async |row: &Wanted| {
        let store = transaction.store(row.table.name())?;
        read::get(&store, &row.key).await
    };
    let values = join_all(wanted.iter().map(get)).await;
    let mut all = Vec::with_capacity(wanted.len());
    for (row, value) in wanted.iter().zip(values) {
        all.push(match value {
            Ok(value) => Ok(value),
            // A row that cannot be read takes the whole transaction with it: each by itself then.
            Err(_) => get_alone(connection, row).await,
        });
    }
    all
}

async fn get_alone(connection: &Connection, row: &Wanted) -> Value {
    let store = connection.read(row.table.name())?;
    read::get(&store, &row.key).await.map_err(|e| connection.error(beneath(e)))
}
