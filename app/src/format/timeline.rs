//! The order of a conversation on the screen: messages, days, and where reading stopped.

use estuary_api::{ContactId, DeliveryState, MessageBody, MessageId, MessageRow};
use std::sync::Arc;

/// What stands in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Item {
    /// A new day begins: any time of it, and its number.
    Day(i64),
    /// What follows was not seen when the chat was opened.
    Unread,
    /// A message.
    Message {
        /// Which.
        id: MessageId,
        /// It does not follow another of the same sender closely.
        first: bool,
    },
}

/// Messages of one sender within this time belong together.
const CLOSE: i64 = 5 * 60 * 1000;

/// Lays out messages, of which the first follows `before`. `day` gives the number of the local day of a time.
pub(crate) fn timeline(
    before: Option<&MessageRow>,
    rows: &[Arc<MessageRow>],
    unread: Option<MessageId>,
    day: impl Fn(i64) -> i64,
) -> Vec<Item> {
    let mut items = Vec::with_capacity(rows.len() + 8);
    let mut last = before.map(|row| (row.time, Author::of(row)));
    let mut today = before.map(|row| day(row.time));
    for row in rows {
        let (author, of_row) = (Author::of(row), Some(day(row.time)));
        if today != of_row {
            today = of_row;
            items.push(Item::Day(row.time));
            last = None;
        }
        if unread == Some(row.id) {
            items.push(Item::Unread);
            last = None;
        }
        let first = last.is_none_or(|(time, by)| by != author || row.time - time > CLOSE);
        items.push(Item::Message { id: row.id, first });
        last = Some((row.time, author));
    }
    items
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Author {
    Nobody,
    Own,
    Contact(ContactId),
}

impl Author {
    fn of(row: &MessageRow) -> Self {
        match (&row.body, &row.state) {
            (MessageBody::Info(_), _) | (_, DeliveryState::Notice) => Self::Nobody,
            (MessageBody::Content { from: Some(contact), .. }, _) => Self::Contact(contact.id),
            (MessageBody::Content { from: None, .. }, _) => Self::Own,
        }
    }
}

/// An own message, for tests.
#[cfg(test)]
pub(crate) fn own_message(id: u64, time: i64) -> MessageRow {
    let body = MessageBody::Content { from: None, text: "x".into(), quote: None, attachment: None };
    MessageRow {
        id: MessageId(id),
        body,
        state: DeliveryState::Delivered,
        time,
        edited: false,
        reactions: Vec::new(),
        forwarded: false,
        saved: false,
        pinned: false,
        html: false,
        expires: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: u64, first: bool) -> Item {
        Item::Message { id: MessageId(id), first }
    }

    #[test]
    fn days_and_reading_break_groups() {
        let minute = 60_000;
        let rows = [(1, 0), (2, minute), (3, 2 * minute), (4, 90 * minute), (5, 100_000_000)]
            .map(|(id, time)| Arc::new(own_message(id, time)));
        let day = |time: i64| time / 86_400_000;
        assert_eq!(
            timeline(None, &rows, Some(MessageId(3)), day),
            [
                Item::Day(0),
                message(1, true),
                message(2, false),
                Item::Unread,
                message(3, true),
                message(4, true),
                Item::Day(100_000_000),
                message(5, true)
            ]
        );
        let part = timeline(rows.get(1).map(|row| &**row), &rows[2..4], None, day);
        assert_eq!(part, [message(3, false), message(4, true)], "where it begins changes nothing");
    }
}
