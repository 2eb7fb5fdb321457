//! The way back of those who went to a message elsewhere in the conversation.

use estuary_api::MessageId;

/// Places remembered at the most.
const MOST: usize = 50;

/// Where a person was before each jump, the latest last.
#[derive(Debug, Default)]
pub(super) struct Way(Vec<MessageId>);

impl Way {
    /// The person goes elsewhere from here; from the end, where all ways lead, nothing need be remembered.
    pub(super) fn leave(&mut self, from: Option<MessageId>) {
        match from {
            Some(from) => {
                self.0.push(from);
                self.0.drain(..self.0.len().saturating_sub(MOST));
            }
            None => self.0.clear(),
        }
    }

    /// Where to go back to, from where this is the last that can be seen. What was passed meanwhile is no way back.
    pub(super) fn back(&mut self, seen: Option<MessageId>) -> Option<MessageId> {
        while let Some(place) = self.0.pop() {
            if Some(place) > seen {
                return Some(place);
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

    #[test]
    fn every_jump_is_taken_back_in_its_order() {
        let mut way = Way::default();
        [90, 50].into_iter().for_each(|from| way.leave(id(from)));
        assert_eq!([way.back(id(10)), way.back(id(50)), way.back(id(90))], [id(50), id(90), None]);
    }

    #[test]
    fn what_was_passed_is_no_way_back() {
        let mut way = Way::default();
        [90, 50].into_iter().for_each(|from| way.leave(id(from)));
        assert_eq!(way.back(id(60)), id(90));
        way.leave(id(40));
        way.leave(None);
        assert!(way.is_empty() && way.back(id(1)).is_none(), "from the end");
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let mut way = Way::default();
        (1..10_000).for_each(|from| way.leave(id(from)));
        assert_eq!((way.0.len(), way.back(None)), (MOST, id(9_999)));
        assert_eq!(way.0.first(), Some(&MessageId(9_950)), "the oldest goes");
    }
}
