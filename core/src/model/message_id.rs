//! What became of each Message-ID: found here, a mail is a duplicate or an answer finds what it answers.

use crate::{
    db::{Reader, Record, Transaction},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ContactId, MessageId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is known of a Message-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Trace {
    /// A message of a chat.
    Message(MessageId),
    /// Handled, and nothing of it is left or ever was shown.
    Gone,
    /// Never seen, but this contact deleted it for everyone: it shall not appear if it is theirs.
    DeletedBy(ContactId),
}

impl Record for Trace {
    type Key = [u8; 32];
    const TABLE: Table = Table::MessageIds;
}

impl Trace {
    /// What is known of `rfc_id`, a Message-ID without brackets.
    pub(crate) async fn of<S: Store>(db: &Reader<'_, S>, rfc_id: &str) -> Result<Option<Self>, StoreError> {
        db.load(&hash(rfc_id)).await
    }

    /// Remembers it.
    pub(crate) fn keep<S: Store>(self, db: &mut Transaction<'_, S>, rfc_id: &str) -> Result<(), StoreError> {
        db.save(&hash(rfc_id), &self)
    }
}

/// Message-IDs may be long and are chosen by others; keys of the store are neither.
pub(super) fn hash(rfc_id: &str) -> [u8; 32] {
    Sha256::digest(rfc_id.as_bytes()).into()
}
