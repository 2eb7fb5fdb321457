//! Accounts.

use rusqlite::{OptionalExtension, Transaction};

use super::{Store, StoreError};
use crate::address::Address;

/// Row id of an account; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub(super) i64);

impl AccountId {
    /// The number, for ids that are shown to clients.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }
}

/// Somebody who logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its row.
    pub id: AccountId,
    /// Its one address, which is also the login.
    pub address: Address,
    /// When its mailbox began: the same number makes the same ids (IMAP's UIDVALIDITY, RFC 3501 section 2.3.1.1).
    pub uid_validity: u32,
}

pub(super) struct AccountRow {
    pub(super) id: AccountId,
    pub(super) hash: String,
    pub(super) uid_validity: u32,
}

pub(super) fn find(
    transaction: &Transaction<'_>,
    address: &Address,
) -> Result<Option<AccountRow>, StoreError> {
    let mut statement = transaction
        .prepare_cached("SELECT id, password_hash, uid_validity FROM accounts WHERE address = ?1")?;
    let row = statement
        .query_row([address.as_str()], |row| {
            Ok(AccountRow { id: AccountId(row.get(0)?), hash: row.get(1)?, uid_validity: row.get(2)? })
        })
        .optional()?;
    Ok(row)
}

impl Store {
    /// Bytes used and allowed.
    pub async fn quota(&self, account: &Account) -> Result<(u64, u64), StoreError> {
        let (id, allowed) = (account.id, self.0.limits.mailbox_bytes);
        let used: i64 = self
            .read(move |transaction| {
                let mut statement = transaction.prepare_cached("SELECT used FROM accounts WHERE id = ?1")?;
                statement.query_row([id.0], |row| row.get(0)).optional()?.ok_or(StoreError::NoAccount)
            })
            .await?;
        Ok((used.try_into().unwrap_or(0), allowed))
    }
}

/// An id for tests that need no account.
#[cfg(test)]
pub(crate) fn test_account_id(id: i64) -> AccountId {
    AccountId(id)
}
