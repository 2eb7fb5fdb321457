//! What mail reports about own messages: read, or not delivered.

use crate::{
    db::Transaction,
    mail::Bounce,
    model::{Chat, Failure, Message, Read, State, Trace},
    ports::{Store, StoreError},
};
use estuary_api::ContactId;

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
        let chat: Option<Chat> = db.load(&message.chat).await?;
        let may_read = |chat: &Chat| chat.contact == Some(reader) || chat.is_group();
        if !message.is_own() || !chat.is_some_and(|chat| may_read(&chat)) {
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
