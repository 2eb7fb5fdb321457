//! Messages.

use super::{DeviceNews, Trace};
use crate::{
    db::{Reader, Record},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ContactId, MessageId};
use serde::{Deserialize, Serialize};

/// A message or a notice of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) chat: ChatId,
    /// `None` for own messages and notices.
    pub(crate) from: Option<ContactId>,
    /// `Message-ID` without brackets; empty for notices.
    pub(crate) rfc_id: String,
    /// When it was sent, by the sender's clock, Unix milliseconds, never in the future.
    pub(crate) time: i64,
    /// Place in the order of display.
    pub(crate) sort: i64,
    pub(crate) text: String,
    pub(crate) quote: Option<Quote>,
    pub(crate) attachment: Option<Attachment>,
    pub(crate) state: State,
    pub(crate) edited: bool,
    pub(crate) info: Option<Info>,
    /// The sender asks for a read receipt.
    pub(crate) wants_receipt: bool,
}

impl Record for Message {
    type Key = MessageId;
    const TABLE: Table = Table::Messages;
}

impl Message {
    /// The message of this Message-ID.
    pub(crate) async fn by_rfc_id<S: Store>(
        db: &Reader<'_, S>,
        rfc_id: &str,
    ) -> Result<Option<(MessageId, Self)>, StoreError> {
        let Some(Trace::Message(id)) = Trace::of(db, rfc_id).await? else { return Ok(None) };
        Ok(db.load(&id).await?.map(|message| (id, message)))
    }

    /// Whether the person wrote it.
    pub(crate) fn is_own(&self) -> bool {
        self.from.is_none() && self.info.is_none()
    }

    /// A notice.
    pub(crate) fn notice(chat: ChatId, info: Info, time: i64) -> Self {
        Self {
            chat,
            from: None,
            rfc_id: String::new(),
            time,
            sort: time,
            text: String::new(),
            quote: None,
            attachment: None,
            state: State::Notice,
            edited: false,
            info: Some(info),
            wants_receipt: false,
        }
    }
}

/// The message it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Quote {
    /// `Message-ID` without brackets, where one was given.
    pub(crate) rfc_id: Option<String>,
    pub(crate) text: String,
}

/// See [`estuary_api::Attachment`]; the bytes are in [`Table::Blobs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) size: u64,
    pub(crate) here: bool,
}

/// See [`estuary_api::DeliveryState`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    Fresh,
    Seen,
    Notice,
    Pending,
    Delivered,
    Read,
    Failed(Failure, String),
}

/// Why a message was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Failure {
    /// The server, its or the recipient's, refused it.
    Refused,
    TooLarge,
    KeyMissing,
}

/// See [`estuary_api::Info`]; people are contacts, `None` oneself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Info {
    Encrypted,
    JoinWaiting,
    JoinDone,
    Text(String),
    App { instance: MessageId, href: Option<String>, text: String },
    MemberAdded { by: Option<ContactId>, who: Option<ContactId> },
    MemberRemoved { by: Option<ContactId>, who: Option<ContactId> },
    MemberLeft(Option<ContactId>),
    MemberIn(Option<ContactId>),
    MemberOut(Option<ContactId>),
    Renamed { by: Option<ContactId>, old: String, new: String },
    PictureChanged { by: Option<ContactId>, set: bool },
    DescriptionChanged { by: Option<ContactId> },
    TimerChanged { by: Option<ContactId>, seconds: u32 },
    Pinned { by: Option<ContactId>, message: MessageId },
    Device(DeviceNews),
}
