//! Chats.

use super::{Contact, Media, Shelf, chat_list};
use crate::{
    db::{Key, Reader, Record, Transaction},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ContactId, Event, MessageId};
use serde::{Deserialize, Serialize};

/// See [`estuary_api::ChatKind`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ChatKind {
    #[default]
    Single,
    Group,
    Channel,
    Saved,
    OwnChannel,
    Device,
}

/// Head and state of a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chat {
    pub(crate) kind: ChatKind,
    /// Of a group or channel.
    pub(crate) name: String,
    /// Group or channel ID, after a letter for its kind and a slash.
    pub(crate) group: String,
    /// Of a single chat.
    pub(crate) contact: Option<ContactId>,
    /// Not accepted yet.
    pub(crate) request: bool,
    /// Shown in the list.
    pub(crate) listed: bool,
    /// Place in the list, Unix milliseconds.
    pub(crate) time: i64,
    /// The newest message in the order of display.
    pub(crate) last: Option<MessageId>,
    pub(crate) unread: u32,
    /// Place of the newest message that was seen: nothing that arrives later is put before it.
    pub(crate) seen_until: i64,
    pub(crate) draft: String,
    pub(crate) draft_quote: Option<MessageId>,
    /// `References` of the next message: up to two older Message-IDs and the newest one.
    pub(crate) thread: Vec<String>,
    /// Subject of the newest message.
    pub(crate) subject: String,
    /// When the own picture went out last, Unix milliseconds.
    pub(crate) avatar_sent: Option<i64>,
    /// The first file of the draft, so that a row of the list is read without its files.
    pub(crate) draft_file: Option<FileLine>,
    /// One was in this group or channel, and is no more.
    pub(crate) left: bool,
}

/// A file in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileLine {
    pub(crate) name: String,
    pub(crate) media: Media,
}

impl Record for Chat {
    type Key = ChatId;
    const TABLE: Table = Table::Chats;
    const VERSION: u8 = 2;

    fn upgrade(version: u8, body: &[u8]) -> Option<Self> {
        // The second version added the last two fields, and an older row ends before them.
        let whole = postcard::to_extend(&(None::<FileLine>, false), body.to_vec());
        (version == 1).then(|| postcard::from_bytes(&whole.ok()?).ok())?
    }
}

impl Chat {
    /// The next message answers this one: it and the two before it are the thread.
    pub(crate) fn follow(&mut self, rfc_id: &str) {
        self.thread.retain(|known| known != rfc_id);
        self.thread.push(rfc_id.to_owned());
        let old = self.thread.len().saturating_sub(3);
        self.thread.drain(..old);
    }

    /// Whether it is a group with members, not only a conversation by mail.
    pub(crate) fn is_group(&self) -> bool {
        self.kind == ChatKind::Group && self.group.starts_with("g/")
    }

    /// Group or channel ID as it stands in mails.
    pub(crate) fn group_id(&self) -> &str {
        self.group.get(2..).unwrap_or_default()
    }

    /// A new chat.
    pub(crate) async fn create<S: Store>(
        db: &mut Transaction<'_, S>,
        chat: Self,
    ) -> Result<ChatId, StoreError> {
        let id = ChatId(u32::try_from(db.next("chat").await?).unwrap_or(u32::MAX));
        chat.keep(db, id).await?;
        Ok(id)
    }

    /// Stores the chat, moves it in the list, and tells.
    pub(crate) async fn keep<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        id: ChatId,
    ) -> Result<(), StoreError> {
        let before: Option<Self> = db.load(&id).await?;
        let shelf = Shelf::of(db, id).await?;
        let before = before.as_ref().map(|before| (before, shelf));
        chat_list::place(db, id, before, Some((self, shelf)));
        db.save(&id, self)?;
        db.tell(Event::ChatChanged(id));
        db.tell(Event::ChatListChanged);
        Ok(())
    }

    /// The single chat with a contact, made if need be.
    pub(crate) async fn with<S: Store>(
        db: &mut Transaction<'_, S>,
        contact_id: ContactId,
        request: bool,
        time: i64,
    ) -> Result<(ChatId, Self), StoreError> {
        let mut contact: Contact = db.load(&contact_id).await?.unwrap_or_default();
        if let Some(id) = contact.chat
            && let Some(chat) = db.load(&id).await?
        {
            return Ok((id, chat));
        }
        let chat =
            Self { contact: Some(contact_id), request, time, listed: !contact.blocked, ..Self::default() };
        let id = Self::create(db, chat.clone()).await?;
        contact.chat = Some(id);
        db.save(&contact_id, &contact)?;
        Ok((id, chat))
    }

    /// The group or channel of this ID.
    pub(crate) async fn by_group<S: Store>(
        db: &Reader<'_, S>,
        group: &str,
    ) -> Result<Option<(ChatId, Self)>, StoreError> {
        let Some(bytes) = db.bytes(Table::ChatsByGroup, group.as_bytes()).await? else { return Ok(None) };
        let Some(id) = crate::db::tail_u32(&bytes).map(ChatId) else { return Ok(None) };
        Ok(db.load(&id).await?.map(|chat| (id, chat)))
    }

    /// Makes a group or channel of this ID.
    pub(crate) async fn create_group<S: Store>(
        db: &mut Transaction<'_, S>,
        group: &str,
        chat: Self,
    ) -> Result<(ChatId, Self), StoreError> {
        let chat = Self { group: group.to_owned(), ..chat };
        let id = Self::create(db, chat.clone()).await?;
        db.put(Table::ChatsByGroup, group.as_bytes().to_vec(), id.bytes());
        Ok((id, chat))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use estuary_api::FileKind;

    #[test]
    fn chats_of_the_older_version_are_read() {
        let chat = Chat {
            name: "Tides".into(),
            thread: vec!["a@b".into()],
            draft: "to be".into(),
            avatar_sent: Some(7),
            ..Chat::default()
        };
        let whole = postcard::to_stdvec(&chat).unwrap();
        let old = whole.strip_suffix(&[0, 0]).unwrap();
        assert_eq!(Chat::upgrade(1, old), Some(chat));
        assert_eq!(Chat::upgrade(1, &[1]), None);
        assert_eq!(Chat::upgrade(9, old), None);
    }

    #[test]
    fn what_is_written_now_is_read() {
        let media = Media::new(FileKind::Voice);
        let chat = Chat { draft_file: Some(FileLine { name: "a.ogg".into(), media }), ..Chat::default() };
        let bytes = postcard::to_stdvec(&chat).unwrap();
        assert_eq!(crate::db::decode::<Chat>(&[&[Chat::VERSION], &bytes[..]].concat()), Ok(chat));
    }
}
