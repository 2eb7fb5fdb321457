//! The messages of a chat in the order of display, and how many of them are unseen.

use super::{Chat, Marks, Media, Message, Postponed, Reaction, State, Trace};
use crate::{
    apps,
    db::{Key, Reader, Transaction, head_u32, tail_u64},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, Event, MessageId};
use std::collections::BTreeSet;

impl Message {
    /// Adds a message to its chat and finds its place: by its time, but never above what was already seen.
    pub(crate) async fn insert<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        chat: &mut Chat,
    ) -> Result<MessageId, StoreError> {
        let id = MessageId(db.next("message").await?);
        self.insert_as(db, id, chat).await?;
        Ok(id)
    }

    /// The same for a message that has a number already.
    pub(crate) async fn insert_as<S: Store>(
        mut self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        let newest = match &chat.last {
            Some(last) => db.load::<Self>(last).await?.map(|message| message.sort),
            None => None,
        };
        let own = self.from.is_none();
        let floor = if own { newest.unwrap_or(i64::MIN) } else { chat.seen_until };
        self.sort = self.time.max(floor);
        if newest.is_none_or(|sort| self.sort >= sort) {
            chat.last = Some(id);
        }
        chat.time = chat.time.max(self.sort);
        chat.listed = true;
        if own {
            chat.seen_until = chat.seen_until.max(self.sort);
        }
        let key = (self.chat, self.sort, id).bytes();
        if self.state == State::Fresh {
            db.put(Table::Unseen, key.clone(), Vec::new());
            chat.unread += 1;
        }
        db.put(Table::MessagesByChat, key, Vec::new());
        if !self.rfc_id.is_empty() {
            Trace::Message(id).keep(db, &self.rfc_id)?;
        }
        db.save(&id, &self)?;
        chat.keep(db, self.chat).await
    }

    /// As [`Message::insert`]; the message with its place.
    pub(crate) async fn place<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        chat: &mut Chat,
    ) -> Result<(MessageId, Self), StoreError> {
        let id = self.clone().insert(db, chat).await?;
        Ok((id, db.load(&id).await?.unwrap_or(self)))
    }

    /// Stores a changed message at its old place, and tells.
    pub(crate) fn keep<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
    ) -> Result<(), StoreError> {
        db.tell(Event::ChatChanged(self.chat));
        db.tell(Event::ChatListChanged);
        db.save(&id, self)
    }

    /// Takes a message out of its chat; its Message-ID stays known.
    pub(crate) async fn delete<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
    ) -> Result<(), StoreError> {
        let key = (self.chat, self.sort, id).bytes();
        db.remove(Table::MessagesByChat, key.clone());
        db.remove(Table::Unseen, key);
        db.remove(Table::Messages, id.bytes());
        db.remove(Table::Blobs, id.bytes());
        Media::forget(db, id, &self).await?;
        apps::gone(db, id).await?;
        db.remove(Table::Htmls, id.bytes());
        db.remove(Table::Origins, id.bytes());
        Marks::default().keep(db, id, &self).await?;
        for (key, _) in
            db.scan(Table::Readers, KeyRange::prefix(&id.bytes()), Order::Ascending, usize::MAX).await?
        {
            db.remove(Table::Readers, key);
        }
        if !self.rfc_id.is_empty() {
            Reaction::forget(db, &self.rfc_id).await?;
            Postponed::give_up(db, &self).await?;
            Trace::Gone.keep(db, &self.rfc_id)?;
        }
        if let Some(mut chat) = db.load::<Chat>(&self.chat).await? {
            if self.state == State::Fresh {
                chat.unread = chat.unread.saturating_sub(1);
            }
            if chat.last == Some(id) {
                chat.last = newest(db, self.chat).await?.map(|(_, id)| id);
            }
            if chat.draft_quote == Some(id) {
                chat.draft_quote = None;
            }
            chat.keep(db, self.chat).await?;
        }
        Ok(())
    }

    /// The unseen messages of a chat up to `until`, oldest first.
    pub(crate) async fn unseen<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
        until: Option<(i64, MessageId)>,
        limit: usize,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut range = KeyRange::prefix(&chat.bytes());
        if let Some((sort, id)) = until {
            range.end = Some((chat, sort, MessageId(id.0 + 1)).bytes());
        }
        ids(db, Table::Unseen, range, Order::Ascending, limit).await
    }

    /// The messages of a chat before a place, newest first.
    pub(crate) async fn before<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
        place: Option<(i64, MessageId)>,
        limit: usize,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut range = KeyRange::prefix(&chat.bytes());
        if let Some((sort, id)) = place {
            range.end = Some((chat, sort, id).bytes());
        }
        ids(db, Table::MessagesByChat, range, Order::Descending, limit).await
    }

    /// The messages of a chat after a place, oldest first.
    pub(crate) async fn after<S: Store>(
        db: &Reader<'_, S>,
        chat: ChatId,
        (sort, id): (i64, MessageId),
        limit: usize,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut range = KeyRange::prefix(&chat.bytes());
        range.start = (chat, sort, MessageId(id.0 + 1)).bytes();
        ids(db, Table::MessagesByChat, range, Order::Ascending, limit).await
    }

    /// The chats in which something was not seen.
    pub(crate) async fn chats_unseen<S: Store>(db: &Reader<'_, S>) -> Result<BTreeSet<ChatId>, StoreError> {
        let rows = db.scan(Table::Unseen, KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.iter().filter_map(|(key, _)| head_u32(key)).map(ChatId).collect())
    }

    /// Marks as seen; the caller keeps the chat.
    pub(crate) fn see<S: Store>(
        &mut self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        if self.state == State::Fresh {
            self.state = State::Seen;
            chat.unread = chat.unread.saturating_sub(1);
            db.remove(Table::Unseen, (self.chat, self.sort, id).bytes());
            db.save(&id, self)?;
        }
        chat.seen_until = chat.seen_until.max(self.sort);
        Ok(())
    }

    /// Marks a message that was seen as not seen; the caller keeps the chat. Its sender was told already.
    pub(crate) fn unsee<S: Store>(
        mut self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        if self.state == State::Fresh {
            return Ok(());
        }
        self.state = State::Fresh;
        self.wants_receipt = false;
        chat.unread += 1;
        db.put(Table::Unseen, (self.chat, self.sort, id).bytes(), Vec::new());
        db.save(&id, &self)
    }
}

async fn newest<S: Store>(db: &Reader<'_, S>, chat: ChatId) -> Result<Option<(i64, MessageId)>, StoreError> {
    let range = KeyRange::prefix(&chat.bytes());
    let Some(id) = ids(db, Table::MessagesByChat, range, Order::Descending, 1).await?.pop() else {
        return Ok(None);
    };
    Ok(db.load::<Message>(&id).await?.map(|message| (message.sort, id)))
}

async fn ids<S: Store>(
    db: &Reader<'_, S>,
    table: Table,
    range: KeyRange,
    order: Order,
    limit: usize,
) -> Result<Vec<MessageId>, StoreError> {
    let rows = db.scan(table, range, order, limit).await?;
    Ok(rows.iter().filter_map(|(key, _)| tail_u64(key)).map(MessageId).collect())
}
