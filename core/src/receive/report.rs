//! What mail reports about own messages: read, or not delivered.

use crate::{
    db::{Reader, Transaction},
    mail::Bounce,
    model::{Chat, Contact, Failure, Group, Message, Read, State, Trace},
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId};

/// The other side of a single chat, or a member of a group, has read these.
pub(super) async fn read<S: Store>(
    db: &mut Transaction<'_, S>,
    reader: ContactId,
    ids: &[String],
    time: i64,
) -> Result<(), StoreError> {
    for rfc_id in ids {
        let Some(Trace::Message(id)) = Trace::of(db, rfc_id).await? else { continue };
        let Some(mut message) = db.load::<Message>(&id).await? else { continue };
        if !message.is_own() || !is_for(db, message.chat, reader).await? {
            continue;
        }
        Read { time }.keep(db, id, reader).await?;
        if matches!(message.state, State::Pending | State::Delivered | State::Failed(..)) {
            message.state = State::Read;
            message.keep(db, id)?;
        }
    }
    Ok(())
}

/// Whether somebody is the other side of a chat, or is a member.
async fn is_for<S: Store>(
    db: &Reader<'_, S>,
    chat_id: ChatId,
    reader: ContactId,
) -> Result<bool, StoreError> {
    if db.load::<Chat>(&chat_id).await?.is_some_and(|chat| chat.contact == Some(reader)) {
        return Ok(true);
    }
    let (Some(group), Some(contact)) =
        (db.load::<Group>(&chat_id).await?, db.load::<Contact>(&reader).await?)
    else {
        return Ok(false);
    };
    Ok(contact.fingerprint.parse().is_ok_and(|key| group.state.roster.contains(&key)))
}

/// A relay gave up on a message.
pub(super) async fn bounced<S: Store>(
    db: &mut Transaction<'_, S>,
    bounce: &Bounce,
) -> Result<(), StoreError> {
    let Some(rfc_id) = bounce.message_id.as_deref().filter(|_| bounce.failed) else { return Ok(()) };
    let Some(Trace::Message(id)) = Trace::of(db, rfc_id).await? else { return Ok(()) };
    let Some(mut message) = db.load::<Message>(&id).await? else { return Ok(()) };
    if message.from.is_none() && matches!(message.state, State::Pending | State::Delivered) {
        let recipient = bounce.recipient.as_deref().unwrap_or_default();
        message.state = State::Failed(Failure::Refused, format!("{recipient}: {}", bounce.reason));
        message.keep(db, id)?;
    }
    Ok(())
}
