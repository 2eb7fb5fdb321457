//! The part of a chat that is loaded: what is on the screen and a margin on both sides, never all of it.

use estuary_api::{MessageId, MessagePage, MessageRow};
use std::sync::Arc;

/// Messages loaded at the most.
pub(super) const MOST: usize = 240;

/// Consecutive messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    rows: Vec<Arc<MessageRow>>,
    /// There are older ones.
    pub(super) older: bool,
    /// There are newer ones: the end of the chat is not loaded.
    pub(super) newer: bool,
}

impl Window {
    /// The end of a chat.
    pub(super) fn of_end(page: MessagePage) -> Self {
        Self { rows: shared(page.rows), older: page.more, newer: false }
    }

    /// Messages around one.
    pub(super) fn around(page: MessagePage) -> Self {
        Self { newer: page.newer, older: page.more, rows: shared(page.rows) }
    }

    /// Takes older messages in, and lets the newest go where there are too many.
    pub(super) fn prepend(&mut self, page: MessagePage) {
        let rows = shared(page.rows);
        self.older = page.more;
        self.rows.splice(0..0, rows);
        if self.rows.len() > MOST {
            self.rows.truncate(MOST);
            self.newer = true;
        }
    }

    /// Takes in what follows the last message of a window around it.
    pub(super) fn append(&mut self, next: Self) {
        let last = self.last();
        let at = next.rows.iter().position(|row| Some(row.id) == last).map_or(0, |at| at + 1);
        self.rows.extend(next.rows.into_iter().skip(at));
        self.newer = next.newer;
        if let Some(surplus @ 1..) = self.rows.len().checked_sub(MOST) {
            self.rows.drain(..surplus);
            self.older = true;
        }
    }

    pub(super) fn rows(&self) -> &[Arc<MessageRow>] {
        &self.rows
    }

    pub(super) fn row(&self, id: MessageId) -> Option<&Arc<MessageRow>> {
        self.rows.iter().find(|row| row.id == id)
    }

    pub(super) fn first(&self) -> Option<MessageId> {
        self.rows.first().map(|row| row.id)
    }

    pub(super) fn last(&self) -> Option<MessageId> {
        self.rows.last().map(|row| row.id)
    }

    /// The message in the middle.
    pub(super) fn middle(&self) -> Option<MessageId> {
        self.rows.get(self.rows.len() / 2).map(|row| row.id)
    }
}

fn shared(rows: Vec<MessageRow>) -> Vec<Arc<MessageRow>> {
    rows.into_iter().map(Arc::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::own_message;

    fn page(ids: std::ops::Range<u64>, newer: bool) -> MessagePage {
        MessagePage { rows: ids.map(|id| own_message(id, 0)).collect(), more: true, newer }
    }

    #[test]
    fn it_moves_through_a_long_chat_without_growing() {
        let mut window = Window::of_end(page(800..1000, false));
        window.prepend(page(740..800, true));
        assert_eq!((window.first(), window.last()), (Some(MessageId(740)), Some(MessageId(979))));
        assert!(window.older && window.newer);
        window.append(Window::around(page(919..1000, false)));
        assert_eq!((window.first(), window.last()), (Some(MessageId(760)), Some(MessageId(999))));
        assert!(window.older && !window.newer);
    }
}
