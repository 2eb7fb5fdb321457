//! Large files that wait on the server until somebody asks for them.

use super::{Message, Trace, inbox, message_id::hash, profile::single};
use crate::{
    db::{Key, Reader, Record, Transaction},
    ports::{KeyRange, MailId, MailRef, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{Download, Event, MessageId, Problem, ProblemKind};
use serde::{Deserialize, Serialize};

/// What is fetched without asking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DownloadLimit {
    /// Second halves with more bytes wait; `None`: none do.
    pub(crate) bytes: Option<u64>,
}
single!(DownloadLimit, "download-limit");

/// A mail that claims to bring the file of a message. Anybody can claim that, so a message may have several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Postponed {
    pub(crate) blob: String,
    pub(crate) size: u64,
    pub(crate) received_at: i64,
    /// The server lets mails go that are done with.
    pub(crate) chatmail: bool,
    pub(crate) stage: Stage,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// Nobody asked for it.
    Waiting,
    /// To be fetched.
    Wanted,
    /// It did not work.
    Failed(Hitch, String),
}

/// Why it did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Hitch {
    /// The server could not be reached.
    Unreachable,
    /// It answered something else.
    Server,
    /// It has the mail no longer.
    Gone,
    /// There is no room here.
    NoRoom,
    /// The mail cannot be read.
    Unreadable,
}

impl Record for Postponed {
    type Key = ([u8; 32], String);
    const TABLE: Table = Table::Postponed;
}

impl Postponed {
    /// Leaves a mail that belongs to the message of this Message-ID on the server.
    pub(crate) async fn keep<S: Store>(
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
        mail: &MailRef,
        chatmail: bool,
    ) -> Result<(), StoreError> {
        let key = (hash(rfc_id), mail.id.0.clone());
        // It may be listed again when it is asked for already.
        if db.load::<Self>(&key).await?.is_some() {
            return Ok(());
        }
        let MailRef { blob, size, received_at, .. } = mail.clone();
        db.save(&key, &Self { blob, size, received_at, chatmail, stage: Stage::Waiting })?;
        tell(db, &key.0).await
    }

    /// The mails of a message, oldest first.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        rfc_id: &str,
    ) -> Result<Vec<(<Self as Record>::Key, Self)>, StoreError> {
        let hash = hash(rfc_id);
        let rows = db.records::<Self>(KeyRange::prefix(&hash.bytes()), Order::Ascending, usize::MAX).await?;
        let mut rows: Vec<_> =
            rows.into_iter().filter_map(|(key, row)| Some(((hash, mail_id(&key)?), row))).collect();
        rows.sort_by_key(|(_, row)| row.received_at);
        Ok(rows)
    }

    /// A mail that was asked for, and the message it claims to belong to.
    pub(crate) async fn wanted<S: Store>(
        db: &Reader<'_, S>,
    ) -> Result<Option<(MessageId, [u8; 32], MailRef)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        let wanted = rows.into_iter().filter(|(_, row)| row.stage == Stage::Wanted);
        let mut wanted: Vec<_> = wanted.collect();
        wanted.sort_by_key(|(_, row)| row.received_at);
        for (key, Self { blob, size, received_at, .. }) in wanted {
            let (Some(hash), Some(id)) = (key.first_chunk().copied(), mail_id(&key)) else { continue };
            if let Some(Trace::Message(message)) = db.load(&hash).await? {
                return Ok(Some((message, hash, MailRef { id: MailId(id), blob, size, received_at })));
            }
        }
        Ok(None)
    }

    /// Changes how far a mail is, if it is still to be fetched.
    pub(crate) async fn settle<S: Store>(
        db: &mut Transaction<'_, S>,
        key: &<Self as Record>::Key,
        stage: Option<Stage>,
    ) -> Result<(), StoreError> {
        let Some(row) = db.load::<Self>(key).await?.filter(|row| row.stage == Stage::Wanted) else {
            return Ok(());
        };
        match stage {
            Some(stage) => db.save(key, &Self { stage, ..row })?,
            None => db.remove(Table::Postponed, key.bytes()),
        }
        tell(db, &key.0).await
    }

    /// Asks for the mails of a message, or does not any more. How many there are.
    pub(crate) async fn want<S: Store>(
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
        wanted: bool,
    ) -> Result<usize, StoreError> {
        let rows = Self::of(db, rfc_id).await?;
        for (key, row) in &rows {
            let stage = match (wanted, &row.stage) {
                (true, _) => Stage::Wanted,
                (false, Stage::Wanted) => Stage::Waiting,
                (false, stage) => stage.clone(),
            };
            db.save(key, &Self { stage, ..row.clone() })?;
        }
        tell(db, &hash(rfc_id)).await?;
        Ok(rows.len())
    }

    /// The file is here: nothing waits any more.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
    ) -> Result<(), StoreError> {
        let rows = Self::of(db, rfc_id).await?;
        rows.iter().for_each(|(key, _)| db.remove(Table::Postponed, key.bytes()));
        Ok(())
    }

    /// The message is deleted, and nobody will ask: what others sent may be removed from the server.
    pub(crate) async fn give_up<S: Store>(
        db: &mut Transaction<'_, S>,
        message: &Message,
    ) -> Result<(), StoreError> {
        for (key, row) in Self::of(db, &message.rfc_id).await? {
            if row.chatmail && !message.is_own() {
                inbox::removal(db, &MailId(key.1.clone()));
            }
            db.remove(Table::Postponed, key.bytes());
        }
        Ok(())
    }

    /// How it stands with the file of a message, as a person sees it.
    pub(crate) async fn download<S: Store>(
        db: &Reader<'_, S>,
        rfc_id: &str,
    ) -> Result<Option<Download>, StoreError> {
        let rows = Self::of(db, rfc_id).await?;
        let is = |wanted: &Stage| rows.iter().any(|(_, row)| row.stage == *wanted);
        if is(&Stage::Wanted) {
            return Ok(Some(Download::Running));
        }
        if is(&Stage::Waiting) {
            return Ok(Some(Download::Offered));
        }
        Ok(rows.into_iter().find_map(|(_, row)| match row.stage {
            Stage::Failed(hitch, detail) => Some(Download::Failed(Problem::new(hitch.into(), detail))),
            Stage::Waiting | Stage::Wanted => None,
        }))
    }
}

/// What follows the hash.
fn mail_id(key: &[u8]) -> Option<String> {
    Some(String::from_utf8_lossy(key.get(32..)?).into_owned())
}

/// Whoever shows the message hears of it.
async fn tell<S: Store>(db: &mut Transaction<'_, S>, hash: &[u8; 32]) -> Result<(), StoreError> {
    if let Some(Trace::Message(id)) = db.load(hash).await?
        && let Some(message) = db.load::<Message>(&id).await?
    {
        db.tell(Event::ChatChanged(message.chat));
    }
    Ok(())
}

impl From<Hitch> for ProblemKind {
    fn from(hitch: Hitch) -> Self {
        match hitch {
            Hitch::Unreachable => Self::ServerUnreachable,
            Hitch::Server => Self::ServerError,
            Hitch::Gone => Self::FileGone,
            Hitch::NoRoom => Self::StorageFull,
            Hitch::Unreadable => Self::MessageUnreadable,
        }
    }
}
