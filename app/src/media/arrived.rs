//! Files of messages and drafts. Several that show the same file share one copy of it.

use super::ObjectUrl;
use crate::client;
use estuary_api::{
    Attachment, ChatId, Command, ContactCommand, ContactId, MediaCommand, MessageId, Problem, ProblemKind,
    Reply, StickerId,
};
use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, Weak},
};

/// What has a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Holder {
    Message(MessageId),
    /// The draft of a chat, at this place.
    Draft(ChatId, u64),
    Sticker(StickerId),
}

impl From<MessageId> for Holder {
    fn from(message: MessageId) -> Self {
        Self::Message(message)
    }
}

thread_local! {
    static SHOWN: RefCell<HashMap<Holder, Weak<ObjectUrl>>> = RefCell::default();
}

/// A URL for a file.
pub(crate) async fn url(holder: impl Into<Holder>) -> Result<Arc<ObjectUrl>, Problem> {
    let holder = holder.into();
    if let Some(url) = SHOWN.with_borrow(|shown| shown.get(&holder).and_then(Weak::upgrade)) {
        return Ok(url);
    }
    let (attachment, bytes) = bytes(holder).await?;
    let url = ObjectUrl::of_bytes(&bytes, &attachment.media_type)
        .ok_or_else(|| Problem::new(ProblemKind::Internal, "no URL for a file"))?;
    SHOWN.with_borrow_mut(|shown| {
        shown.retain(|_, url| url.strong_count() > 0);
        shown.insert(holder, Arc::downgrade(&url));
    });
    Ok(url)
}

/// What a file is, and its bytes.
pub(crate) async fn bytes(holder: impl Into<Holder>) -> Result<(Attachment, Vec<u8>), Problem> {
    ask(match holder.into() {
        Holder::Message(message) => Command::Attachment(message),
        Holder::Draft(chat, place) => Command::Media(MediaCommand::DraftFile { chat, place }),
        Holder::Sticker(id) => Command::Media(MediaCommand::Sticker(id)),
    })
    .await
}

/// The card of a contact.
pub(crate) async fn card(contact: ContactId) -> Result<(Attachment, Vec<u8>), Problem> {
    ask(Command::Contacts(ContactCommand::Card(contact))).await
}

async fn ask(command: Command) -> Result<(Attachment, Vec<u8>), Problem> {
    match client::call(command).await? {
        Reply::Attachment { attachment, bytes } => Ok((attachment, bytes)),
        _ => Err(Problem::new(ProblemKind::Internal, "another answer than asked for")),
    }
}
