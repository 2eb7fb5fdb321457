//! Messages with large files come as two mails: first all but the file, then the file.

use super::Parsed;
use crate::{
    apps,
    db::{Key, Transaction},
    mail::{self, clean_file_name},
    media::{self, kind_of_viewtype},
    model::{App, Attachment, Media, Message, Postponed, Trace},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ContactId, FileKind, MessageId};
use serde::Deserialize;

/// `Chat-Post-Message-Metadata`; unknown fields do not matter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    size: u64,
    viewtype: String,
    filename: String,
    wh: Option<(u32, u32)>,
    duration: Option<u32>,
}

/// What is known of a file before it comes.
pub(super) struct Announced {
    /// The ID under which the message is to be shown.
    pub(super) rfc_id: String,
    pub(super) attachment: Attachment,
    pub(super) media: Media,
    pub(super) app: Option<App>,
}

/// What a first half says about the second.
pub(super) fn announced(message: &mail::Message) -> Option<Announced> {
    let rfc_id = message.ids_in("chat-post-message-id").into_iter().next()?;
    let metadata: Metadata = message
        .headers
        .get("chat-post-message-metadata")
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default();
    let (kind, media_type) = kind_of_viewtype(&metadata.viewtype);
    let name = clean_file_name(&metadata.filename, media_type);
    let side = |(width, height): (u32, u32)| width > 0 && height > 0;
    let mut media = Media::new(kind);
    (media.dimensions, media.duration) = (metadata.wh.filter(|size| side(*size)), metadata.duration);
    let app = (kind == FileKind::App).then(|| App { name: name.clone(), ..App::default() });
    let attachment = Attachment { name, media_type: media_type.to_owned(), size: metadata.size, here: false };
    Some(Announced { rfc_id, attachment, media, app })
}

/// Completes the first half with the file of the second. `sender`: `None` for oneself.
pub(super) async fn complete<S: Store>(
    db: &mut Transaction<'_, S>,
    own: &str,
    parsed: &Parsed,
    sender: Option<ContactId>,
) -> Result<(), StoreError> {
    let Some(Trace::Message(id)) = Trace::of(db, &parsed.rfc_id).await? else { return Ok(()) };
    let Some(mut message) = db.load::<Message>(&id).await? else { return Ok(()) };
    let waits = message.attachment.as_ref().is_some_and(|attachment| !attachment.here);
    if let Some(file) = parsed.message.attachments.first().filter(|_| waits && message.from == sender) {
        message.attachment = Some(attachment(file));
        message.keep(db, id)?;
        Postponed::forget(db, &parsed.rfc_id).await?;
        keep(db, own, parsed, file, id, &message).await?;
    }
    Ok(())
}

/// Stores a file that is here, and starts a life as mini app if it is one. `message` is stored already.
pub(super) async fn keep<S: Store>(
    db: &mut Transaction<'_, S>,
    own: &str,
    parsed: &Parsed,
    file: &mail::Attachment,
    id: MessageId,
    message: &Message,
) -> Result<(), StoreError> {
    db.put(Table::Blobs, id.bytes(), file.data.clone());
    let (media, app) = media::received(&parsed.message, file);
    media.keep(db, id, message).await?;
    match (app, db.load::<App>(&id).await?) {
        (Some(app), known) => {
            // Updates may have told something before the archive came.
            let App { document, summary, topic, .. } = known.unwrap_or_default();
            db.save(&id, &App { document, summary, topic: app.topic.clone().or(topic), ..app })?;
            apps::arrived(db, own, id, message, parsed.message.updates.as_deref()).await
        }
        // It was announced as a mini app and is none.
        (None, Some(_)) => App::forget(db, id).await,
        (None, None) => Ok(()),
    }
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
