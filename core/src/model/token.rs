//! AUTH tokens of own invites.

use crate::{
    db::{Reader, Record},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use serde::{Deserialize, Serialize};

/// A token that lets others in until it is withdrawn. Its key is the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    /// Invite number of the old protocol that belongs to it.
    pub(crate) invite_number: String,
    /// When it was made, Unix milliseconds.
    pub(crate) made: i64,
}

impl Record for Token {
    type Key = str;
    const TABLE: Table = Table::Tokens;
}

impl Token {
    /// Every token that is not withdrawn.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<(String, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().map(|(key, row)| (String::from_utf8_lossy(&key).into_owned(), row)).collect())
    }
}
