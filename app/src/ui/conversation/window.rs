//! The part of a chat that is loaded, and the part of that which the page holds: what is on the screen and a margin on
//! both sides. The page follows in small steps, so that none of its frames takes long.

use estuary_api::{MessageId, MessagePage, MessageRow, Parts, Span};
use std::{ops::Range, sync::Arc};

/// Messages loaded at the most, or one more.
const MOST: usize = 240;
/// Messages loaded beside others at once.
pub(super) const PAGE: usize = 60;
/// Messages of which the page never takes more at once, however many are new. A large screen of short ones and its margins
/// are fewer.
const HELD: usize = 120;
/// Messages by which the page grows in one frame.
pub(super) const STEP: usize = 2;
/// The same while an end of them is in sight.
pub(super) const LEAP: usize = 3;
/// Messages of which it lets go at once.
pub(super) const RELEASED: usize = 6;
/// With fewer loaded messages in wait it is time to ask for more.
const RESERVE: usize = 60;

/// Consecutive messages, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    loaded: Vec<Arc<MessageRow>>,
    /// Those of them that the page holds.
    held: Range<usize>,
    /// There are older ones than those loaded.
    older: bool,
    /// There are newer ones than those loaded.
    newer: bool,
}

/// Messages as they are loaded.
pub(super) type Page = MessagePage<Vec<Arc<MessageRow>>>;

impl Window {
    /// A page that differs in this from what is loaded; `None` where it does not fit to that.
    pub(super) fn changed(&self, page: MessagePage<Parts<MessageRow>>) -> Option<Page> {
        let MessagePage { rows, more, newer } = page;
        Some(MessagePage { rows: rows.after(&self.loaded, Arc::new)?, more, newer })
    }

    /// The messages of a span, of which the page holds so many: those at its end, or around its message.
    pub(super) fn of(span: Span, page: Page, screen: usize) -> Self {
        let MessagePage { rows: loaded, more: older, newer } = page;
        let held = match span {
            Span::End { .. } => loaded.len().saturating_sub(screen)..loaded.len(),
            Span::Around { message, .. } => {
                let at = loaded.iter().position(|row| row.id == message).unwrap_or_default();
                at.saturating_sub(screen / 2)..loaded.len().min(at + screen)
            }
        };
        Self { loaded, held, older, newer }
    }

    /// In the place of this one, with what it holds as far as that is still there. With `follow` also what came after it.
    pub(super) fn renewed(&self, next: Self, follow: bool) -> Self {
        let place = |id: MessageId| next.loaded.iter().position(|row| row.id == id);
        let mut held = self.rows().iter().filter_map(|row| place(row.id));
        let Some(start) = held.next() else { return next };
        let end = held.next_back().unwrap_or(start) + 1;
        let was_end = self.held.end == self.loaded.len() && !self.newer;
        let end = match was_end {
            true if follow => next.loaded.len(),
            true => next.loaded.len().min(end.max(start + HELD)),
            false => end,
        };
        Self { held: start.max(end.saturating_sub(HELD))..end, ..next }
    }

    /// What is to be loaded in the place of a span, if that is something else: the page moves through it, and there is always
    /// enough in wait. As far as it goes that is the end of the chat, where new messages come in by themselves.
    pub(super) fn next(&self, span: Span) -> Option<Span> {
        let lacks_older = self.older && self.held.start < RESERVE;
        let lacks_newer = self.newer && self.loaded.len() - self.held.end < RESERVE;
        let limit = self.loaded.len() + if lacks_older { PAGE } else { 0 };
        let next = match span {
            Span::End { .. } if !self.newer && !lacks_older => None,
            _ if !self.newer && (limit <= MOST || !lacks_older) => {
                Some(Span::End { limit: limit.clamp(PAGE, MOST) as u32 })
            }
            _ if !lacks_older && !lacks_newer => None,
            _ => {
                let middle = self.rows().get(self.rows().len() / 2)?;
                Some(Span::Around { message: middle.id, limit: (MOST / 2) as u32 })
            }
        };
        next.filter(|next| *next != span)
    }

    /// Lets the page hold so many more of the older messages loaded, and with `release` some less of the newer ones.
    pub(super) fn step_back(&mut self, count: usize, release: bool) {
        self.held.start = self.held.start.saturating_sub(count);
        if release {
            self.held.end -= RELEASED.min(self.held.len());
        }
    }

    /// Lets the page hold so many more of the newer messages loaded, and with `release` some less of the older ones.
    pub(super) fn step_on(&mut self, count: usize, release: bool) {
        self.held.end = self.loaded.len().min(self.held.end + count);
        if release {
            self.held.start += RELEASED.min(self.held.len());
        }
    }

    /// Holds so many messages at the end of the chat, if that is loaded.
    pub(super) fn go_to_end(&mut self, screen: usize) -> bool {
        if !self.newer {
            self.held = self.loaded.len().saturating_sub(screen)..self.loaded.len();
        }
        !self.newer
    }

    /// What the page holds.
    pub(super) fn rows(&self) -> &[Arc<MessageRow>] {
        self.loaded.get(self.held.clone()).unwrap_or_default()
    }

    /// The message before those, if it is loaded.
    pub(super) fn before(&self) -> Option<&MessageRow> {
        self.held.start.checked_sub(1).and_then(|at| self.loaded.get(at)).map(|row| &**row)
    }

