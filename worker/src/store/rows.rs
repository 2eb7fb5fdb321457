//! Reading single rows, many at a time.
//!
//! The way to the browser's database and back takes much longer than the reading there. So rows that are asked for in one
//! turn share a transaction, and their answers come together, for who asks for the next rows to do so in one turn again.

use super::{Connection, beneath, read};
use estuary_core::{ports::StoreError, table::Table};
use futures::{channel::oneshot, future::join_all};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};
use wasm_bindgen_futures::spawn_local;

type Value = Result<Option<Vec<u8>>, StoreError>;

/// Which row.
type Place = (Table, Vec<u8>);

/// Who waits for each row that was asked for and is not read yet. Of a list many rows name the same person or chat.
#[derive(Debug, Default)]
pub(super) struct Rows {
    wanted: RefCell<BTreeMap<Place, Vec<oneshot::Sender<Value>>>>,
}

impl super::IndexedDb {
    /// The value under a key.
    pub(super) async fn row(&self, table: Table, key: &[u8]) -> Value {
        let (answer, value) = oneshot::channel();
        let is_first = {
            let mut wanted = self.rows.wanted.borrow_mut();
            let is_first = wanted.is_empty();
            wanted.entry((table, key.to_vec())).or_default().push(answer);
            is_first
        };
        if is_first {
            let (connection, rows) = (self.connection.clone(), self.rows.clone());
            // It runs when whoever asks has nothing more to ask for, and to the end even if nobody waits any more.
            spawn_local(async move {
                let (places, waiting): (Vec<_>, Vec<_>) = rows.wanted.take().into_iter().unzip();
                let values = get_all(&connection, &places).await;
                for (answer, value) in waiting.into_iter().zip(values) {
                    for answer in answer {
                        // Nobody may be waiting any more.
                        answer.send(value.clone()).ok();
                    }
                }
            });
        }
        value.await.unwrap_or(Err(StoreError::Closed))
    }
}

async fn get_all(connection: &Connection, places: &[Place]) -> Vec<Value> {
    let tables: BTreeSet<&str> = places.iter().map(|(table, _)| table.name()).collect();
    let tables: Vec<&str> = tables.into_iter().collect();
    let transaction = match connection.read_from(&tables) {
        Ok(transaction) => transaction,
        Err(error) => return places.iter().map(|_| Err(error.clone())).collect(),
    };
    let get = async |(table, key): &Place| {
        let store = transaction.store(table.name())?;
        read::get(&store, key).await
    };
    let values = join_all(places.iter().map(get)).await;
    let mut all = Vec::with_capacity(places.len());
    for (place, value) in places.iter().zip(values) {
        all.push(match value {
            Ok(value) => Ok(value),
            // A row that cannot be read takes the whole transaction with it: each by itself then.
            Err(_) => get_alone(connection, place).await,
        });
    }
    all
}

async fn get_alone(connection: &Connection, (table, key): &Place) -> Value {
    let store = connection.read(table.name())?;
    read::get(&store, key).await.map_err(|e| connection.error(beneath(e)))
}
