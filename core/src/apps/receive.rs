//! Updates that arrive.

use super::{instance::self_addr, notice::Line, update::Update};
use crate::{
    db::Transaction,
    model::{App, Chat, ChatKind, Contact, Early, Group, Message, Shelf, Trace},
    ports::{Store, StoreError},
    receive::Parsed,
};
use estuary_api::{ChatId, ContactId, Event, MessageId};

/// Where updates come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) instance: MessageId,
    /// `None`: oneself.
    pub(super) from: Option<ContactId>,
    /// When they were sent, Unix milliseconds.
    pub(super) time: i64,
    /// They may write lines into the chat: not those that come with the instance itself.
    pub(super) lines: bool,
    /// The own fingerprint, upper-case hex.
    pub(super) own: &'a str,
}

/// Takes in a mail that carries nothing but updates; `false` if it is none.
pub(crate) async fn receive<S: Store>(
    db: &mut Transaction<'_, S>,
    own: &str,
    parsed: &Parsed,
    sender: ContactId,
    time: i64,
) -> Result<bool, StoreError> {
    let message = &parsed.message;
    let kind = message.headers.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let (Some(json), true) = (&message.updates, kind.starts_with("multipart/report")) else {
        return Ok(false);
    };
    let Some(rfc_id) = &message.in_reply_to else { return Ok(true) };
    match Trace::of(db, rfc_id).await? {
        Some(Trace::Message(instance)) => {
            let Some(home) = db.load::<Message>(&instance).await? else { return Ok(true) };
            if is_member(db, home.chat, sender).await? {
                let here = db.load::<App>(&instance).await?.is_some_and(|app| app.here);
                let source = Source { instance, from: Some(sender), time, lines: here, own };
                take(db, source, Update::of_mail(json)).await?;
            }
        }
        Some(Trace::Gone) => {}
        // The instance may still be on its way: mails overtake each other.
        Some(Trace::DeletedBy(_)) | None => {
            let early = Early { from: sender, time, json: json.clone() };
            early.keep(db, rfc_id).await?;
        }
    }
    Ok(true)
}

/// An instance came: its message is stored. Takes in the updates that came with it, and those that were faster.
pub(crate) async fn arrived<S: Store>(
    db: &mut Transaction<'_, S>,
    own: &str,
    instance: MessageId,
    message: &Message,
    with_it: Option<&str>,
) -> Result<(), StoreError> {
    let source = Source { instance, from: message.from, time: message.time, lines: false, own };
    take(db, source, with_it.map(Update::of_mail).unwrap_or_default()).await?;
    for Early { from, time, json } in Early::take(db, &message.rfc_id).await? {
        if is_member(db, message.chat, from).await? {
            let source = Source { from: Some(from), time, lines: true, ..source };
            take(db, source, Update::of_mail(&json)).await?;
        }
    }
    db.tell(Event::AppUpdates(instance));
    Ok(())
}

/// Stores updates that are not known yet, and does what they ask for; the serials of the first and the last.
pub(super) async fn take<S: Store>(
    db: &mut Transaction<'_, S>,
    source: Source<'_>,
    updates: Vec<Update>,
) -> Result<Option<(u32, u32)>, StoreError> {
    let Source { instance, from, time, lines, own } = source;
    let Some(mut app) = db.load::<App>(&instance).await? else { return Ok(None) };
    let Some(home) = db.load::<Message>(&instance).await? else { return Ok(None) };
    let address = self_addr(own, &home.rfc_id);
    let muted = Shelf::of(db, home.chat).await?.is_muted(time);
    let (mut serials, mut changed) = (None, false);
    for update in updates {
        let Some(serial) = update.row().add(db, instance).await? else { continue };
        serials = Some((serials.map_or(serial, |(first, _)| first), serial));
        changed |= update.document().is_some_and(|text| app.document.tell(text, time));
        changed |= update.summary().is_some_and(|text| app.summary.tell(text, time));
        if let (true, Some(text)) = (lines, update.info()) {
            Line { instance, from, time, text, href: update.href() }.write(db, &home).await?;
        }
        if let (Some(_), Some(text)) = (from, update.notify(&address, muted)) {
            db.tell(Event::AppNotify { instance, chat: home.chat, text, href: update.href() });
        }
    }
    if changed {
        db.save(&instance, &app)?;
        db.tell(Event::ChatChanged(home.chat));
    }
    if serials.is_some() && app.here {
        db.tell(Event::AppUpdates(instance));
    }
    Ok(serials)
}

/// Whether somebody belongs to a chat: nobody else's updates count.
async fn is_member<S: Store>(
    db: &Transaction<'_, S>,
    chat_id: ChatId,
    who: ContactId,
) -> Result<bool, StoreError> {
    let Some(chat) = db.load::<Chat>(&chat_id).await? else { return Ok(false) };
    if chat.kind == ChatKind::Single {
        return Ok(chat.contact == Some(who));
    }
    let (Some(group), Some(contact)) = (db.load::<Group>(&chat_id).await?, db.load::<Contact>(&who).await?)
    else {
        return Ok(false);
    };
    let is_in = |key| group.owner == Some(key) || group.state.roster.contains(&key);
    Ok(contact.fingerprint.parse().is_ok_and(is_in))
}
