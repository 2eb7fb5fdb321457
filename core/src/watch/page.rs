//! What a pane shows.

use crate::{db::Reader, ports::Store, search::Directory, view};
use estuary_api::{
    ChatListPage, ChatRow, ChatView, Difference, MessagePage, MessageRow, Pane, Parts, Problem, Span,
};

/// What a page is given, whole.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Page {
    Chats(ChatListPage),
    Chat(Box<ChatView>),
    Messages(MessagePage),
}

impl Page {
    /// Reads what a pane shows. What `known` shows has not changed.
    pub(super) async fn read<S: Store>(
        db: &Reader<'_, S>,
        directory: &Directory,
        pane: &Pane,
        known: Option<&Self>,
    ) -> Result<Self, Problem> {
        let messages = known.map_or(&[][..], Self::messages);
        Ok(match pane {
            Pane::Chats { which, offset, limit } => {
                let known = known.map_or(&[][..], Self::chats);
                Self::Chats(view::chat_list(db, directory, which, (*offset, *limit), known).await?)
            }
            Pane::Chat(chat) => Self::Chat(Box::new(view::chat(db, *chat).await?)),
            Pane::Messages { chat, span: Span::End { limit } } => {
                Self::Messages(view::messages(db, *chat, None, *limit, messages).await?)
            }
            Pane::Messages { chat, span: Span::Around { message, limit } } => {
                Self::Messages(view::around(db, *chat, *message, *limit, messages).await?)
            }
        })
    }

    /// What differs from `before`.
    pub(super) fn since(&self, before: Option<&Self>) -> Difference {
        match self {
            Self::Chats(ChatListPage { rows, total, unread, archived }) => {
                let rows = Parts::between(before.map_or(&[], Self::chats), rows);
                Difference::Chats(ChatListPage { rows, total: *total, unread: *unread, archived: *archived })
            }
            Self::Chat(view) => Difference::Chat(view.clone()),
            Self::Messages(MessagePage { rows, more, newer }) => {
                let rows = Parts::between(before.map_or(&[], Self::messages), rows);
                Difference::Messages(MessagePage { rows, more: *more, newer: *newer })
            }
        }
    }

    fn chats(&self) -> &[ChatRow] {
        if let Self::Chats(page) = self { &page.rows } else { &[] }
    }

    fn messages(&self) -> &[MessageRow] {
        if let Self::Messages(page) = self { &page.rows } else { &[] }
    }
}
