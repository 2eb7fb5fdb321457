//! An open database: opening, upgrading, closing, and the one place that begins and ends transactions.
//!
//! Rexie reads. What it cannot do is done by `idb` beneath it, on a second handle to the same database: asking for
//! durability, hearing that the database is taken away, and upgrading without removing what is not known here.

use super::error::{exception, store_error};
use crate::scope::DurableDatabase;
use estuary_core::{
    ports::{Durability, StoreError},
    table::Table,
};
use idb::{Database, DatabaseEvent as _, Factory, ObjectStoreParams, Transaction, TransactionResult};
use js_sys::{Array, Object, Reflect};
use rexie::{Rexie, TransactionMode};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, IdbDatabase, IdbTransaction};

/// The object store of the vault's key. It lies beside the tables, so that key and data can only be lost together.
pub(crate) const VAULT: &str = "vault";

/// The handle to read by, until the database is closed.
type Reader = Rc<RefCell<Option<Rexie>>>;

/// An open database.
#[derive(Debug)]
pub struct Connection {
    database: IdbDatabase,
    reader: Reader,
    closed: Rc<Cell<bool>>,
    /// Owns the event handlers.
    _events: Database,
}

impl Connection {
    /// Opens the database `name`, after making or upgrading it to `version`. Upgrading only ever adds object stores;
    /// rows are the core's to migrate.
    ///
    /// `on_closed` is called when the browser or a newer version of Estuary takes the database away; everything
    /// fails with [`StoreError::Closed`] from then on.
    pub async fn open(name: &str, version: u32, on_closed: impl Fn() + 'static) -> Result<Self, StoreError> {
        let factory = Factory::new().map_err(|e| StoreError::Refused(e.to_string()))?;
        let mut request = factory.open(name, Some(version)).map_err(opening)?;
        request.on_upgrade_needed(|event| {
            // A store that could not be made shows when the first transaction asks for it.
            if let Ok(database) = event.database() {
                add_missing_stores(&database);
            }
        });
        match request.await {
            Ok(database) => {
                let connection = Self::watch(database, Rc::new(on_closed));
                // Without a version, so that this is no upgrade whatever happened meanwhile.
                let reader = Rexie::builder(name).build().await.map_err(|e| opening(beneath(e)))?;
                if connection.closed.get() {
                    reader.close();
                    return Err(StoreError::Closed);
                }
                connection.reader.replace(Some(reader));
                Ok(connection)
            }
            Err(error) if exception(&error).is_some_and(|e| e.name() == "VersionError") => {
                Err(StoreError::Newer { found: stored_version(&factory, name).await?, known: version })
            }
            Err(error) => Err(opening(error)),
        }
    }

    fn watch(database: Database, on_closed: Rc<impl Fn() + 'static>) -> Self {
        let database = IdbDatabase::from(database);
        let mut events = Database::from(database.clone());
        let (closed, reader) = (Rc::<Cell<bool>>::default(), Reader::default());
        events.on_version_change({
            let (database, reader) = (database.clone(), reader.clone());
            let (closed, on_closed) = (closed.clone(), on_closed.clone());
            // Whoever upgrades waits until both handles are closed.
            move |_| {
                database.close();
                close(&reader);
                closed.set(true);
                on_closed();
            }
        });
        events.on_close({
            let (closed, reader) = (closed.clone(), reader.clone());
            move |_| {
                close(&reader);
                closed.set(true);
                on_closed();
            }
        });
        Self { database, reader, closed, _events: events }
    }

    /// An object store to read from, in a transaction of its own.
    pub(crate) fn read(&self, store: &str) -> Result<rexie::Store, StoreError> {
        self.read_from(&[store])?.store(store).map_err(|e| self.error(beneath(e)))
    }

