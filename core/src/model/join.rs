//! Handshakes that run as joiner.

use crate::{
    db::{Reader, Record},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// A foreign invite that was accepted and is not answered to the end. Its key is the AUTH token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Join {
    /// The inviter's fingerprint, upper-case hex.
    pub(crate) fingerprint: String,
    /// The inviter's addresses.
    pub(crate) addresses: Vec<String>,
    /// The single chat with the inviter.
    pub(crate) chat: ChatId,
    /// `request-with-auth` is out; only the confirmation is missing.
    pub(crate) requested: bool,
    /// The chat shows that it waits.
    pub(crate) shown: bool,
}

impl Record for Join {
    type Key = str;
    const TABLE: Table = Table::Joins;
}

impl Join {
    /// Every running handshake, with its AUTH token.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<(String, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().map(|(key, row)| (String::from_utf8_lossy(&key).into_owned(), row)).collect())
    }
}
