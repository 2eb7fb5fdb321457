//! How far the mailbox was read, and what still has to happen there.

use super::profile::single;
use crate::{
    db::{Reader, Record, Transaction},
    ports::{Cursor, KeyRange, MailId, MailRef, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{Event, Problem, ProblemKind};
use serde::{Deserialize, Serialize};

/// Where reading goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inbox {
    pub(crate) cursor: Cursor,
}
single!(Inbox, "inbox");

/// Why a mail stays unread on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Parked {
    /// It could not be decrypted or parsed.
    Unreadable(String),
    /// It is larger than this client takes.
    TooLarge(u64),
}

impl Record for Parked {
    type Key = str;
    const TABLE: Table = Table::Parked;
}

impl Parked {
    /// Leaves a mail on the server for good, and tells.
    pub(crate) fn keep<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        mail: &MailRef,
    ) -> Result<(), StoreError> {
        let problem = match self {
            Self::TooLarge(size) => Problem::new(ProblemKind::TooLarge, format!("a mail of {size} bytes")),
            Self::Unreadable(reason) => {
                Problem::new(ProblemKind::MessageUnreadable, format!("a message could not be read: {reason}"))
            }
        };
        db.tell(Event::Problem(problem));
        db.save(mail.id.0.as_str(), self)
    }
}

/// Remembers that a mail is done with and has to be removed from the server.
pub(crate) fn removal<S: Store>(db: &mut Transaction<'_, S>, mail: &MailId) {
    db.put(Table::Removals, mail.0.as_bytes().to_vec(), Vec::new());
}

/// Whether nothing is left to do with a mail but, perhaps, to remove it.
pub(crate) async fn done_with<S: Store>(db: &Reader<'_, S>, mail: &MailId) -> Result<bool, StoreError> {
    Ok(db.bytes(Table::Removals, mail.0.as_bytes()).await?.is_some() || is_parked(db, mail).await?)
}

/// Whether a mail was found to be unreadable.
pub(crate) async fn is_parked<S: Store>(db: &Reader<'_, S>, mail: &MailId) -> Result<bool, StoreError> {
    Ok(db.bytes(Table::Parked, mail.0.as_bytes()).await?.is_some())
}

/// Mails to be removed from the server.
pub(crate) async fn removals<S: Store>(db: &Reader<'_, S>, limit: usize) -> Result<Vec<MailId>, StoreError> {
    let rows = db.scan(Table::Removals, KeyRange::all(), Order::Ascending, limit).await?;
    Ok(rows.into_iter().map(|(key, _)| MailId(String::from_utf8_lossy(&key).into_owned())).collect())
}

/// The server has removed them.
pub(crate) fn removed<S: Store>(db: &mut Transaction<'_, S>, mails: &[MailId]) {
    mails.iter().for_each(|mail| db.remove(Table::Removals, mail.0.as_bytes().to_vec()));
}
