//! The part of the list that is loaded, and the part of that which the page holds: what can be seen and a margin on both
//! sides. The page follows in small steps, so that none of its frames takes long.

use estuary_api::{ChatId, ChatKind, ChatListPage, ChatRow, Parts};
use std::{ops::Range, sync::Arc};

/// Rows loaded before the first one that can be seen, and after the last one.
const RESERVE: u32 = 40;
/// The loaded part moves by so many rows.
const STRIDE: u32 = 20;
/// Rows held before the first one that can be seen, and after the last one.
const MARGIN: u32 = 10;
/// Rows by which the page grows in one frame, and by which it moves: a frame in which anything changes costs more than a
/// few rows do.
const STEP: u32 = 5;
/// Rows asked for at first: a small screen.
const FIRST: u32 = 16;

/// Places in the whole list.
pub(super) type Places = Range<u32>;

/// Rows as they are loaded.
type Page = ChatListPage<Vec<Arc<ChatRow>>>;

/// What is asked for at first.
pub(super) const BEGINNING: Places = 0..FIRST;

/// What is to be loaded around rows that can be seen.
pub(super) fn reserve(seen: &Places) -> Places {
    let start = seen.start.saturating_sub(RESERVE) / STRIDE * STRIDE;
    start..seen.end.saturating_add(RESERVE).div_ceil(STRIDE).saturating_mul(STRIDE)
}

/// Consecutive rows of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// Length of the whole list.
    pub(super) total: u32,
    /// Place of the first row that is loaded.
    offset: u32,
    loaded: Vec<Arc<ChatRow>>,
    /// Places of those that the page holds.
    held: Places,
}

impl Window {
    /// A page that differs in this from what is loaded; `None` where it does not fit to that.
    pub(super) fn changed(&self, page: ChatListPage<Parts<ChatRow>>) -> Option<Page> {
        let ChatListPage { rows, total, unread, archived } = page;
        let rows = rows.after(&self.loaded, Arc::new)?;
        Some(ChatListPage { rows, total, unread, archived })
    }

    /// In the place of this one, rows from this place on; holds what is seen of it, and of what was held before.
    pub(super) fn renewed(&self, offset: u32, page: Page, seen: &Places) -> Self {
        let mut next = Self { total: page.total, offset, loaded: page.rows, held: self.held.clone() };
        next.held = next.next(seen).unwrap_or(next.held);
        next
    }

    /// What the page is to hold next, if that is something else: what can be seen at once, what is around it in steps.
    pub(super) fn next(&self, seen: &Places) -> Option<Places> {
        let (here, seen) = (within(&self.held, &self.places()), within(seen, &self.places()));
        let next = if here.is_empty() || here.end < seen.start || seen.end < here.start {
            seen
        } else {
            // Both ends move at the same time, so that rows that go can be used again.
            let (from, length) = (seen.start / STEP * STEP, seen.end - seen.start);
            let end = from.saturating_add(length + STEP + MARGIN);
            let around = within(&(from.saturating_sub(MARGIN)..end), &self.places());
            let (start, end) = (here.start.saturating_sub(STEP), here.end.saturating_add(STEP));
            around.start.max(start).min(seen.start)..around.end.min(end).max(seen.end)
        };
        (next != self.held).then_some(next)
    }

    /// Has the page hold these.
    pub(super) fn hold(&mut self, places: Places) {
        self.held = within(&places, &self.places());
    }

    /// What the page holds.
    pub(super) fn rows(&self) -> &[Arc<ChatRow>] {
        let at = |place: u32| place.saturating_sub(self.offset) as usize;
        self.loaded.get(at(self.held.start)..at(self.held.end)).unwrap_or_default()
    }

    /// A row that the page holds, and its place in the whole list.
    pub(super) fn find(&self, chat: ChatId) -> Option<(u32, &Arc<ChatRow>)> {
        (self.held.start..).zip(self.rows()).find(|(_, row)| row.id == chat)
    }

    /// Rows of the list before those the page holds.
    pub(super) fn before(&self) -> u32 {
        self.held.start.min(self.total)
    }

