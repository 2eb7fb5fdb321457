//! What is in a folder.

use std::{io::Read, ops::RangeInclusive};

use bytes::Bytes;
use rusqlite::{OptionalExtension, Row, params};

use super::{Account, Flags, Folder, Store, StoreError};

/// A folder at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailboxState {
    /// See [`Account::uid_validity`].
    pub uid_validity: u32,
    /// UID the next mail will have.
    pub uid_next: u32,
    /// Number of mails.
    pub exists: u32,
    /// Number of mails without `\Seen`.
    pub unseen: u32,
    /// Number of the last change of the account, over all its folders.
    pub modseq: u64,
}

/// What is known of a mail without its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailMeta {
    /// Its number in its folder, ascending by arrival.
    pub uid: u32,
    /// Bytes.
    pub size: u64,
    /// Flags.
    pub flags: Flags,
    /// When it arrived, Unix milliseconds.
    pub received_at: i64,
    /// Number of its last change.
    pub modseq: u64,
}

const COLUMNS: &str = "uid, size, flags, received_at, modseq";

fn meta(row: &Row<'_>) -> rusqlite::Result<MailMeta> {
    Ok(MailMeta {
        uid: row.get(0)?,
        size: row.get::<_, i64>(1)?.try_into().unwrap_or(0),
        flags: Flags(row.get(2)?),
        received_at: row.get(3)?,
        modseq: row.get::<_, i64>(4)?.try_into().unwrap_or(0),
    })
}

