//! The tables, one migration per version of the file.

use rusqlite::{Connection, TransactionBehavior};

/// Migration `n` leads from version `n` to `n + 1` of `PRAGMA user_version`.
const MIGRATIONS: &[&str] = &[
    // Every change of an account's mail takes the next `modseq`, so a page of changes can end at any of them.
    // Below `floor` the removed are forgotten.
    "CREATE TABLE accounts (
        id            INTEGER PRIMARY KEY AUTOINCREMENT,
        address       TEXT    NOT NULL UNIQUE,
        password_hash TEXT    NOT NULL,
        uid_validity  INTEGER NOT NULL,
        inbox_next    INTEGER NOT NULL DEFAULT 1,
        drafts_next   INTEGER NOT NULL DEFAULT 1,
        modseq        INTEGER NOT NULL DEFAULT 1,
        floor         INTEGER NOT NULL DEFAULT 1,
        used          INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE blobs (
        id  INTEGER PRIMARY KEY AUTOINCREMENT,
        raw BLOB    NOT NULL
    ) STRICT;
    CREATE TABLE mails (
        account     INTEGER NOT NULL REFERENCES accounts (id),
        folder      INTEGER NOT NULL,
        uid         INTEGER NOT NULL,
        blob        INTEGER NOT NULL REFERENCES blobs (id),
        size        INTEGER NOT NULL,
        flags       INTEGER NOT NULL,
        received_at INTEGER NOT NULL,
        created     INTEGER NOT NULL,
        modseq      INTEGER NOT NULL,
        PRIMARY KEY (account, folder, uid)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mails_by_blob    ON mails (blob);
    CREATE INDEX mails_by_created ON mails (account, created);
    CREATE INDEX mails_by_modseq  ON mails (account, modseq);
    CREATE TABLE vanished (
        account INTEGER NOT NULL REFERENCES accounts (id),
        modseq  INTEGER NOT NULL,
        folder  INTEGER NOT NULL,
        uid     INTEGER NOT NULL,
        created INTEGER NOT NULL,
        PRIMARY KEY (account, modseq)
    ) STRICT, WITHOUT ROWID;",
];

/// Brings a file to the newest version; a file newer than this program is refused, not changed.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), super::StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: usize = transaction
        .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?
        .try_into()
        .unwrap_or(usize::MAX);
    let Some(missing) = MIGRATIONS.get(version..) else {
        return Err(super::StoreError::Newer);
    };
    for migration in missing {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX))?;
    transaction.commit()?;
    Ok(())
}