    /// Rows of the list after those the page holds.
    pub(super) fn after(&self) -> u32 {
        self.total.saturating_sub(self.held.end)
    }

    /// Whether there is more in the list than what the app itself says.
    pub(super) fn has_people(&self) -> bool {
        self.total as usize > self.loaded.len() || self.loaded.iter().any(|row| row.kind != ChatKind::Device)
    }

    /// The chat at this place, if the page holds it.
    pub(super) fn at(&self, place: u32) -> Option<ChatId> {
        self.rows().get(place.checked_sub(self.held.start)? as usize).map(|row| row.id)
    }

    /// The row at this place, or the nearest to it that the page holds.
    pub(super) fn nearest(&self, place: u32) -> Option<ChatId> {
        let at = place.saturating_sub(self.held.start) as usize;
        self.rows().get(at).or(self.rows().last()).map(|row| row.id)
    }

    fn places(&self) -> Places {
        self.offset..self.offset + self.loaded.len() as u32
    }
}

/// Those of the places that are within the bounds, which an empty range is, too.
fn within(places: &Places, bounds: &Places) -> Places {
    let start = places.start.clamp(bounds.start, bounds.end);
    start..places.end.clamp(start, bounds.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_chat(id: u32) -> ChatRow {
        ChatRow {
            id: ChatId(id),
            kind: ChatKind::Group,
            name: String::new(),
            avatar: None,
            color: 0,
            verified: false,
            last_seen: 0,
            request: false,
            left: false,
            draft: None,
            last: None,
            unread: 0,
            time: 0,
            pinned: false,
            archived: false,
            muted_until: 0,
        }
    }

    fn page(places: Places, total: u32) -> Page {
        let rows = places.filter(|place| *place < total).map(a_chat).map(Arc::new).collect();
        ChatListPage { rows, total, unread: 0, archived: 0 }
    }

    fn window(loaded: Places, seen: Places) -> Window {
        Window::default().renewed(loaded.start, page(loaded, 1000), &seen)
    }

    fn step(window: &mut Window, seen: &Places) -> bool {
        window.next(seen).map(|next| window.hold(next)).is_some()
    }

    /// Loads what is to be loaded around what can be seen.
    fn load(window: &mut Window, seen: &Places) {
        let wanted = reserve(seen);
        *window = window.renewed(wanted.start, page(wanted, 1000), seen);
    }

    #[test]
    fn it_opens_with_a_screen_and_grows_in_steps() {
        let mut window = window(BEGINNING, 0..12);
        assert_eq!((window.rows().len(), window.before(), window.after()), (12, 0, 988));
        load(&mut window, &(0..12));
        assert_eq!(window.rows().len(), 17);
        while step(&mut window, &(0..12)) {}
        assert_eq!(window.rows().len(), 27);
    }

    #[test]
    fn it_moves_through_a_long_list_without_growing() {
        let mut window = window(0..60, 0..12);
        for first in (0..988).chain((0..988).rev()) {
            let seen = first..first + 12;
            load(&mut window, &seen);
            step(&mut window, &seen);
            let shown: Vec<_> = window.rows().iter().map(|row| row.id.0).collect();
            assert!(shown.len() <= 37 && window.loaded.len() <= 140);
            assert!(seen.clone().all(|place| shown.contains(&place)), "{seen:?} of {shown:?}");
            assert_eq!(window.find(ChatId(first)).map(|(place, _)| place), Some(first));
            assert_eq!(window.before() + shown.len() as u32 + window.after(), 1000);
        }
    }

    #[test]
    fn a_jump_begins_anew() {
        let mut window = window(0..60, 0..12);
        let seen = 900..912;
        step(&mut window, &seen);
        assert_eq!(window.rows().len(), 0, "nothing of it is loaded");
        load(&mut window, &seen);
        assert_eq!((window.before(), window.rows().len()), (900, 12));
        let shorter = window.renewed(0, page(0..5, 5), &(0..5));
        assert_eq!((shorter.rows().len(), shorter.after()), (5, 0));
        assert!(reserve(&(u32::MAX - 1..u32::MAX)).start > 0);
    }
}