    /// One of the messages the page holds.
    pub(super) fn row(&self, id: MessageId) -> Option<&Arc<MessageRow>> {
        self.rows().iter().find(|row| row.id == id)
    }

    /// Whether there are newer messages than those the page holds.
    pub(super) fn has_newer(&self) -> bool {
        self.newer || self.held.end < self.loaded.len()
    }

    /// Whether older messages are loaded that the page does not hold.
    pub(super) fn can_step_back(&self) -> bool {
        self.held.start > 0
    }

    /// Whether newer messages are loaded that the page does not hold.
    pub(super) fn can_step_on(&self) -> bool {
        self.held.end < self.loaded.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::own_message;

    const END: Span = Span::End { limit: 60 };
    const SCREEN: usize = 12;

    fn of(span: Span, page: Page) -> Window {
        Window::of(span, page, SCREEN)
    }

    fn page(ids: Range<u64>, newer: bool) -> Page {
        MessagePage { rows: ids.map(|id| Arc::new(own_message(id, 0))).collect(), more: true, newer }
    }

    fn around(message: u64, limit: u32) -> Span {
        Span::Around { message: MessageId(message), limit }
    }

    /// What there is of a span in a chat of a thousand messages.
    fn read(span: Span) -> Window {
        let (ids, newer) = match span {
            Span::End { limit } => (1000 - u64::from(limit).min(1000)..1000, false),
            Span::Around { message: MessageId(id), limit } => {
                let (from, to) = (id.saturating_sub(limit.into()), id + u64::from(limit) + 1);
                (from..to.min(1000), to < 1000)
            }
        };
        let more = ids.start > 0;
        of(span, Page { more, ..page(ids, newer) })
    }

    /// First and last of what is loaded, and of what the page holds.
    fn bounds(window: &Window) -> [u64; 4] {
        let ends = |rows: &[Arc<MessageRow>]| [rows[0].id.0, rows[rows.len() - 1].id.0];
        let ([a, b], [c, d]) = (ends(&window.loaded), ends(window.rows()));
        [a, b, c, d]
    }

    #[test]
    fn it_opens_with_a_screen_and_grows_in_steps() {
        let mut window = of(END, page(940..1000, false));
        assert_eq!(bounds(&window), [940, 999, 988, 999]);
        assert!(!window.has_newer() && window.can_step_back());
        window.step_back(STEP, false);
        assert_eq!(bounds(&window), [940, 999, 986, 999]);
        (0..60 / LEAP).for_each(|_| window.step_back(LEAP, false));
        assert_eq!(bounds(&window), [940, 999, 940, 999]);
        assert!(!window.can_step_back());
    }

    #[test]
    fn it_moves_through_a_long_chat_without_growing() {
        let (mut span, mut window) = (END, read(END));
        let mut load = |window: &mut Window| {
            for _ in 0..2 {
                span = window.next(span).unwrap_or(span);
                *window = window.renewed(read(span), false);
            }
            assert_eq!(window.next(span), None, "it is enough");
            assert!(window.loaded.len() <= MOST + 1 && window.rows().len() <= 3 * RELEASED);
            span
        };
        while window.rows()[0].id.0 > 0 {
            load(&mut window);
            assert!(window.can_step_back(), "there is always something in wait");
            window.step_back(STEP, window.rows().len() > 2 * RELEASED);
        }
        assert!(window.has_newer());
        let mut watched = END;
        while window.has_newer() {
            watched = load(&mut window);
            window.step_on(STEP, window.rows().len() > 2 * RELEASED);
        }
        assert_eq!(window.rows().last().unwrap().id.0, 999);
        assert!(matches!(watched, Span::End { .. }), "what is new comes in");
    }

    #[test]
    fn what_is_looked_at_stays_when_something_changes() {
        let mut window = of(END, page(900..1000, false));
        (0..18 / LEAP).for_each(|_| window.step_back(LEAP, false));
        let next = || of(END, page(905..1010, false));
        assert_eq!(bounds(&window.renewed(next(), true)), [905, 1009, 970, 1009], "with what is new");
        let gone = window.renewed(of(END, page(2000..2060, false)), true);
        assert_eq!(bounds(&gone), [2000, 2059, 2048, 2059], "nothing of it is left");
        let middle = of(around(450, 50), page(400..500, true));
        let again = middle.renewed(of(around(444, 50), page(395..505, true)), false);
        assert_eq!(bounds(&again)[2..], bounds(&middle)[2..]);
    }

    #[test]
    fn a_message_is_shown_with_what_is_around_it() {
        let mut window = of(around(450, 50), page(400..500, true));
        assert_eq!(bounds(&window), [400, 499, 444, 461]);
        assert!(window.has_newer());
        assert!(!window.go_to_end(SCREEN), "the end is not loaded");
    }

    #[test]
    fn short_chats_are_left_alone() {
        let short = |more| of(END, Page { more, ..page(0..20, false) });
        assert_eq!(short(false).next(Span::End { limit: 20 }), None);
        assert_eq!(short(true).next(Span::End { limit: 20 }), Some(Span::End { limit: 80 }));
        assert_eq!(short(false).next(around(7, 60)), Some(Span::End { limit: 60 }));
    }
}
