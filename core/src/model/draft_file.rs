//! Files of messages that are not sent yet.

use super::{App, Attachment, Chat, FileLine, Media, Message, State};
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, MessageId};
use serde::{Deserialize, Serialize};

/// A file's place in the draft of a chat: files are sent in the order of their places. The one at place 0 has the chat
/// alone as its key, as the only file of a draft had when there could not be more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DraftPlace {
    pub(crate) chat: ChatId,
    pub(crate) place: u64,
}

impl Key for DraftPlace {
    fn append(&self, to: &mut Vec<u8>) {
        self.chat.append(to);
        if self.place > 0 {
            self.place.append(to);
        }
    }
}

/// A file of a chat's draft; its bytes are in [`Table::DraftBlobs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftFile {
    pub(crate) attachment: Attachment,
    pub(crate) media: Media,
    /// As it was when it was attached; what became of it is told by its instance, see [`DraftApp`].
    pub(crate) app: Option<App>,
}

impl Record for DraftFile {
    type Key = DraftPlace;
    const TABLE: Table = Table::DraftFiles;
}

impl DraftFile {
    /// The files of a chat's draft, in their order.
    pub(crate) async fn all<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
    ) -> Result<Vec<(DraftPlace, Self)>, StoreError> {
        let prefix = chat.bytes();
        let rows = db.records(KeyRange::prefix(&prefix), Order::Ascending, usize::MAX).await?;
        let place = |key: &[u8]| key.strip_prefix(prefix.as_slice()).and_then(tail_u64).unwrap_or_default();
        Ok(rows.into_iter().map(|(key, file)| (DraftPlace { chat, place: place(&key) }, file)).collect())
    }

    /// Removes one, and the instance it is if it is a mini app.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        at: DraftPlace,
    ) -> Result<(), StoreError> {
        if let Some((id, message)) = DraftApp::of(db, at).await? {
            message.delete(db, id).await?;
        }
        Self::sent(db, at);
        Ok(())
    }

    /// Notes with the chat what the list shows of its files; who calls it keeps the chat.
    pub(crate) async fn note<S: Store>(
        db: &Reader<'_, S>,
        id: ChatId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        let first = db.records::<Self>(KeyRange::prefix(&id.bytes()), Order::Ascending, 1).await?.pop();
        chat.draft_file =
            first.map(|(_, Self { attachment, media, .. })| FileLine { name: attachment.name, media });
        Ok(())
    }

    /// It is a message now.
    pub(crate) fn sent<S: Store>(db: &mut Transaction<'_, S>, at: DraftPlace) {
        for table in [Table::DraftFiles, Table::DraftBlobs, Table::DraftApps] {
            db.remove(table, at.bytes());
        }
    }
}

/// The instance that a mini app in a chat's draft is: it can be used before it is sent. Its message has a number and a
/// Message-ID already, which it keeps, but no place in the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftApp(MessageId);

impl Record for DraftApp {
    type Key = DraftPlace;
    const TABLE: Table = Table::DraftApps;
}

impl DraftApp {
    /// Begins an instance with this archive. `now`: Unix milliseconds.
    pub(crate) async fn begin<S: Store>(
        db: &mut Transaction<'_, S>,
        (at, app): (DraftPlace, &App),
        (rfc_id, bytes): (String, Vec<u8>),
        now: i64,
    ) -> Result<(), StoreError> {
        let id = MessageId(db.next("message").await?);
        let message = Message {
            chat: at.chat,
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
        db.save(&at, &Self(id))
    }

    /// The instance of a file, if it is one.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        at: DraftPlace,
    ) -> Result<Option<(MessageId, Message)>, StoreError> {
        let Some(Self(id)) = db.load::<Self>(&at).await? else { return Ok(None) };
        Ok(db.load::<Message>(&id).await?.map(|message| (id, message)))
    }

    /// Whether this instance of this chat is not sent yet.
    pub(crate) async fn is<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
        instance: MessageId,
    ) -> Result<bool, StoreError> {
        let range = KeyRange::prefix(&chat.bytes());
        let all = db.records::<Self>(range, Order::Ascending, usize::MAX).await?;
        Ok(all.into_iter().any(|(_, draft)| draft == Self(instance)))
    }
}
