//! What a page shows and keeps up with. It is given whole once, and from then on as what differs.

use crate::{ChatId, ChatListPage, ChatRow, ChatView, MessageId, MessagePage, MessageRow};
use serde::{Deserialize, Serialize};

/// Chosen by a page for as long as it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageId(pub [u8; 16]);

/// See [`crate::Command::Watch`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Who watches. A page watches one pane of each kind: the next question about one takes the place of the last.
    pub page: PageId,
    /// What.
    pub pane: Pane,
    /// What the page has of that kind, see [`Change::number`].
    pub have: Option<u64>,
}

/// A part of a view, as large as a screen and its margins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pane {
    /// Chats, newest first.
    Chats {
        /// Which.
        which: WhichChats,
        /// How many rows to skip.
        offset: u32,
        /// How many rows at the most.
        limit: u32,
    },
    /// Head and state of a chat.
    Chat(ChatId),
    /// Messages of a chat, oldest first.
    Messages {
        /// The chat.
        chat: ChatId,
        /// Which.
        span: Span,
    },
}

/// See [`Pane::Chats`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichChats {
    /// Those of the list.
    Listed {
        /// Only those whose name contains this text; empty for all.
        query: String,
        /// Only those with something not seen.
        unread: bool,
    },
    /// Those moved out of the list.
    Archived,
}

/// See [`Pane::Messages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// So many of the newest.
    End {
        /// At the most.
        limit: u32,
    },
    /// One, with so many before it and after it.
    Around {
        /// The one.
        message: MessageId,
        /// At the most, on each side.
        limit: u32,
    },
}

/// What a page is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What the page has with it. No other has this number, whoever leads.
    pub number: u64,
    /// The [`Difference`] to what the page had, as [`crate::wire::encode`] writes it: tabs that pass it on need not read it.
    pub difference: Vec<u8>,
}

/// See [`Change`]; of the kind of the [`Pane`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is described by the pane")]
pub enum Difference {
    Chats(ChatListPage<Parts<ChatRow>>),
    Chat(Box<ChatView>),
    Messages(MessagePage<Parts<MessageRow>>),
}

/// Rows in their order: those that are as they were are named by their places before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts<R>(Vec<Part<R>>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Part<R> {
    /// So many from this place on.
    Kept { from: u32, count: u32 },
    /// A new or changed one.
    Row(R),
}

impl<R: Clone + PartialEq> Parts<R> {
    /// `after`, for somebody who has `before`.
    pub fn between(before: &[R], after: &[R]) -> Self {
        let mut parts = Vec::new();
        // Most follow in the order of before; those that do not are looked for.
        let mut next = 0;
        for row in after {
            let place = match before.get(next) {
                Some(same) if same == row => Some(next),
                _ => before.iter().position(|other| other == row),
            };
            match (place, parts.last_mut()) {
                (Some(place), Some(Part::Kept { count, .. })) if place == next => *count += 1,
                (Some(place), _) => parts.push(Part::Kept { from: place as u32, count: 1 }),
                (None, _) => parts.push(Part::Row(row.clone())),
            }
            // What takes the place of another one is often that one, changed.
            next = place.unwrap_or(next) + 1;
        }
        Self(parts)
    }
}

impl<R> Parts<R> {
    /// How many rows are new or changed.
    pub fn rows(&self) -> usize {
        self.0.iter().filter(|part| matches!(part, Part::Row(_))).count()
    }

    /// The rows now, each held by `hold`; `None` where they do not fit to what was `before`.
    pub fn after<H: Clone>(self, before: &[H], hold: impl Fn(R) -> H) -> Option<Vec<H>> {
        let mut rows = Vec::new();
        for part in self.0 {
            match part {
                Part::Kept { from, count } => {
                    let end = (from as usize).checked_add(count as usize)?;
                    rows.extend_from_slice(before.get(from as usize..end)?);
                }
                Part::Row(row) => rows.push(hold(row)),
            }
        }
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire;
    use rand::{Rng, SeedableRng as _, rngs::StdRng, seq::SliceRandom as _};

    /// A row: which one, and in which state.
    type Row = (u8, u8);

    fn between(before: &[Row], after: &[Row]) -> Parts<Row> {
        let parts = Parts::between(before, after);
        let sent = wire::decode::<Parts<Row>>(&wire::encode(&parts).unwrap()).unwrap();
        assert_eq!(sent.after(before, |row| row).as_deref(), Some(after));
        parts
    }

    fn change(rng: &mut StdRng, rows: &mut Vec<Row>) {
        let at = rng.gen_range(0..=rows.len());
        match rng.gen_range(0..7) {
            0 => rows.insert(at, (rng.r#gen(), 0)),
            1 if at < rows.len() => drop(rows.remove(at)),
            2 if at < rows.len() => rows[at].1 = rows[at].1.wrapping_add(1),
            3 if at < rows.len() => {
                let row = rows.remove(at);
                rows.insert(rng.gen_range(0..=rows.len()), row);
            }
            4 => rows.truncate(at),
            5 => rows.extend((0..rng.gen_range(0..20)).map(|_| (rng.r#gen(), 0))),
            6 => rows.shuffle(rng),
            _ => {}
        }
    }

    #[test]
    fn what_is_put_together_is_what_there_is() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut rows = Vec::new();
        for _ in 0..5_000 {
            let before = rows.clone();
            (0..rng.gen_range(0..4)).for_each(|_| change(&mut rng, &mut rows));
            let known = |row: &Row| before.contains(row);
            assert_eq!(between(&before, &rows).rows(), rows.iter().filter(|row| !known(row)).count());
        }
    }

    #[test]
    fn a_change_is_as_small_as_it_can_be() {
        let rows: Vec<Row> = (0..50).map(|id| (id, 0)).collect();
        let kept = |from, count| Part::Kept { from, count };
        let next = [&rows[1..], &[(50, 0)]].concat();
        assert_eq!(between(&rows, &next).0, [kept(1, 49), Part::Row((50, 0))]);
        let mut read = rows.clone();
        read[20].1 = 1;
        assert_eq!(between(&rows, &read).0, [kept(0, 20), Part::Row((20, 1)), kept(21, 29)]);
        let up = [&[(30, 1)], &rows[..30], &rows[31..]].concat();
        assert_eq!(between(&rows, &up).0, [Part::Row((30, 1)), kept(0, 30), kept(31, 19)]);
        assert_eq!(between(&rows, &rows).0, [kept(0, 50)]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let of = |from, count| Parts::<Row>(vec![Part::Kept { from, count }]).after(&[(0, 0); 3], |row| row);
        assert!(of(0, 3).is_some() && of(3, 0).is_some());
        assert_eq!((of(1, 3), of(4, 0), of(u32::MAX, u32::MAX), of(0, u32::MAX)), (None, None, None, None));
    }
}
