//! The receive river: `RawMail → Incoming (envelope) → Decrypted → Parsed → Assigned → Applied`.
//!
//! A mail's rows, the memory that it was handled, and the note that it may be removed from the server are in one strict
//! commit, so a mail is either not handled at all or completely, and acknowledged only then.

mod apply;
mod assign;
mod changes;
mod channel;
mod decrypt;
mod group;
mod hidden;
mod introduction;
mod large;
mod own;
mod parse;
mod pin;
mod remarks;
mod report;
mod sender;
mod standing;
mod timer;

pub(crate) use decrypt::Secret;
pub(crate) use parse::Parsed;
pub(crate) use sender::{AVATAR, sender};

use crate::{
    Engine,
    db::{Reader, Transaction},
    identity::Identity,
    mail::Incoming,
    model::{Message, Parked, Trace, inbox},
    ports::{MailRef, Platform, Store, StoreError},
};
use estuary_api::Problem;

/// A mail as it came from the server.
#[derive(Debug)]
pub(crate) struct RawMail {
    pub(crate) mail: MailRef,
    pub(crate) bytes: Vec<u8>,
}

/// What becomes of a mail on the server once its rows are committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Handled: removed on chatmail servers, which is what keeps them small.
    Done,
    /// Handled and of no use to anybody else: removed on every server.
    Remove,
    /// Left for others who read this mailbox.
    Keep,
}

/// Why a mail did not get through the river.
#[derive(Debug)]
pub(crate) enum Obstacle {
    /// The mail cannot be read, now or ever.
    Unreadable(String),
    /// Something else is wrong, and the mail will be tried again.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Obstacle {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

impl<P: Platform> Engine<P> {
    /// Takes mails through the river, in their order and with one commit for all: a mail is still either not handled at
    /// all or completely. What cannot be read stays on the server and is told once.
    pub(crate) async fn receive(&self, identity: &Identity, mails: Vec<RawMail>) -> Result<(), Problem> {
        if mails.is_empty() {
            return Ok(());
        }
        let mut work = self.db.begin(self.platform.store()).await;
        let mut obstacle = Ok(());
        for raw in &mails {
            match self.flow(&mut work, identity, raw).await {
                Ok(fate) => {
                    if self.is_to_remove(fate) {
                        inbox::removal(&mut work, &raw.mail.id);
                    }
                }
                Err(Obstacle::Unreadable(reason)) => {
                    work.roll_back();
                    Parked::Unreadable(reason).keep(&mut work, &raw.mail)?;
                }
                Err(Obstacle::Problem(problem)) => {
                    work.roll_back();
                    obstacle = Err(problem);
                    break;
                }
            }
            work.savepoint();
        }
        work.strict();
        self.commit(work).await?;
        obstacle
    }

    /// Whether a mail of this fate leaves the server.
    pub(crate) fn is_to_remove(&self, fate: Fate) -> bool {
        match fate {
            Fate::Remove => true,
            Fate::Done => self.connection.borrow().session.chatmail,
            Fate::Keep => false,
        }
    }

    async fn flow(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        raw: &RawMail,
    ) -> Result<Fate, Obstacle> {
        let incoming = Incoming::parse(&raw.bytes).map_err(|e| Obstacle::Unreadable(e.to_string()))?;
        if let Some(id) = incoming.message_id()
            && is_handled(work, &id).await?
        {
            return Ok(Fate::Done);
        }
        let decrypted = match incoming.ciphertext() {
            Some(ciphertext) => Some(decrypt::decrypt(work, identity, &ciphertext).await?),
            None => None,
        };
        let parsed = parse::parse(work, identity, &incoming, decrypted, raw).await?;
        self.apply(work, identity, parsed).await
    }
}

/// A mail seen before is not decrypted again, unless a file is missing that it may bring.
pub(crate) async fn is_handled<S: Store>(db: &Reader<'_, S>, rfc_id: &str) -> Result<bool, StoreError> {
    Ok(match Trace::of(db, rfc_id).await? {
        Some(Trace::Message(id)) => {
            let message: Option<Message> = db.load(&id).await?;
            message.and_then(|message| message.attachment).is_none_or(|attachment| attachment.here)
        }
        Some(Trace::Gone) => true,
        Some(Trace::DeletedBy(_)) | None => false,
    })
}
