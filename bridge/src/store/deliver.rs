//! Mail coming in.

use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{Account, AccountId, Flags, Folder, MailMeta, Store, StoreError};
use crate::address::Address;

/// Mails of the largest size that fit a full mailbox as drafts.
const DRAFTS_RESERVE: u64 = 2;

/// Why a mail cannot be delivered.
#[derive(Debug, thiserror::Error)]
pub enum RecipientError {
    /// Nobody has this address.
    #[error("No such recipient: {0}")]
    Unknown(Address),
    /// The address is of another server, and this one speaks to none.
    #[error("This server delivers only to its own addresses, not to {0}")]
    Foreign(Address),
    /// The recipient's mailbox is full.
    #[error("Mailbox of {0} is full")]
    Full(Address),
    /// The store failed; try again later.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Whether mail of this size would be taken for the address now.
    pub async fn check_recipient(&self, recipient: &Address, size: u64) -> Result<(), RecipientError> {
        self.check_domain(recipient)?;
        let (recipient, limit) = (recipient.clone(), self.0.limits.mailbox_bytes);
        match self.read(move |transaction| Ok(find_room(transaction, &recipient, size, limit))).await? {
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Stores a mail for all recipients or, if one cannot have it, for none. On disk when this returns `Ok`.
    /// Recipients must be without duplicates.
    pub async fn deliver(&self, recipients: &[Address], raw: Bytes) -> Result<(), RecipientError> {
        recipients.iter().try_for_each(|recipient| self.check_domain(recipient))?;
        let recipients = recipients.to_vec();
        let woken = self
            .write(move |transaction, inner| {
                let size = raw.len() as u64;
                let mut accounts = Vec::with_capacity(recipients.len());
                for recipient in &recipients {
                    accounts.push(find_room(transaction, recipient, size, inner.limits.mailbox_bytes)?);
                }
                let blob = store_blob(transaction, &raw)?;
                let mut woken = Vec::with_capacity(accounts.len());
                for id in accounts {
                    let mail = insert(transaction, id, Folder::Inbox, blob, size, Flags::default())?;
                    woken.push((id, mail.modseq));
                }
                Ok::<_, RecipientError>(woken)
            })
            .await?;
        for (id, modseq) in woken {
            self.0.wakes.wake(id, modseq);
        }
        Ok(())
    }

    /// Puts a mail into one of the account's own folders.
    pub async fn append(
        &self,
        account: &Account,
        folder: Folder,
        flags: Flags,
        raw: Bytes,
    ) -> Result<MailMeta, RecipientError> {
        let (id, address) = (account.id, account.address.clone());
        let mail = self
            .write(move |transaction, inner| {
                let size = raw.len() as u64;
                // Who has a full mailbox must still be able to send, and so to make room.
                let reserve = match folder {
                    Folder::Inbox => 0,
                    Folder::Drafts => DRAFTS_RESERVE * inner.limits.mail_bytes as u64,
                };
                find_room(transaction, &address, size, inner.limits.mailbox_bytes.saturating_add(reserve))?;
                let blob = store_blob(transaction, &raw)?;
                Ok::<_, RecipientError>(insert(transaction, id, folder, blob, size, flags)?)
            })
            .await?;
        self.0.wakes.wake(id, mail.modseq);
        Ok(mail)
    }

    fn check_domain(&self, recipient: &Address) -> Result<(), RecipientError> {
        if recipient.domain() == self.0.domain {
            Ok(())
        } else {
            Err(RecipientError::Foreign(recipient.clone()))
        }
    }
}

fn find_room(
    transaction: &Transaction<'_>,
    recipient: &Address,
    size: u64,
    limit: u64,
) -> Result<AccountId, RecipientError> {
    let mut statement = transaction
        .prepare_cached("SELECT id, used FROM accounts WHERE address = ?1")
        .map_err(StoreError::from)?;
    let found = statement
        .query_row([recipient.as_str()], |row| Ok((AccountId(row.get(0)?), row.get::<_, i64>(1)?)))
        .optional()
        .map_err(StoreError::from)?;
    let (id, used) = found.ok_or_else(|| RecipientError::Unknown(recipient.clone()))?;
    if u64::try_from(used).unwrap_or(0).saturating_add(size) > limit {
        return Err(RecipientError::Full(recipient.clone()));
    }
    Ok(id)
}

fn store_blob(transaction: &Transaction<'_>, raw: &[u8]) -> Result<i64, StoreError> {
    transaction.prepare_cached("INSERT INTO blobs (raw) VALUES (?1)")?.execute([raw])?;
    Ok(transaction.last_insert_rowid())
}

fn insert(
    transaction: &Transaction<'_>,
    account: AccountId,
    folder: Folder,
    blob: i64,
    size: u64,
    flags: Flags,
) -> Result<MailMeta, StoreError> {
    let next = folder.next_column();
    let bytes = i64::try_from(size).unwrap_or(i64::MAX);
    let (uid, modseq): (u32, i64) = transaction
        .prepare_cached(&format!(
            "UPDATE accounts SET {next} = {next} + 1, modseq = modseq + 1, used = used + ?2 WHERE id = ?1 RETURNING {next} - 1, modseq"
        ))?
        .query_row(params![account.0, bytes], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let received_at = now_millis();
    transaction
        .prepare_cached(
            "INSERT INTO mails (account, folder, uid, blob, size, flags, received_at, created, modseq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
        )?
        .execute(params![account.0, folder.code(), uid, blob, bytes, flags.0, received_at, modseq])?;
    Ok(MailMeta { uid, size, flags, received_at, modseq: modseq.try_into().unwrap_or(0) })
}

fn now_millis() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |now| i64::try_from(now.as_millis()).unwrap_or(i64::MAX))
}
