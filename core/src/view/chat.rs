//! Head and state of a chat.

use super::{chat_list::row, contact, file, not_found, quote};
use crate::{
    apps,
    db::Reader,
    model::{App, Chat, ChatKind, Contact, DraftApp, DraftFile, Group, Marks, Message, Profile, Timer},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ChatView, DraftFile as View, Problem, ProblemKind};

/// A chat as its screen shows it.
pub(crate) async fn chat<S: Store>(db: &Reader<'_, S>, id: ChatId) -> Result<ChatView, Problem> {
    let chat: Chat = db.load(&id).await?.ok_or_else(|| not_found("chat"))?;
    Ok(ChatView {
        row: row(db, id, &chat).await?,
        contact: match chat.contact {
            Some(id) => contact(db, id).await?,
            None => None,
        },
        can_send: can_send(db, id, &chat).await?,
        draft_quote: match chat.draft_quote {
            Some(id) => quote(db, id).await?,
            None => None,
        },
        first_unread: Message::unseen(db, id, None, 1).await?.pop(),
        draft: chat.draft,
        draft_files: draft_files(db, id).await?,
        members: match db.load::<Group>(&id).await? {
            Some(group) => u32::try_from(group.state.roster.count()).unwrap_or(u32::MAX),
            None => 0,
        },
        timer: Timer::of(db, id).await?.seconds,
        pinned: match Marks::pinned(db, id).await?.pop() {
            Some(newest) => quote(db, newest).await?,
            None => None,
        },
    })
}

/// The files of a chat's draft, without their bytes.
async fn draft_files<S: Store>(db: &Reader<'_, S>, chat: ChatId) -> Result<Vec<View>, StoreError> {
    let mut files = Vec::new();
    for (at, DraftFile { attachment, media, .. }) in DraftFile::all(db, chat).await? {
        let instance = DraftApp::of(db, at).await?.map(|(instance, _)| instance);
        let app = match instance {
            Some(instance) => db.load::<App>(&instance).await?,
            None => None,
        };
        let file = file(attachment, media, app.as_ref().map(apps::summary));
        files.push(View { place: at.place, file, instance });
    }
    Ok(files)
}

/// Whether the person can write there: cleartext is never sent, so a key is needed.
pub(crate) async fn can_send<S: Store>(
    db: &Reader<'_, S>,
    id: ChatId,
    chat: &Chat,
) -> Result<Result<(), Problem>, StoreError> {
    if chat.kind == ChatKind::Saved {
        return Ok(Ok(()));
    }
    if chat.kind != ChatKind::Single {
        let why = match chat.kind {
            ChatKind::Group if !chat.is_group() => "a conversation by mail is only shown",
            ChatKind::Group if !is_member(db, id).await? => "only members can write",
            ChatKind::Group | ChatKind::OwnChannel => return Ok(Ok(())),
            ChatKind::Device => "nobody reads what is written to the app",
            _ => "only its owner fills a channel",
        };
        return Ok(Err(Problem::new(ProblemKind::ReadOnlyChat, why)));
    }
    let contact = match chat.contact {
        Some(id) => db.load::<Contact>(&id).await?.unwrap_or_default(),
        None => Contact::default(),
    };
    let key = db.bytes(Table::Certificates, contact.fingerprint.as_bytes()).await?;
    Ok(match key {
        Some(_) => Ok(()),
        None => Err(Problem::new(ProblemKind::KeyMissing, "the other side has not sent its key yet")),
    })
}

/// Whether one is in a group or channel.
async fn is_member<S: Store>(db: &Reader<'_, S>, id: ChatId) -> Result<bool, StoreError> {
    let (Some(group), Some(profile)) = (db.load::<Group>(&id).await?, Profile::find(db).await?) else {
        return Ok(false);
    };
    Ok(profile.fingerprint.parse().is_ok_and(|own| group.state.roster.contains(&own)))
}
