//! Messages.

use super::{contact, each, info, not_found, reaction::reactions};
use crate::{
    apps,
    db::Reader,
    model::{self, App, Chat, Contact, Failure, Marks, Media, Message, Postponed, State, Trace},
    ports::{Store, StoreError},
};
use estuary_api::{
    AppSummary, Attachment, Author, ChatId, ContactId, DeliveryState, FileKind, MessageBody, MessageId,
    MessagePage, MessageRow, Problem, ProblemKind, Quote,
};
use futures::try_join;
use std::collections::{BTreeSet, HashMap};

const QUOTE: usize = 500;

/// A page of a chat that ends before `before`. Of rows that are `known` nothing is read.
pub(crate) async fn messages<S: Store>(
    db: &Reader<'_, S>,
    chat: ChatId,
    before: Option<MessageId>,
    limit: u32,
    known: &[MessageRow],
) -> Result<MessagePage, Problem> {
    db.load::<Chat>(&chat).await?.ok_or_else(|| not_found("chat"))?;
    let place = match before {
        Some(id) => {
            let message: Message = db.load(&id).await?.ok_or_else(|| not_found("message"))?;
            Some((message.sort, id))
        }
        None => None,
    };
    let (mut ids, more) = cut(Message::before(db, chat, place, more_than(limit)).await?, limit);
    ids.reverse();
    Ok(MessagePage { rows: rows(db, ids, known).await?, more, newer: before.is_some() })
}

/// A message of a chat with up to `limit` messages before and after it; `known` as above.
pub(crate) async fn around<S: Store>(
    db: &Reader<'_, S>,
    chat: ChatId,
    id: MessageId,
    limit: u32,
    known: &[MessageRow],
) -> Result<MessagePage, Problem> {
    let message = db.load::<Message>(&id).await?.filter(|message| message.chat == chat);
    let place = (message.ok_or_else(|| not_found("message"))?.sort, id);
    let (mut ids, more) = cut(Message::before(db, chat, Some(place), more_than(limit)).await?, limit);
    let (after, newer) = cut(Message::after(db, chat, place, more_than(limit)).await?, limit);
    ids.reverse();
    ids.push(id);
    ids.extend(after);
    Ok(MessagePage { rows: rows(db, ids, known).await?, more, newer })
}

/// The pinned messages of a chat, oldest first.
pub(crate) async fn pinned<S: Store>(db: &Reader<'_, S>, chat: ChatId) -> Result<MessagePage, Problem> {
    let rows = rows(db, Marks::pinned(db, chat).await?, &[]).await?;
    Ok(MessagePage { rows, more: false, newer: false })
}

/// Rows of messages, in their order.
async fn rows<S: Store>(
    db: &Reader<'_, S>,
    ids: Vec<MessageId>,
    known: &[MessageRow],
) -> Result<Vec<MessageRow>, StoreError> {
    let known = |id: MessageId| known.iter().find(|row| row.id == id);
    let load = async |id| Ok(db.load::<Message>(&id).await?.map(|message| (id, message)));
    let unknown = each(ids.iter().copied().filter(|id| known(*id).is_none()), load).await?;
    let mut made = rows_of(db, unknown).await?.into_iter().peekable();
    let row = |id| known(id).cloned().or_else(|| made.next_if(|row| row.id == id));
    Ok(ids.into_iter().filter_map(row).collect())
}

/// Rows of messages that were read already, in their order.
pub(super) async fn rows_of<S: Store>(
    db: &Reader<'_, S>,
    messages: Vec<(MessageId, Message)>,
) -> Result<Vec<MessageRow>, StoreError> {
    let people: BTreeSet<ContactId> = messages.iter().filter_map(|(_, message)| message.from).collect();
    let person = async |id| Ok(contact(db, id).await?.map(|contact| (id, contact.into())));
    let senders: Senders = each(people, person).await?.into_iter().collect();
    each(messages, async |(id, message)| row(db, id, message, &senders).await.map(Some)).await
}

type Senders = HashMap<ContactId, Author>;

/// One more than wanted shows whether there are more.
fn more_than(limit: u32) -> usize {
    (limit as usize).saturating_add(1)
}

fn cut(mut ids: Vec<MessageId>, limit: u32) -> (Vec<MessageId>, bool) {
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    (ids, more)
}

