//! How the chat list treats a chat.

use super::Chat;
use crate::{
    db::{Reader, Record, Transaction},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// Apart from the chat, so that most chats carry nothing of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shelf {
    /// At the top of the list.
    pub(crate) pinned: bool,
    /// Out of the list.
    pub(crate) archived: bool,
    /// Silent until then, Unix milliseconds; 0: not at all, `i64::MAX`: for ever.
    pub(crate) muted_until: i64,
}

impl Record for Shelf {
    type Key = ChatId;
    const TABLE: Table = Table::Shelves;
}

impl Shelf {
    /// Of a chat.
    pub(crate) async fn of<S: Store>(db: &Reader<'_, S>, chat: ChatId) -> Result<Self, StoreError> {
        Ok(db.load(&chat).await?.unwrap_or_default())
    }

    /// Stores it, and moves the chat.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        id: ChatId,
        chat: &Chat,
    ) -> Result<(), StoreError> {
        let before = Self::of(db, id).await?;
        super::chat_list::place(db, id, Some((chat, before)), Some((chat, self)));
        db.save(&id, &self)?;
        db.tell(estuary_api::Event::ChatChanged(id));
        db.tell(estuary_api::Event::ChatListChanged);
        Ok(())
    }

    /// Whether the chat is silent.
    pub(crate) fn is_muted(self, now: i64) -> bool {
        self.muted_until > now
    }

    /// The table in which the chat has its place.
    pub(super) fn table(self) -> Table {
        match self {
            Self { archived: true, .. } => Table::ChatsArchived,
            Self { pinned: true, .. } => Table::ChatsPinned,
            _ => Table::ChatsByTime,
        }
    }
}
