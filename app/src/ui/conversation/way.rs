//! The way back of those who went to a message elsewhere in the conversation.

use estuary_api::MessageId;

/// Places remembered at the most.
const MOST: usize = 50;

/// A jump of a person: where they were, and where they went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Jump {
    from: MessageId,
    to: MessageId,
}

/// The jumps that were not taken back, the latest last.
#[derive(Debug, Default)]
pub(super) struct Way(Vec<Jump>);

impl Way {
    /// The person goes elsewhere from here; from the end, where all ways lead, nothing need be remembered.
    pub(super) fn leave(&mut self, from: Option<MessageId>, to: MessageId) {
        match from {
            Some(from) => {
                self.0.push(Jump { from, to });
                self.0.drain(..self.0.len().saturating_sub(MOST));
            }
            None => self.end(),
        }
    }

    /// The person is at the end.
    pub(super) fn end(&mut self) {
        self.0.clear();
    }

    /// Where to go back to, from where this is the last that can be seen. What was passed meanwhile is no way back.
    pub(super) fn back(&mut self, seen: Option<MessageId>) -> Option<MessageId> {
        while let Some(Jump { from, to }) = self.0.pop() {
            if seen.is_none_or(|seen| from.cmp(&seen) == from.cmp(&to)) {
                return Some(from);
            }
        }
        None
    }

    /// Whether there is a way back.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> Option<MessageId> {
        Some(MessageId(number))
    }

    fn way(jumps: &[(u64, u64)]) -> Way {
        let mut way = Way::default();
        jumps.iter().for_each(|(from, to)| way.leave(id(*from), MessageId(*to)));
        way
    }

    #[test]
    fn every_jump_is_taken_back_in_its_order() {
        let mut way = way(&[(40, 90), (90, 50), (50, 10)]);
        let back = [way.back(id(12)), way.back(id(52)), way.back(id(92)), way.back(id(42))];
        assert_eq!(back, [id(50), id(90), id(40), None]);
    }

    #[test]
    fn what_was_passed_is_no_way_back() {
        assert_eq!(way(&[(90, 50), (50, 10)]).back(id(60)), id(90), "read on past 50");
        assert_eq!(way(&[(40, 90)]).back(id(30)), None, "gone back past 40");
        let mut way = way(&[(90, 50)]);
        way.leave(None, MessageId(1));
        assert!(way.is_empty() && way.back(id(1)).is_none(), "from the end");
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let mut way = Way::default();
        (1..10_000).for_each(|from| way.leave(id(from), MessageId(0)));
        assert_eq!((way.0.len(), way.0[0].from.0, way.back(None)), (MOST, 9_950, id(9_999)));
    }
}
