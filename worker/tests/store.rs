//! The store on the IndexedDB of a real browser.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test ends where it fails")]

mod common;

use common::fresh_name;
use estuary_core::{
    ports::{Batch, Change, Durability, KeyRange, Order, Store, StoreError, suite},
    table::Table,
};
use estuary_worker::store::{Connection, IndexedDb, store_error};
use futures::{FutureExt, future::join_all};
use idb::{Database, DatabaseEvent as _, Factory, ObjectStoreParams, TransactionMode};
use js_sys::Uint8Array;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{DomException, EventTarget};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

async fn open(name: &str, version: u32) -> Result<IndexedDb, StoreError> {
    Ok(IndexedDb::new(Rc::new(Connection::open(name, version, || ()).await?)))
}

/// A database as another version of Estuary left it: these object stores, each with one row.
async fn left_by_another(name: &str, version: u32, stores: &'static [&'static str]) {
    let mut request = Factory::new().unwrap().open(name, Some(version)).unwrap();
    request.on_upgrade_needed(move |event| {
        let database = event.database().unwrap();
        for store in stores {
            database.create_object_store(store, ObjectStoreParams::new()).unwrap();
        }
    });
    let database = request.await.unwrap();
    let transaction = database.transaction(stores, TransactionMode::ReadWrite).unwrap();
    for store in stores {
        let (key, value) = row(b"key", store.as_bytes());
        transaction.object_store(store).unwrap().put(&value, Some(&key)).unwrap();
    }
    transaction.commit().unwrap().await.unwrap();
    database.close();
}

fn row(key: &[u8], value: &[u8]) -> (JsValue, JsValue) {
    (Uint8Array::from(key).into(), Uint8Array::from(value).into())
}

async fn rows(database: &Database, store: &str) -> u32 {
    let transaction = database.transaction(&[store], TransactionMode::ReadOnly).unwrap();
    transaction.object_store(store).unwrap().count(None).unwrap().await.unwrap()
}

async fn as_it_is(name: &str) -> Database {
    Factory::new().unwrap().open(name, None).unwrap().await.unwrap()
}

#[wasm_bindgen_test]
async fn passes_the_suite_of_stores() {
    suite::store(&open(&fresh_name("suite"), 1).await.unwrap()).await;
}

#[wasm_bindgen_test]
async fn rows_survive_reopening() {
    let name = fresh_name("reopen");
    let change = Change { table: Table::Meta, key: b"k".to_vec(), value: Some(b"v".to_vec()) };
    let store = open(&name, 1).await.unwrap();
    store.commit(Batch { changes: vec![change] }, Durability::Strict).await.unwrap();
    drop(store);
    assert_eq!(open(&name, 1).await.unwrap().get(Table::Meta, b"k").await, Ok(Some(b"v".to_vec())));
}

