//! The database: ordered tables of bytes, and atomic batches.
//!
//! There is one writer, the leading tab. Reading needs no transaction, and all changes of a unit of work are one
//! [`Batch`], so a unit may await whatever it likes between reading and writing: no IndexedDB transaction is open
//! meanwhile, and none can close by itself too early.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

use crate::table::Table;

/// Typed access is in `crate::db`; this port sees bytes.
pub trait Store {
    /// The value under `key`.
    async fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// At most `limit` rows whose keys lie in `range`, sorted bytewise by key in `order`.
    async fn scan(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Row>, StoreError>;

    /// The key with so many others of the range before it, in this order; `None` if there are fewer.
    async fn key_at(
        &self,
        table: Table,
        range: KeyRange,
        order: Order,
        place: usize,
    ) -> Result<Option<Vec<u8>>, StoreError>;

    /// How many keys lie in `range`.
    async fn count(&self, table: Table, range: KeyRange) -> Result<u64, StoreError>;

    /// Applies all changes or none, in their order. With [`Durability::Strict`] they are on the disk when this
    /// returns, as far as the platform can promise; with [`Durability::Relaxed`] a power cut may undo the last few.
    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), StoreError>;
}

/// A key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// Keys from `start` (included) to `end` (excluded; `None` is the end of the table).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyRange {
    /// First key wanted.
    pub start: Vec<u8>,
    /// First key not wanted any more.
    pub end: Option<Vec<u8>>,
}

impl KeyRange {
    /// All keys.
    pub fn all() -> Self {
        Self::default()
    }

    /// Keys that begin with `prefix`.
    pub fn prefix(prefix: &[u8]) -> Self {
        let mut end = prefix.to_vec();
        while let Some(last) = end.pop() {
            if last < u8::MAX {
                end.push(last + 1);
                return Self { start: prefix.to_vec(), end: Some(end) };
            }
        }
        Self { start: prefix.to_vec(), end: None }
    }

    /// Whether `key` lies in the range.
    pub fn contains(&self, key: &[u8]) -> bool {
        key >= self.start.as_slice() && self.end.as_deref().is_none_or(|end| key < end)
    }
}

/// Direction of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest key first.
    Ascending,
    /// Greatest key first.
    Descending,
}

/// See [`Store::commit`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Durability {
    /// For what can be fetched or computed again.
    #[default]
    Relaxed,
    /// For keys, the outbox, handshakes, and everything whose mail is acknowledged afterwards.
    Strict,
}

/// One change of a [`Batch`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub table: Table,
    /// The key.
    pub key: Vec<u8>,
    /// The new value, or `None` to remove the key.
    pub value: Option<Vec<u8>>,
}

/// Changes that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order of applying.
    pub changes: Vec<Change>,
}

/// Why the store did not do as asked. None of these is ever a reason to delete anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No room left; nothing of the batch was applied.
    #[error("Storage is full")]
    Full,
    /// The platform refuses storage.
    #[error("Storage is refused: {0}")]
    Refused(String),
    /// The database was written by a newer version.
    #[error("Storage has schema {found}, this version knows {known}")]
    Newer {
        /// Version in the store.
        found: u32,
        /// Newest version known.
        known: u32,
    },
    /// A row that cannot be decoded.
    #[error("Unreadable row in {table}: {reason}")]
    Unreadable {
        /// Where.
        table: &'static str,
        /// Why.
        reason: String,
    },
    /// The database was closed under us, for example by another tab with a newer version.
    #[error("Storage was closed")]
    Closed,
    /// Anything else the platform says.
    #[error("Storage failed: {0}")]
    Failed(String),
}
