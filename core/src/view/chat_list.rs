//! The chat list.

use super::{contact, each, info, one_line, picture};
use crate::{
    color,
    db::Reader,
    model::{Chat, ChatKind, Contact, FileLine, Media, Message, Shelf},
    ports::{KeyRange, Store, StoreError},
    search::Directory,
    table::Table,
};
use estuary_api::{
    ChatId, ChatKind as Kind, ChatListPage, ChatRow, Face, MessageId, Summary, SummaryBody, WhichChats,
};
use futures::try_join;

const SUMMARY: usize = 200;

/// A page of the chats. What is unread among the archived ones counts nowhere. Of rows that are `known` nothing is read.
pub(crate) async fn chat_list<S: Store>(
    db: &Reader<'_, S>,
    directory: &Directory,
    which: &WhichChats,
    (offset, limit): (u32, u32),
    known: &[ChatRow],
) -> Result<ChatListPage, StoreError> {
    let (unread, archived) =
        try_join!(db.count(Table::Unseen, KeyRange::all()), db.count(Table::ChatsArchived, KeyRange::all()))?;
    let (skip, take) = (offset as usize, limit as usize);
    let (ids, total) = match which {
        WhichChats::Archived => (Chat::archived(db, skip, take).await?, archived),
        WhichChats::Listed { query, unread: false } if query.trim().is_empty() => {
            (Chat::listed(db, skip, take).await?, Chat::count_listed(db).await?)
        }
        WhichChats::Listed { query, unread } => {
            let found = directory.find(db, query.trim(), *unread).await?;
            let total = found.len() as u64;
            (found.into_iter().skip(skip).take(take).collect(), total)
        }
    };
    let rows = each(ids, async |id| match known.iter().find(|row| row.id == id) {
        Some(known) => Ok(Some(known.clone())),
        None => match db.load::<Chat>(&id).await? {
            Some(chat) => row(db, id, &chat).await.map(Some),
            None => Ok(None),
        },
    });
    let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ChatListPage {
        rows: rows.await?,
        total: count(total),
        unread: count(unread),
        archived: count(archived),
    })
}

/// A row of the list.
pub(super) async fn row<S: Store>(
    db: &Reader<'_, S>,
    id: ChatId,
    chat: &Chat,
) -> Result<ChatRow, StoreError> {
    let person = async {
        match chat.contact {
            Some(id) => contact(db, id).await,
            None => Ok(None),
        }
    };
    let face = async {
        match chat.contact {
            Some(_) => Ok(None),
            None => picture(db, Face::Chat(id)).await,
        }
    };
    let last = async {
        match chat.last {
            Some(last) => summary(db, chat, last).await,
            None => Ok(None),
        }
    };
    let (contact, face, last, shelf) = try_join!(person, face, last, Shelf::of(db, id))?;
    let color = contact.as_ref().map_or_else(|| color::of(chat.group_id()), |contact| contact.color);
    Ok(ChatRow {
        id,
        kind: kind(chat.kind),
        name: contact.as_ref().map_or_else(|| chat.name.clone(), |contact| contact.name.clone()),
        color,
        verified: contact.as_ref().is_some_and(|contact| contact.verified),
        last_seen: contact.as_ref().map_or(0, |contact| contact.last_seen),
        avatar: contact.map_or(face, |contact| contact.avatar),
        request: chat.request,
        left: chat.left,
        draft: draft(chat),
        last,
        unread: chat.unread,
        time: chat.time,
        pinned: shelf.pinned,
        archived: shelf.archived,
        muted_until: shelf.muted_until,
    })
}

/// The draft in one line, as the chat itself knows it.
fn draft(chat: &Chat) -> Option<SummaryBody> {
    if !chat.draft.is_empty() {
        return Some(SummaryBody::Text(one_line(&chat.draft, SUMMARY)));
    }
    chat.draft_file.clone().map(|FileLine { name, media }| SummaryBody::File { kind: media.kind(), name })
}

/// A message in one line.
pub(super) async fn summary<S: Store>(
    db: &Reader<'_, S>,
    chat: &Chat,
    id: MessageId,
) -> Result<Option<Summary>, StoreError> {
    let Some(message) = db.load::<Message>(&id).await? else { return Ok(None) };
    let from = match message.from {
        Some(contact) if chat.kind != ChatKind::Single => db.load::<Contact>(&contact).await?,
        _ => None,
    };
    let body = match (message.info, message.attachment) {
        (Some(notice), _) => SummaryBody::Info(info(db, notice).await?),
        (None, Some(file)) if message.text.is_empty() => {
            SummaryBody::File { kind: Media::of(db, id, &file).await?.kind(), name: file.name }
        }
        _ => SummaryBody::Text(one_line(&message.text, SUMMARY)),
    };
    Ok(Some(Summary {
        body,
        from: from.map(|contact| contact.display_name().to_owned()),
        state: message.state.into(),
        time: message.time,
    }))
}

pub(super) async fn name<S: Store>(db: &Reader<'_, S>, chat: &Chat) -> Result<String, StoreError> {
    let Some(id) = chat.contact else { return Ok(chat.name.clone()) };
    Ok(db.load::<Contact>(&id).await?.map(|contact| contact.display_name().to_owned()).unwrap_or_default())
}

fn kind(kind: ChatKind) -> Kind {
    match kind {
        ChatKind::Single => Kind::Single,
        ChatKind::Group => Kind::Group,
        ChatKind::Channel => Kind::Channel,
        ChatKind::Saved => Kind::Saved,
        ChatKind::OwnChannel => Kind::OwnChannel,
        ChatKind::Device => Kind::Device,
    }
}