#[wasm_bindgen_test]
async fn pages_from_the_end_are_as_long_as_asked_for() {
    let store = open(&fresh_name("pages"), 1).await.unwrap();
    let change = |i: u8| Change { table: Table::Messages, key: vec![i], value: Some(vec![i; 3]) };
    store.commit(Batch { changes: (0..100).map(change).collect() }, Durability::Relaxed).await.unwrap();
    let page = async |start: u8, end: Option<u8>, limit| {
        let range = KeyRange { start: vec![start], end: end.map(|end| vec![end]) };
        let rows = store.scan(Table::Messages, range, Order::Descending, limit).await.unwrap();
        rows.into_iter().map(|(key, _)| key[0]).collect::<Vec<_>>()
    };
    assert_eq!(page(0, None, 3).await, [99, 98, 97]);
    assert_eq!(page(0, Some(50), 2).await, [49, 48]);
    assert_eq!(page(48, Some(50), 3).await, [49, 48], "fewer than the limit");
    assert_eq!(page(10, None, 90).await.len(), 90, "exactly the limit");
    assert!(page(200, None, 5).await.is_empty());
    assert_eq!(page(0, None, usize::MAX).await.len(), 100);
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_every_row_and_every_object_store() {
    let name = fresh_name("upgrade");
    left_by_another(&name, 1, &["meta", "of_an_older_version"]).await;
    let store = open(&name, 2).await.unwrap();
    assert_eq!(store.get(Table::Meta, b"key").await, Ok(Some(b"meta".to_vec())));
    for table in Table::ALL {
        assert!(store.count(*table, KeyRange::all()).await.is_ok(), "{table:?} is there");
    }
    drop(store);
    let database = as_it_is(&name).await;
    assert_eq!(database.version(), Ok(2));
    assert_eq!(rows(&database, "of_an_older_version").await, 1);
    database.close();
}

#[wasm_bindgen_test]
async fn a_newer_database_is_refused_and_untouched() {
    let name = fresh_name("newer");
    left_by_another(&name, 7, &["meta", "of_a_newer_version"]).await;
    let refused = open(&name, 2).await.err();
    assert_eq!(refused, Some(StoreError::Newer { found: 7, known: 2 }));
    let database = as_it_is(&name).await;
    assert_eq!(database.version(), Ok(7));
    assert_eq!(database.store_names(), ["meta", "of_a_newer_version"]);
    assert_eq!(rows(&database, "of_a_newer_version").await, 1);
    database.close();
}

#[wasm_bindgen_test]
async fn gives_way_to_a_newer_version_and_says_so() {
    let name = fresh_name("give-way");
    let told = Rc::<Cell<bool>>::default();
    let connection = Connection::open(&name, 1, {
        let told = told.clone();
        move || told.set(true)
    });
    let store = IndexedDb::new(Rc::new(connection.await.unwrap()));
    assert_eq!(store.get(Table::Meta, b"k").await, Ok(None));
    let newer = open(&name, 2).await;
    assert!(newer.is_ok(), "the newer version does not wait for ever");
    assert!(told.get());
    assert_eq!(store.get(Table::Meta, b"k").await, Err(StoreError::Closed));
    let change = Change { table: Table::Meta, key: b"k".to_vec(), value: None };
    let committed = store.commit(Batch { changes: vec![change] }, Durability::Strict).await;
    assert_eq!(committed, Err(StoreError::Closed));
}

#[wasm_bindgen_test]
async fn rows_asked_for_together_are_each_answered() {
    let store = open(&fresh_name("together"), 1).await.unwrap();
    let tables = [Table::Meta, Table::Chats, Table::Contacts];
    let change = |n: u8| {
        let table = tables[usize::from(n) % tables.len()];
        Change { table, key: vec![n], value: Some(vec![n; usize::from(n)]) }
    };
    store.commit(Batch { changes: (0..150).map(change).collect() }, Durability::Relaxed).await.unwrap();
    let get = async |n: u8| store.get(tables[usize::from(n) % tables.len()], &[n]).await;
    let there = |n: u8| Ok((n < 150).then(|| vec![n; usize::from(n)]));
    let found = join_all((0..=u8::MAX).map(get)).await;
    assert_eq!(found, (0..=u8::MAX).map(there).collect::<Vec<_>>());
    let twice = join_all([1, 151, 1, 151].map(get)).await;
    assert_eq!(twice, [1, 151, 1, 151].map(there), "also whoever asks for the same");
    let mut waiting: Vec<_> = (0..10).map(|n| Box::pin(get(n))).collect();
    assert!(waiting.iter_mut().all(|get| get.now_or_never().is_none()));
    drop(waiting.remove(3));
    assert_eq!(get(11).await, there(11), "whoever goes does not take the others along");
    for (get, n) in waiting.into_iter().zip([0, 1, 2, 4, 5, 6, 7, 8, 9]) {
        assert_eq!(get.await, there(n));
    }
}

#[wasm_bindgen_test]
async fn what_nobody_waits_for_ends_all_the_same() {
    let name = fresh_name("dropped");
    let store = open(&name, 1).await.unwrap();
    let errors = Rc::<Cell<u32>>::default();
    let listener = Closure::<dyn Fn()>::new({
        let errors = errors.clone();
        move || errors.set(errors.get() + 1)
    });
    js_sys::global()
        .unchecked_into::<EventTarget>()
        .add_event_listener_with_callback("error", listener.into_js_value().unchecked_ref())
        .unwrap();
    let change = Change { table: Table::Meta, key: b"k".to_vec(), value: Some(b"v".to_vec()) };
    let batch = Batch { changes: vec![change] };
    assert!(store.commit(batch, Durability::Strict).now_or_never().is_none());
    assert!(store.get(Table::Meta, b"k").now_or_never().is_none());
    assert!(store.scan(Table::Meta, KeyRange::all(), Order::Descending, 2).now_or_never().is_none());
    drop(store);
    let store = open(&name, 1).await.unwrap();
    assert_eq!(store.get(Table::Meta, b"k").await, Ok(Some(b"v".to_vec())));
    assert_eq!(errors.get(), 0, "the browser found nobody at home");
}

/// A test cannot fill the disk, so the browser's exceptions are made by hand.
#[wasm_bindgen_test]
fn exceptions_are_told_apart() {
    let meaning = |name: &str| {
        let exception = DomException::new_with_message_and_name("why", name).unwrap();
        store_error(Some(exception.unchecked_ref()))
    };
    assert_eq!(meaning("QuotaExceededError"), StoreError::Full);
    assert_eq!(meaning("InvalidStateError"), StoreError::Closed);
    assert_eq!(meaning("SecurityError"), StoreError::Refused("why".to_owned()));
    assert_eq!(meaning("UnknownError"), StoreError::Failed("UnknownError: why".to_owned()));
    assert!(matches!(store_error(None), StoreError::Failed(_)));
}
