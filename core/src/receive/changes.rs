//! Senders change what they sent: edits and deletions.

use super::Parsed;
use crate::{
    db::Transaction,
    model::{Message, Trace},
    ports::{Store, StoreError},
};
use estuary_api::ContactId;

/// Marks the new text in clients that know no edits.
const PENCIL: &str = "✏️";

/// Applies the change if the mail is one; only the sender of a message may change it.
pub(super) async fn apply<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: ContactId,
) -> Result<bool, StoreError> {
    let headers = &parsed.message.headers;
    if headers.has("chat-edit") {
        for rfc_id in parsed.message.ids_in("chat-edit") {
            edit(db, parsed, sender, &rfc_id).await?;
        }
        return Ok(true);
    }
    if headers.has("chat-delete") {
        for rfc_id in parsed.message.ids_in("chat-delete") {
            delete(db, sender, &rfc_id).await?;
        }
        return Ok(true);
    }
    Ok(false)
}

async fn edit<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: ContactId,
    rfc_id: &str,
) -> Result<(), StoreError> {
    let Some(Trace::Message(id)) = Trace::of(db, rfc_id).await? else { return Ok(()) };
    let Some(mut message) = db.load::<Message>(&id).await? else { return Ok(()) };
    if message.from == Some(sender) && message.info.is_none() {
        let text = &parsed.message.text.text;
        text.strip_prefix(PENCIL).unwrap_or(text).trim_start().clone_into(&mut message.text);
        message.edited = true;
        message.keep(db, id)?;
    }
    Ok(())
}

async fn delete<S: Store>(
    db: &mut Transaction<'_, S>,
    sender: ContactId,
    rfc_id: &str,
) -> Result<(), StoreError> {
    match Trace::of(db, rfc_id).await? {
        Some(Trace::Message(id)) => match db.load::<Message>(&id).await? {
            Some(message) if message.from == Some(sender) => message.delete(db, id).await,
            _ => Ok(()),
        },
        // It may still be on its way.
        None => Trace::DeletedBy(sender).keep(db, rfc_id),
        Some(Trace::Gone | Trace::DeletedBy(_)) => Ok(()),
    }
}
