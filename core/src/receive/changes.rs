//! What changes messages that were sent before: reactions, edits, deletions.

use super::Parsed;
use crate::{
    db::Transaction,
    model::{Marks, Message, Reaction, Trace},
    ports::{Store, StoreError},
    search,
};
use estuary_api::{ContactId, Event};

/// Marks the new text in clients that know no edits.
const PENCIL: &str = "✏️";

/// More messages are not deleted by one mail.
const MOST: usize = 1_000;

/// Applies the change if the mail is one; only the sender of a message may edit or delete it. `sender`: `None`
/// for oneself.
pub(super) async fn apply<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: Option<ContactId>,
    time: i64,
) -> Result<bool, StoreError> {
    let message = &parsed.message;
    if message.headers.has("chat-edit") {
        for rfc_id in message.ids_in("chat-edit").into_iter().take(1) {
            edit(db, parsed, sender, &rfc_id).await?;
        }
    } else if message.headers.has("chat-delete") {
        for rfc_id in message.ids_in("chat-delete").into_iter().take(MOST) {
            delete(db, sender, &rfc_id).await?;
        }
    } else if let Some(emoji) = &message.reaction {
        if let Some(target) = &message.in_reply_to {
            react(db, target, sender, Reaction { emoji: emoji.clone(), time }).await?;
        }
    } else {
        return Ok(false);
    }
    Ok(true)
}

async fn edit<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: Option<ContactId>,
    rfc_id: &str,
) -> Result<(), StoreError> {
    let Some((id, mut message)) = Message::by_rfc_id(db, rfc_id).await? else { return Ok(()) };
    if message.from == sender && message.info.is_none() {
        let text = &parsed.message.text.text;
        text.strip_prefix(PENCIL).unwrap_or(text).trim_start().clone_into(&mut message.text);
        message.edited = true;
        message.keep(db, id)?;
        search::add(db, id, &message).await?;
    }
    Ok(())
}

async fn delete<S: Store>(
    db: &mut Transaction<'_, S>,
    sender: Option<ContactId>,
    rfc_id: &str,
) -> Result<(), StoreError> {
    match Trace::of(db, rfc_id).await? {
        Some(Trace::Message(id)) => match db.load::<Message>(&id).await? {
            Some(message) if message.from == sender && message.info.is_none() => message.delete(db, id).await,
            _ => Ok(()),
        },
        // It may still be on its way.
        None => sender.map_or(Trace::Gone, Trace::DeletedBy).keep(db, rfc_id),
        Some(Trace::Gone | Trace::DeletedBy(_)) => Ok(()),
    }
}

/// The reaction may come before its message.
async fn react<S: Store>(
    db: &mut Transaction<'_, S>,
    target: &str,
    sender: Option<ContactId>,
    reaction: Reaction,
) -> Result<(), StoreError> {
    if matches!(Trace::of(db, target).await?, Some(Trace::Gone)) {
        return Ok(());
    }
    if reaction.keep(db, target, sender).await?
        && let Some((id, message)) = Message::by_rfc_id(db, target).await?
    {
        let marks = Marks::of(db, id).await?;
        Marks { reacted: true, ..marks }.keep(db, id, &message).await?;
        db.tell(Event::ChatChanged(message.chat));
    }
    Ok(())
}
