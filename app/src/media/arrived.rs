//! Files of messages. Several that show the same file share one copy of it.

use super::ObjectUrl;
use crate::client;
use estuary_api::{Attachment, Command, ContactCommand, ContactId, MessageId, Problem, ProblemKind, Reply};
use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, Weak},
};

thread_local! {
    static SHOWN: RefCell<HashMap<MessageId, Weak<ObjectUrl>>> = RefCell::default();
}

/// A URL for the file of a message.
pub(crate) async fn url(message: MessageId) -> Result<Arc<ObjectUrl>, Problem> {
    if let Some(url) = SHOWN.with_borrow(|shown| shown.get(&message).and_then(Weak::upgrade)) {
        return Ok(url);
    }
    let (attachment, bytes) = bytes(message).await?;
    let url = ObjectUrl::of_bytes(&bytes, &attachment.media_type)
        .ok_or_else(|| Problem::new(ProblemKind::Internal, "no URL for a file"))?;
    SHOWN.with_borrow_mut(|shown| {
        shown.retain(|_, url| url.strong_count() > 0);
        shown.insert(message, Arc::downgrade(&url));
    });
    Ok(url)
}

/// The file of a message.
pub(crate) async fn bytes(message: MessageId) -> Result<(Attachment, Vec<u8>), Problem> {
    ask(Command::Attachment(message)).await
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
