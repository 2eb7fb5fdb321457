//! Files of messages that are not sent yet.

use super::{App, Attachment, Media, Message, State};
use crate::{
    db::{Key, Reader, Record, Transaction},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, MessageId};
use serde::{Deserialize, Serialize};

/// The file of a chat's draft; its bytes are in [`Table::DraftBlobs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftFile {
    pub(crate) attachment: Attachment,
    pub(crate) media: Media,
    /// As it was when it was attached; what became of it is told by its instance, see [`DraftApp`].
    pub(crate) app: Option<App>,
}

impl Record for DraftFile {
    type Key = ChatId;
    const TABLE: Table = Table::DraftFiles;
}

impl DraftFile {
    /// Removes it, and the instance it is if it is a mini app.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        chat: ChatId,
    ) -> Result<(), StoreError> {
        if let Some((id, message)) = DraftApp::of(db, chat).await? {
            message.delete(db, id).await?;
        }
        Self::sent(db, chat);
        Ok(())
    }

    /// It is a message now.
    pub(crate) fn sent<S: Store>(db: &mut Transaction<'_, S>, chat: ChatId) {
        for table in [Table::DraftFiles, Table::DraftBlobs, Table::DraftApps] {
            db.remove(table, chat.bytes());
        }
    }
}

/// The instance that the mini app in a chat's draft is: it can be used before it is sent. Its message has a number and a
/// Message-ID already, which it keeps, but no place in the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftApp(MessageId);

impl Record for DraftApp {
    type Key = ChatId;
    const TABLE: Table = Table::DraftApps;
}

impl DraftApp {
    /// Begins an instance with this archive. `now`: Unix milliseconds.
    pub(crate) async fn begin<S: Store>(
        db: &mut Transaction<'_, S>,
        (chat, app): (ChatId, &App),
        (rfc_id, bytes): (String, Vec<u8>),
        now: i64,
    ) -> Result<(), StoreError> {
        let id = MessageId(db.next("message").await?);
        let message = Message {
            chat,
            from: None,
            rfc_id,
            time: now,
            sort: now,
            text: String::new(),
            quote: None,
            // Nothing that a search would find before it is sent.
            attachment: None,
            state: State::Pending,
            edited: false,
            info: None,
            wants_receipt: false,
        };
        db.save(&id, &message)?;
        db.save(&id, app)?;
        db.put(Table::Blobs, id.bytes(), bytes);
        db.save(&chat, &Self(id))
    }

    /// The instance of a chat's draft, if it has one.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
    ) -> Result<Option<(MessageId, Message)>, StoreError> {
        let Some(Self(id)) = db.load::<Self>(&chat).await? else { return Ok(None) };
        Ok(db.load::<Message>(&id).await?.map(|message| (id, message)))
    }

    /// Whether this instance of this chat is not sent yet.
    pub(crate) async fn is<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
        instance: MessageId,
    ) -> Result<bool, StoreError> {
        Ok(db.load::<Self>(&chat).await? == Some(Self(instance)))
    }
}
