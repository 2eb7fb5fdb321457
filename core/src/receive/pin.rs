//! Messages that others pin, or no longer (wire protocol §2.14).

use super::{Parsed, standing::belongs};
use crate::{
    db::Transaction,
    model::{Chat, Info, Marks, Message},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ContactId, Event, MessageId};

/// Whether the mail pins something.
pub(super) fn is_pin(parsed: &Parsed) -> bool {
    content(parsed).as_deref() == Some("message-pinned")
}

/// Pins the message of this chat that the mail is about, and returns the notice; `None` if there is nothing to pin.
pub(super) async fn pin<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    from: ContactId,
    chat: ChatId,
    belongs: bool,
) -> Result<Option<Info>, StoreError> {
    let Some((id, message)) = target(db, parsed).await? else { return Ok(None) };
    if !belongs || message.chat != chat {
        return Ok(None);
    }
    let marks = Marks::of(db, id).await?;
    Marks { pinned: true, ..marks }.keep(db, id, &message).await?;
    Ok(Some(Info::Pinned { by: Some(from), message: id }))
}

/// Takes the pin out of the message that the mail is about; `false` if that is not what it is about.
pub(super) async fn unpin<S: Store>(
    db: &mut Transaction<'_, S>,
    own: Fingerprint,
    parsed: &Parsed,
    from: ContactId,
) -> Result<bool, StoreError> {
    if content(parsed).as_deref() != Some("message-unpinned") {
        return Ok(false);
    }
    let Some((id, message)) = target(db, parsed).await? else { return Ok(true) };
    let Some(chat) = db.load::<Chat>(&message.chat).await? else { return Ok(true) };
    if belongs(db, own, parsed, from, (message.chat, &chat)).await? {
        let marks = Marks::of(db, id).await?;
        Marks { pinned: false, ..marks }.keep(db, id, &message).await?;
        db.tell(Event::ChatChanged(message.chat));
    }
    Ok(true)
}

fn content(parsed: &Parsed) -> Option<String> {
    parsed.message.headers.get("chat-content")
}

async fn target<S: Store>(
    db: &Transaction<'_, S>,
    parsed: &Parsed,
) -> Result<Option<(MessageId, Message)>, StoreError> {
    let Some(rfc_id) = &parsed.message.in_reply_to else { return Ok(None) };
    let found = Message::by_rfc_id(db, rfc_id).await?;
    Ok(found.filter(|(_, message)| message.info.is_none()))
}