impl Store {
    /// The state of a folder.
    pub async fn state(&self, account: &Account, folder: Folder) -> Result<MailboxState, StoreError> {
        let (id, uid_validity) = (account.id.0, account.uid_validity);
        self.read(move |transaction| {
            let (uid_next, modseq): (u32, i64) = transaction
                .prepare_cached(&format!("SELECT {}, modseq FROM accounts WHERE id = ?1", folder.next_column()))?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .ok_or(StoreError::NoAccount)?;
            let (exists, unseen) = transaction
                .prepare_cached("SELECT count(*), count(*) FILTER (WHERE flags & 1 = 0) FROM mails WHERE account = ?1 AND folder = ?2")?
                .query_row([id, folder.code()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(MailboxState { uid_validity, uid_next, exists, unseen, modseq: modseq.try_into().unwrap_or(0) })
        })
        .await
    }

    /// Mails with UIDs in the range, oldest first, at most `limit`.
    pub async fn list(
        &self,
        account: &Account,
        folder: Folder,
        uids: RangeInclusive<u32>,
        limit: usize,
    ) -> Result<Vec<MailMeta>, StoreError> {
        let id = account.id.0;
        self.read(move |transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM mails WHERE account = ?1 AND folder = ?2 AND uid BETWEEN ?3 AND ?4 ORDER BY uid LIMIT ?5"
            ))?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![id, folder.code(), uids.start(), uids.end(), limit], meta)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Looks at single mails; `None` for each that is gone.
    pub async fn find(
        &self,
        account: &Account,
        mails: &[(Folder, u32)],
    ) -> Result<Vec<Option<MailMeta>>, StoreError> {
        let (id, mails) = (account.id.0, mails.to_vec());
        self.read(move |transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM mails WHERE account = ?1 AND folder = ?2 AND uid = ?3"
            ))?;
            let find = |(folder, uid): (Folder, u32)| {
                statement.query_row(params![id, folder.code(), uid], meta).optional()
            };
            Ok(mails.into_iter().map(find).collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The first bytes of a mail, at most `limit`, without reading the rest; `None` if it is gone.
    pub async fn head(
        &self,
        account: &Account,
        folder: Folder,
        uid: u32,
        limit: usize,
    ) -> Result<Option<Bytes>, StoreError> {
        let id = account.id.0;
        self.read(move |transaction| {
            let blob: Option<i64> = transaction
                .prepare_cached("SELECT blob FROM mails WHERE account = ?1 AND folder = ?2 AND uid = ?3")?
                .query_row(params![id, folder.code(), uid], |row| row.get(0))
                .optional()?;
            let Some(blob) = blob else { return Ok(None) };
            let blob = transaction.blob_open("main", "blobs", "raw", blob, true)?;
            let mut bytes = Vec::new();
            blob.take(limit as u64).read_to_end(&mut bytes)?;
            Ok(Some(bytes.into()))
        })
        .await
    }

    /// The bytes of a mail; `None` if it is gone.
    pub async fn raw(
        &self,
        account: &Account,
        folder: Folder,
        uid: u32,
    ) -> Result<Option<Bytes>, StoreError> {
        let id = account.id.0;
        self.read(move |transaction| {
            let raw: Option<Vec<u8>> = transaction
                .prepare_cached("SELECT raw FROM blobs JOIN mails ON blobs.id = blob WHERE account = ?1 AND folder = ?2 AND uid = ?3")?
                .query_row(params![id, folder.code(), uid], |row| row.get(0))
                .optional()?;
            Ok(raw.map(Bytes::from))
        })
        .await
    }

    /// Sets the flags of mails to what `change` makes of them; returns those that are still there, with new flags.
    pub async fn set_flags(
        &self,
        account: &Account,
        folder: Folder,
        uids: &[u32],
        change: impl Fn(Flags) -> Flags + Send + 'static,
    ) -> Result<Vec<MailMeta>, StoreError> {
        let (id, uids) = (account.id, uids.to_vec());
        let mails = self
            .write(move |transaction, _| {
                let mut mails = Vec::with_capacity(uids.len());
                for uid in uids {
                    let found = transaction
                        .prepare_cached(&format!("SELECT {COLUMNS} FROM mails WHERE account = ?1 AND folder = ?2 AND uid = ?3"))?
                        .query_row(params![id.0, folder.code(), uid], meta)
                        .optional()?;
                    let Some(mut mail) = found else { continue };
                    let flags = change(mail.flags);
                    if flags != mail.flags {
                        let modseq: i64 = next_modseq(transaction, id.0)?;
                        transaction
                            .prepare_cached("UPDATE mails SET flags = ?4, modseq = ?5 WHERE account = ?1 AND folder = ?2 AND uid = ?3")?
                            .execute(params![id.0, folder.code(), uid, flags.0, modseq])?;
                        mail = MailMeta { flags, modseq: modseq.try_into().unwrap_or(0), ..mail };
                    }
                    mails.push(mail);
                }
                Ok::<_, StoreError>(mails)
            })
            .await?;
        if let Some(modseq) = mails.iter().map(|mail| mail.modseq).max() {
            self.0.wakes.wake(id, modseq);
        }
        Ok(mails)
    }

    /// Removes mails; returns the UIDs of those that were there.
    pub async fn expunge(
        &self,
        account: &Account,
        folder: Folder,
        uids: &[u32],
    ) -> Result<Vec<u32>, StoreError> {
        let (id, uids) = (account.id, uids.to_vec());
        let (gone, modseq) = self
            .write(move |transaction, _| {
                let (mut gone, mut last) = (Vec::new(), 0);
                for uid in uids {
                    let found: Option<(i64, i64, i64)> = transaction
                        .prepare_cached("DELETE FROM mails WHERE account = ?1 AND folder = ?2 AND uid = ?3 RETURNING blob, size, created")?
                        .query_row(params![id.0, folder.code(), uid], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                        .optional()?;
                    let Some((blob, size, created)) = found else { continue };
                    transaction
                        .prepare_cached("DELETE FROM blobs WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM mails WHERE blob = ?1)")?
                        .execute([blob])?;
                    transaction.prepare_cached("UPDATE accounts SET used = used - ?2 WHERE id = ?1")?.execute([id.0, size])?;
                    last = next_modseq(transaction, id.0)?;
                    transaction
                        .prepare_cached("INSERT INTO vanished (account, modseq, folder, uid, created) VALUES (?1, ?2, ?3, ?4, ?5)")?
                        .execute(params![id.0, last, folder.code(), uid, created])?;
                    gone.push(uid);
                }
                super::change::forget(transaction, id.0, last)?;
                Ok::<_, StoreError>((gone, last))
            })
            .await?;
        self.0.wakes.wake(id, modseq.try_into().unwrap_or(0));
        Ok(gone)
    }
}

fn next_modseq(transaction: &rusqlite::Transaction<'_>, account: i64) -> Result<i64, StoreError> {
    let mut statement = transaction
        .prepare_cached("UPDATE accounts SET modseq = modseq + 1 WHERE id = ?1 RETURNING modseq")?;
    Ok(statement.query_row([account], |row| row.get(0))?)
}
