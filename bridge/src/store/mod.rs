//! The embedded mail store: SQLite with a write-ahead log. A write that returned is on disk.
//!
//! It federates with nobody: mail goes from its own addresses to its own addresses. It removes nothing by itself;
//! mail that would not fit a mailbox is refused to its sender, who then knows.

mod account;
mod change;
mod deliver;
mod folder;
mod login;
mod mailbox;
mod password;
mod schema;
mod wake;

use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

#[cfg(test)]
pub(crate) use account::test_account_id;
pub use account::{Account, AccountId};
pub use change::{Change, ChangeKind, Changes};
pub use deliver::RecipientError;
pub use folder::{Flags, Folder};
pub use login::LoginError;
pub use mailbox::{MailMeta, MailboxState};

use crate::config::{Accounts, Config, Limits};
use {login::Logins, wake::Wakes};

/// Connections for reading, beside the one that writes.
const READERS: usize = 2;

/// The store; clones are handles of the same one.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    domain: String,
    rules: Accounts,
    limits: Limits,
    writer: Mutex<Connection>,
    readers: Vec<Mutex<Connection>>,
    next_reader: AtomicUsize,
    logins: Logins,
    wakes: Wakes,
}

/// Why the store failed. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused.
    #[error("Mail store failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file cannot be made or read.
    #[error("Mail store is not readable: {0}")]
    File(#[from] std::io::Error),
    /// The file was written by a later version of this program.
    #[error("Mail store was written by a newer version; use that or another data folder")]
    Newer,
    /// Randomness, hashing or a thread failed.
    #[error("System failed: {0}")]
    System(String),
    /// There is no such account any more.
    #[error("No such account")]
    NoAccount,
}

impl Store {
    /// Opens the store in the data folder of `config`, making both if they are missing.
    pub async fn open(config: &Config) -> Result<Self, StoreError> {
        let config = config.clone();
        blocking(move || {
            std::fs::create_dir_all(&config.mail.data_dir)?;
            let file = config.mail.data_dir.join("mail.sqlite");
            let mut writer = connect(&file)?;
            schema::migrate(&mut writer)?;
            let readers = (0..READERS).map(|_| connect(&file).map(Mutex::new)).collect::<Result<_, _>>()?;
            Ok(Self(Arc::new(Inner {
                domain: config.mail.domain,
                rules: config.accounts,
                logins: Logins::new(&config.limits)?,
                limits: config.limits,
                writer: Mutex::new(writer),
                readers,
                next_reader: AtomicUsize::new(0),
                wakes: Wakes::default(),
            })))
        })
        .await
    }

    /// Runs a transaction; its changes are on disk when this returns `Ok`, and undone otherwise.
    async fn write<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &Inner) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let inner = self.0.clone();
        blocking(move || {
            let mut writer = inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction =
                writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
            let value = work(&transaction, &inner)?;
            transaction.commit().map_err(StoreError::from)?;
            Ok(value)
        })
        .await
    }

    /// Reads one consistent state.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = self.0.clone();
        blocking(move || {
            let turn = inner.next_reader.fetch_add(1, Ordering::Relaxed) % READERS;
            let reader = inner.readers.get(turn).ok_or(StoreError::NoAccount)?;
            let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            work(&reader.transaction()?)
        })
        .await
    }
}

fn connect(file: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(file)?;
    // A mail acknowledged must survive a power cut: FULL syncs the log at each commit.
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;")?;
    Ok(connection)
}

/// Off the async threads: SQLite and argon2 block.
async fn blocking<T: Send + 'static, E: From<StoreError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::System(error.to_string()).into()),
    }
}
