//! Messages with large files come as two mails: first all but the file, then the file.

use super::Parsed;
use crate::{
    db::{Key, Transaction},
    mail::{self, clean_file_name},
    model::{Attachment, Message, Trace},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::ContactId;
use serde::Deserialize;

/// `Chat-Post-Message-Metadata`; unknown fields do not matter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    size: u64,
    viewtype: String,
    filename: String,
}

/// The ID under which a first half is to be shown, and a placeholder for what will come.
pub(super) fn announced(message: &mail::Message) -> Option<(String, Attachment)> {
    let rfc_id = message.ids_in("chat-post-message-id").into_iter().next()?;
    let metadata: Metadata = message
        .headers
        .get("chat-post-message-metadata")
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default();
    let media_type = match metadata.viewtype.as_str() {
        "Image" | "Sticker" => "image/jpeg",
        "Gif" => "image/gif",
        "Audio" | "Voice" => "audio/mpeg",
        "Video" => "video/mp4",
        "Webxdc" => "application/webxdc+zip",
        "Vcard" => "text/vcard",
        _ => "application/octet-stream",
    };
    let name = clean_file_name(&metadata.filename, media_type);
    Some((rfc_id, Attachment { name, media_type: media_type.to_owned(), size: metadata.size, here: false }))
}

/// Completes the first half with the file of the second; `false` if there is no first half.
pub(super) async fn complete<S: Store>(
    db: &mut Transaction<'_, S>,
    parsed: &Parsed,
    sender: ContactId,
) -> Result<bool, StoreError> {
    let Some(Trace::Message(id)) = Trace::of(db, &parsed.rfc_id).await? else { return Ok(false) };
    let Some(mut message) = db.load::<Message>(&id).await? else { return Ok(true) };
    let waits = message.attachment.as_ref().is_some_and(|attachment| !attachment.here);
    if let Some(file) = parsed.message.attachments.first().filter(|_| waits && message.from == Some(sender)) {
        message.attachment = Some(attachment(file));
        db.put(Table::Blobs, id.bytes(), file.data.clone());
        message.keep(db, id)?;
    }
    Ok(true)
}

/// A file that is here.
pub(super) fn attachment(file: &mail::Attachment) -> Attachment {
    Attachment {
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.data.len() as u64,
        here: true,
    }
}
