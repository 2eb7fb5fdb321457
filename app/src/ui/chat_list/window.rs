//! The part of the list that is loaded: what can be seen and a margin on both sides, never all of it.

use estuary_api::{ChatId, ChatKind, ChatListPage, ChatRow};
use std::sync::Arc;

/// Rows loaded before the first one that can be seen, and after the last one.
const MARGIN: u32 = 15;
/// The loaded part moves by so many rows at least.
const STEP: u32 = 5;

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) offset: u32,
    pub(super) limit: u32,
}

impl Default for Range {
    /// Of a list that was not laid out yet: a screen and a margin.
    fn default() -> Self {
        Self::around(0, MARGIN)
    }
}

impl Range {
    /// With margins around `seen` rows from `first` on.
    pub(super) fn around(first: u32, seen: u32) -> Self {
        let offset = first.saturating_sub(MARGIN) / STEP * STEP;
        let end = first.saturating_add(seen).saturating_add(MARGIN).div_ceil(STEP).saturating_mul(STEP);
        Self { offset, limit: end - offset }
    }
}

/// Consecutive rows of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// Place of the first row in the whole list.
    pub(super) offset: u32,
    /// Length of the whole list.
    pub(super) total: u32,
    pub(super) rows: Vec<Arc<ChatRow>>,
}

impl Window {
    pub(super) fn new(range: Range, page: ChatListPage) -> Self {
        let rows = page.rows.into_iter().map(Arc::new).collect();
        Self { offset: range.offset, total: page.total, rows }
    }

    /// A row and its place in the whole list.
    pub(super) fn find(&self, chat: ChatId) -> Option<(u32, &Arc<ChatRow>)> {
        (self.offset..).zip(&self.rows).find(|(_, row)| row.id == chat)
    }

    /// Rows of the list after those loaded.
    pub(super) fn after(&self) -> u32 {
        self.total.saturating_sub(self.offset).saturating_sub(self.rows.len() as u32)
    }

    /// Whether there is more in the list than what the app itself says.
    pub(super) fn has_people(&self) -> bool {
        self.total as usize > self.rows.len() || self.rows.iter().any(|row| row.kind != ChatKind::Device)
    }

    /// About the first row that can be seen.
    pub(super) fn first_seen(&self) -> Option<ChatId> {
        let at = if self.offset == 0 { 0 } else { (MARGIN as usize).min(self.rows.len().saturating_sub(1)) };
        self.rows.get(at).map(|row| row.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_has_margins_and_moves_in_steps() {
        assert_eq!(Range::around(0, 12), Range { offset: 0, limit: 30 });
        assert_eq!(Range::around(19, 12), Range { offset: 0, limit: 50 });
        assert_eq!(Range::around(20, 12), Range { offset: 5, limit: 45 });
        assert_eq!(Range::around(9_990, 12), Range { offset: 9_975, limit: 45 });
        assert!(Range::around(u32::MAX, u32::MAX).offset > 0);
    }

    #[test]
    fn what_is_not_loaded_is_counted() {
        let window = Window { offset: 20, total: 100, rows: Vec::new() };
        assert_eq!(window.after(), 80);
        assert_eq!(Window { offset: 200, total: 100, rows: Vec::new() }.after(), 0);
    }
}