    /// A transaction that reads from object stores.
    pub(crate) fn read_from(&self, stores: &[&str]) -> Result<rexie::Transaction, StoreError> {
        let reader = self.reader.borrow();
        let reader = reader.as_ref().ok_or(StoreError::Closed)?;
        reader.transaction(stores, TransactionMode::ReadOnly).map_err(|e| self.error(beneath(e)))
    }

    /// Begins a transaction that writes. Neither library can ask for durability, hence the call beneath both. Without the
    /// question, browsers answer as with [`Durability::Relaxed`].
    pub(crate) fn write(&self, stores: &[&str], durability: Durability) -> Result<Transaction, StoreError> {
        let stores: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let durability = match durability {
            Durability::Relaxed => "relaxed",
            Durability::Strict => "strict",
        };
        let options = Object::new();
        let begun = Reflect::set(&options, &"durability".into(), &durability.into()).and_then(|_| {
            self.database.unchecked_ref::<DurableDatabase>().transaction(&stores, "readwrite", &options)
        });
        begun.map(Transaction::from).map_err(|e| self.failure(e.dyn_ref()))
    }

    /// Ends a transaction: commits it where `applied`, waits for the disk as far as it was asked to, and tells why it
    /// was undone otherwise.
    pub(crate) async fn finish(
        &self,
        transaction: Transaction,
        applied: Result<(), idb::Error>,
    ) -> Result<(), StoreError> {
        if let Err(error) = applied {
            // It may have been undone already, which is as good.
            transaction.abort().ok();
            return Err(self.error(error));
        }
        let raw = IdbTransaction::from(transaction);
        let transaction = Transaction::from(raw.clone());
        // Saves waiting for each request's own event.
        let result = transaction.commit().map_err(|e| self.error(e))?.await;
        match result {
            Ok(TransactionResult::Committed) => Ok(()),
            Ok(TransactionResult::Aborted) => Err(self.failure(raw.error().as_ref())),
            Err(error) => Err(self.error(error)),
        }
    }

    /// Closes the database once the transactions under way are over; everything fails with [`StoreError::Closed`]
    /// from now on.
    pub fn close(&self) {
        self.closed.set(true);
        close(&self.reader);
        self.database.close();
    }

    /// What an error of `idb` on this connection means.
    pub(crate) fn error(&self, error: idb::Error) -> StoreError {
        self.failure(exception(&error).as_ref())
    }

    fn failure(&self, exception: Option<&DomException>) -> StoreError {
        if self.closed.get() { StoreError::Closed } else { store_error(exception) }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        close(&self.reader);
        self.database.close();
    }
}

fn close(reader: &Reader) {
    if let Some(reader) = reader.take() {
        reader.close();
    }
}

/// The error beneath one of rexie.
pub(crate) fn beneath(error: rexie::Error) -> idb::Error {
    match error {
        rexie::Error::IdbError(error) => error,
        other => idb::Error::TransactionOpenFailed(other.to_string().into()),
    }
}

fn add_missing_stores(database: &Database) {
    let present = database.store_names();
    let wanted = Table::ALL.iter().map(|table| table.name()).chain([VAULT]);
    for name in wanted.filter(|name| !present.iter().any(|p| p == name)) {
        database.create_object_store(name, ObjectStoreParams::new()).ok();
    }
}

/// The version of a database that is newer than ours. Opening without a version changes nothing.
async fn stored_version(factory: &Factory, name: &str) -> Result<u32, StoreError> {
    let database = factory.open(name, None).map_err(opening)?.await.map_err(opening)?;
    let version = database.version().map_err(opening);
    database.close();
    version
}

/// An error while opening: what is no lack of room is a refusal, or a database the browser itself cannot read.
fn opening(error: idb::Error) -> StoreError {
    match exception(&error) {
        Some(e) if matches!(e.name().as_str(), "SecurityError" | "NotAllowedError" | "InvalidStateError") => {
            StoreError::Refused(e.message())
        }
        e => store_error(e.as_ref()),
    }
}
