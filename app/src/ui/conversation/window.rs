//! The part of a chat that is loaded, and the part of that which the page holds: what is on the screen and a margin on
//! both sides. The page follows in small steps, so that none of its frames takes long.

use estuary_api::{MessageId, MessagePage, MessageRow};
use std::{ops::Range, sync::Arc};

/// Messages loaded at the most.
pub(super) const MOST: usize = 240;
/// Messages the page holds at first: a small screen.
const SCREEN: usize = 12;
/// Messages of which the page never takes more at once, however many are new. A large screen of short ones and its margins
/// are fewer.
const HELD: usize = 120;
/// Messages by which the page grows in one frame.
pub(super) const STEP: usize = 2;
/// The same while an end of them is in sight.
pub(super) const LEAP: usize = 6;
/// Messages of which it lets go at once.
pub(super) const RELEASED: usize = 12;
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

impl Window {
    /// The end of a chat.
    pub(super) fn of_end(page: MessagePage) -> Self {
        let loaded = shared(page.rows);
        let held = loaded.len().saturating_sub(SCREEN)..loaded.len();
        Self { loaded, held, older: page.more, newer: false }
    }

    /// Messages around one.
    pub(super) fn around(page: MessagePage, message: MessageId) -> Self {
        let loaded = shared(page.rows);
        let at = loaded.iter().position(|row| row.id == message).unwrap_or_default();
        let held = at.saturating_sub(SCREEN / 2)..loaded.len().min(at + SCREEN);
        Self { loaded, held, older: page.more, newer: page.newer }
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

    /// Takes older messages in, and lets the newest go where there are too many.
    pub(super) fn prepend(&mut self, page: MessagePage) {
        let rows = shared(page.rows);
        self.held = self.held.start + rows.len()..self.held.end + rows.len();
        self.older = page.more;
        self.loaded.splice(0..0, rows);
        if self.loaded.len() > MOST.max(self.held.end) {
            self.loaded.truncate(MOST.max(self.held.end));
            self.newer = true;
        }
    }

    /// Takes in what follows the last message, of a page around it.
    pub(super) fn append(&mut self, page: MessagePage) {
        let last = self.last();
        let at = page.rows.iter().position(|row| Some(row.id) == last).map_or(0, |at| at + 1);
        self.loaded.extend(page.rows.into_iter().skip(at).map(Arc::new));
        self.newer = page.newer;
        let surplus = self.loaded.len().saturating_sub(MOST).min(self.held.start);
        if surplus > 0 {
            self.loaded.drain(..surplus);
            self.held = self.held.start - surplus..self.held.end - surplus;
            self.older = true;
        }
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

    /// Holds the end of the chat, if that is loaded.
    pub(super) fn go_to_end(&mut self) -> bool {
        if !self.newer {
            self.held = self.loaded.len().saturating_sub(SCREEN)..self.loaded.len();
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

    /// The oldest message loaded, if older ones should be asked for.
    pub(super) fn lacks_older(&self) -> Option<MessageId> {
        self.loaded.first().filter(|_| self.older && self.held.start < RESERVE).map(|row| row.id)
    }

    /// The newest message loaded, if newer ones should be asked for.
    pub(super) fn lacks_newer(&self) -> Option<MessageId> {
        self.last().filter(|_| self.newer && self.loaded.len() - self.held.end < RESERVE)
    }

    /// How many messages are loaded.
    pub(super) fn length(&self) -> usize {
        self.loaded.len()
    }

    /// The message in the middle of what the page holds, unless the end of the chat is loaded.
    pub(super) fn middle_of_chat(&self) -> Option<MessageId> {
        self.rows().get(self.rows().len() / 2).filter(|_| self.newer).map(|row| row.id)
    }

    fn last(&self) -> Option<MessageId> {
        self.loaded.last().map(|row| row.id)
    }
}

fn shared(rows: Vec<MessageRow>) -> Vec<Arc<MessageRow>> {
    rows.into_iter().map(Arc::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::own_message;

    fn page(ids: Range<u64>, newer: bool) -> MessagePage {
        MessagePage { rows: ids.map(|id| own_message(id, 0)).collect(), more: true, newer }
    }

    /// First and last of what is loaded, and of what the page holds.
    fn bounds(window: &Window) -> [u64; 4] {
        let ends = |rows: &[Arc<MessageRow>]| [rows[0].id.0, rows[rows.len() - 1].id.0];
        let ([a, b], [c, d]) = (ends(&window.loaded), ends(window.rows()));
        [a, b, c, d]
    }

    #[test]
    fn it_opens_with_a_screen_and_grows_in_steps() {
        let mut window = Window::of_end(page(940..1000, false));
        assert_eq!(bounds(&window), [940, 999, 988, 999]);
        assert!(!window.has_newer() && window.can_step_back());
        window.step_back(STEP, false);
        assert_eq!(bounds(&window), [940, 999, 986, 999]);
        (0..10).for_each(|_| window.step_back(LEAP, false));
        assert_eq!(bounds(&window), [940, 999, 940, 999]);
        assert!(!window.can_step_back());
    }

    #[test]
    fn it_moves_through_a_long_chat_without_growing() {
        let mut window = Window::of_end(page(940..1000, false));
        while let Some(first) = window.lacks_older().filter(|first| first.0 > 0) {
            window.prepend(page(first.0.saturating_sub(60)..first.0, true));
            while window.held.start > 30 {
                window.step_back(STEP, window.rows().len() > 2 * RELEASED);
                assert!(window.rows().len() <= 3 * RELEASED && window.length() <= MOST);
            }
        }
        assert!(window.rows()[0].id.0 <= 30 && window.has_newer());
        while window.has_newer() {
            if let Some(last) = window.lacks_newer().map(|last| last.0) {
                window.append(page(last - 60..(last + 61).min(1000), last + 61 < 1000));
            }
            window.step_on(STEP, window.rows().len() > 2 * RELEASED);
            assert!(window.rows().len() <= 3 * RELEASED && window.length() <= MOST);
        }
        assert_eq!(window.rows().last().unwrap().id.0, 999);
    }

    #[test]
    fn what_is_looked_at_stays_when_it_is_asked_for_anew() {
        let mut window = Window::of_end(page(900..1000, false));
        (0..3).for_each(|_| window.step_back(LEAP, false));
        let next = || Window::of_end(page(905..1010, false));
        assert_eq!(bounds(&window.renewed(next(), true)), [905, 1009, 970, 1009], "with what is new");
        let gone = window.renewed(Window::of_end(page(2000..2060, false)), true);
        assert_eq!(bounds(&gone), [2000, 2059, 2048, 2059], "nothing of it is left");
        let middle = Window::around(page(400..500, true), MessageId(450));
        let again = middle.renewed(Window::around(page(395..505, true), MessageId(444)), false);
        assert_eq!(bounds(&again)[2..], bounds(&middle)[2..]);
    }

    #[test]
    fn a_message_is_shown_with_what_is_around_it() {
        let mut window = Window::around(page(400..500, true), MessageId(450));
        assert_eq!(bounds(&window), [400, 499, 444, 461]);
        assert!(window.has_newer() && window.middle_of_chat().is_some());
        assert!(!window.go_to_end(), "the end is not loaded");
    }
}