async fn row<S: Store>(
    db: &Reader<'_, S>,
    id: MessageId,
    message: Message,
    senders: &Senders,
) -> Result<MessageRow, StoreError> {
    let marks = async {
        let marks = Marks::of(db, id).await?;
        let reactions = if marks.reacted { reactions(db, &message).await? } else { Vec::new() };
        let saved = match marks.saved {
            Some(copy) => db.load::<Message>(&copy).await?.is_some(),
            None => false,
        };
        Ok((marks, reactions, saved))
    };
    let body = async {
        if let Some(notice) = &message.info {
            return Ok(MessageBody::Info(info(db, notice.clone()).await?));
        }
        let quote = async {
            match &message.quote {
                Some(quote) => resolve(db, message.chat, quote.clone()).await.map(Some),
                None => Ok(None),
            }
        };
        let attachment = async {
            match &message.attachment {
                Some(file) => awaited(db, id, file.clone(), &message.rfc_id).await.map(Some),
                None => Ok(None),
            }
        };
        let (quote, attachment) = try_join!(quote, attachment)?;
        let from = message.from.and_then(|id| senders.get(&id).cloned());
        Ok(MessageBody::Content { from, quote, text: message.text.clone(), attachment })
    };
    let ((marks, reactions, saved), body) = try_join!(marks, body)?;
    Ok(MessageRow {
        id,
        body,
        state: message.state.into(),
        time: message.time,
        edited: message.edited,
        reactions,
        forwarded: marks.forwarded,
        saved,
        pinned: marks.pinned,
        html: marks.html,
        expires: marks.expires,
    })
}

/// A message as the quote of another.
pub(crate) async fn quote<S: Store>(db: &Reader<'_, S>, id: MessageId) -> Result<Option<Quote>, StoreError> {
    let Some(message) = db.load::<Message>(&id).await? else { return Ok(None) };
    let from = match message.from {
        Some(contact) => db.load::<Contact>(&contact).await?.map(|c| c.display_name().to_owned()),
        None => None,
    };
    let text = quoted_text(&message);
    Ok(Some(Quote { id: Some(id), elsewhere: None, own: message.from.is_none(), from, text }))
}

/// What a quote of this message says.
pub(crate) fn quoted_text(message: &Message) -> String {
    match &message.attachment {
        Some(attachment) if message.text.is_empty() => attachment.name.clone(),
        _ => message.text.chars().take(QUOTE).collect(),
    }
}

/// A received quote, with the message it means if that is known. A private answer quotes one of another chat.
async fn resolve<S: Store>(
    db: &Reader<'_, S>,
    chat: ChatId,
    quote: model::Quote,
) -> Result<Quote, StoreError> {
    let trace = match &quote.rfc_id {
        Some(rfc_id) => Trace::of(db, rfc_id).await?,
        None => None,
    };
    if let Some(Trace::Message(id)) = trace
        && let Some(message) = db.load::<Message>(&id).await?
        && let Some(known) = self::quote(db, id).await?
    {
        let elsewhere = Some(message.chat).filter(|place| *place != chat);
        return Ok(Quote { elsewhere, text: quote.text, ..known });
    }
    Ok(Quote { id: None, elsewhere: None, from: None, own: false, text: quote.text })
}

/// The file of a message, with what can be done while it is not here.
async fn awaited<S: Store>(
    db: &Reader<'_, S>,
    id: MessageId,
    file: model::Attachment,
    rfc_id: &str,
) -> Result<Attachment, StoreError> {
    let download = if file.here { None } else { Postponed::download(db, rfc_id).await? };
    Ok(Attachment { download, ..attachment(db, id, file).await? })
}

/// The file of a message, without its bytes.
pub(crate) async fn attachment<S: Store>(
    db: &Reader<'_, S>,
    id: MessageId,
    attachment: model::Attachment,
) -> Result<Attachment, StoreError> {
    let media = Media::of(db, id, &attachment).await?;
    let app = match media.kind() {
        FileKind::App => db.load::<App>(&id).await?.map(|app| apps::summary(&app)),
        _ => None,
    };
    Ok(file(attachment, media, app))
}

/// A file, without its bytes.
pub(crate) fn file(attachment: model::Attachment, media: Media, app: Option<AppSummary>) -> Attachment {
    let model::Attachment { name, media_type, size, here } = attachment;
    let Media { dimensions, duration, .. } = media;
    Attachment { name, media_type, size, here, download: None, kind: media.kind(), dimensions, duration, app }
}

impl From<State> for DeliveryState {
    fn from(state: State) -> Self {
        match state {
            State::Fresh => Self::Fresh,
            State::Seen => Self::Seen,
            State::Notice => Self::Notice,
            State::Pending => Self::Pending,
            State::Delivered => Self::Delivered,
            State::Read => Self::Read,
            State::Failed(failure, detail) => Self::Failed(Problem::new(failure.into(), detail)),
        }
    }
}

impl From<Failure> for ProblemKind {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused => Self::MessageRefused,
            Failure::TooLarge => Self::TooLarge,
            Failure::KeyMissing => Self::KeyMissing,
        }
    }
}
