//! Where a chat stands in the list, how loud it is, and that it is gone.

use super::done;
use crate::{
    Engine,
    db::{Key, Transaction},
    model::{Chat, ChatKind, Contact, DraftFile, Message, Outgoing, Shelf},
    ports::{Clock, Platform, Store, StoreError},
    table::Table,
    view,
};
use estuary_api::{ChatCommand, ChatId, Event, Problem, Reply};

/// Messages deleted in one unit of work.
const BATCH: usize = 200;

/// Stands for the chat with oneself where groups have their ID.
const SAVED: &str = "s/";

impl<P: Platform> Engine<P> {
    /// Answers those commands of chats that concern only the list and this device.
    pub(super) async fn shelf(&self, command: ChatCommand) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        match command {
            ChatCommand::Mute { chat, until } => {
                self.put_on_shelf(chat, |shelf| shelf.muted_until = until.max(0)).await.map(done)
            }
            // A chat stands at one place only.
            ChatCommand::Archive { chat, archived } => self
                .put_on_shelf(chat, |shelf| {
                    shelf.archived = archived;
                    shelf.pinned &= !archived;
                })
                .await
                .map(done),
            ChatCommand::Pin { chat, pinned } => self
                .put_on_shelf(chat, |shelf| {
                    shelf.pinned = pinned;
                    shelf.archived &= !pinned;
                })
                .await
                .map(done),
            ChatCommand::MarkAllSeen(Some(chat)) => self.mark_all_seen(chat).await.map(done),
            ChatCommand::MarkAllSeen(None) => {
                for chat in Message::chats_unseen(&db).await? {
                    self.mark_all_seen(chat).await?;
                }
                Ok(Reply::Done)
            }
            ChatCommand::MarkUnseen(chat) => self.mark_unseen(chat).await.map(done),
            ChatCommand::Delete(chat) => self.delete_chat(chat).await.map(done),
            ChatCommand::Saved => {
                let chat = self.saved().await?;
                view::chat(&db, chat).await.map(Reply::Chat)
            }
            _ => Err(view::not_found("command")),
        }
    }

    async fn put_on_shelf(&self, id: ChatId, change: impl FnOnce(&mut Shelf)) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        let mut shelf = Shelf::of(&work, id).await?;
        change(&mut shelf);
        shelf.keep(&mut work, id, &chat).await?;
        self.commit(work).await
    }

    /// The chat with oneself, made if need be.
    pub(super) async fn saved(&self) -> Result<ChatId, Problem> {
        self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let (id, mut chat) = match Chat::by_group(&work, SAVED).await? {
            Some(known) => known,
            None => {
                let time = self.platform.clock().now();
                let chat = Chat { kind: ChatKind::Saved, time, ..Chat::default() };
                Chat::create_group(&mut work, SAVED, chat).await?
            }
        };
        if !chat.listed {
            chat.listed = true;
            chat.keep(&mut work, id).await?;
        }
        self.commit(work).await?;
        Ok(id)
    }

    /// Takes the chat out of the list at once, then its messages, then what is left of it. Whoever repeats it goes on
    /// where it stopped.
    async fn delete_chat(&self, id: ChatId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let Some(mut chat) = work.load::<Chat>(&id).await? else { return Ok(()) };
        chat.listed = false;
        chat.keep(&mut work, id).await?;
        self.commit(work).await?;
        loop {
            let mut work = self.db.begin(self.platform.store()).await;
            let messages = Message::before(&work, id, None, BATCH).await?;
            if messages.is_empty() {
                forget(&mut work, id).await?;
                work.strict();
                return self.commit(work).await;
            }
            for message_id in messages {
                let Some(message) = work.load::<Message>(&message_id).await? else { continue };
                Outgoing::cancel(&mut work, message_id).await?;
                message.delete(&mut work, message_id).await?;
            }
            self.commit(work).await?;
        }
    }
}

/// Removes an empty chat and what belongs to it. The people stay.
async fn forget<S: Store>(work: &mut Transaction<'_, S>, id: ChatId) -> Result<(), StoreError> {
    for (at, _) in DraftFile::all(work, id).await? {
        DraftFile::forget(work, at).await?;
    }
    let Some(chat) = work.load::<Chat>(&id).await? else { return Ok(()) };
    if let Some(contact_id) = chat.contact
        && let Some(mut contact) = work.load::<Contact>(&contact_id).await?
    {
        contact.chat = None;
        work.save(&contact_id, &contact)?;
    }
    if !chat.group.is_empty() {
        work.remove(Table::ChatsByGroup, chat.group.into_bytes());
    }
    for table in [Table::Chats, Table::Shelves, Table::Timers, Table::Groups, Table::Pictures] {
        work.remove(table, id.bytes());
    }
    work.tell(Event::ChatListChanged);
    Ok(())
}
