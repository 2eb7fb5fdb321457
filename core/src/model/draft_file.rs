//! Files of messages that are not sent yet.

use super::{App, Attachment, Media};
use crate::{
    db::{Key, Record, Transaction},
    ports::Store,
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// The file of a chat's draft; its bytes are in [`Table::DraftBlobs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftFile {
    pub(crate) attachment: Attachment,
    pub(crate) media: Media,
    pub(crate) app: Option<App>,
}

impl Record for DraftFile {
    type Key = ChatId;
    const TABLE: Table = Table::DraftFiles;
}

impl DraftFile {
    /// Removes it.
    pub(crate) fn forget<S: Store>(db: &mut Transaction<'_, S>, chat: ChatId) {
        db.remove(Table::DraftFiles, chat.bytes());
        db.remove(Table::DraftBlobs, chat.bytes());
    }
}
