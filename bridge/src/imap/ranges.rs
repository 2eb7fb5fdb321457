use std::ops::RangeInclusive;

use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};

/// The numbers of a sequence set, quick to look up however many ranges a client names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ranges(Vec<RangeInclusive<u32>>);

impl Ranges {
    /// `*` stands for `last`; in a folder without mail nothing is in the set.
    pub(super) fn of(set: &SequenceSet, last: u32) -> Self {
        let number = |of: SeqOrUid| match of {
            SeqOrUid::Value(number) => number.get(),
            SeqOrUid::Asterisk => last,
        };
        let mut ranges: Vec<_> = set
            .0
            .as_ref()
            .iter()
            .map(|sequence| match *sequence {
                Sequence::Single(one) => number(one)..=number(one),
                // The ends may come in any order (RFC 3501 section 9, seq-range).
                Sequence::Range(a, b) => number(a).min(number(b))..=number(a).max(number(b)),
            })
            .collect();
        ranges.sort_by_key(|range| *range.start());
        let mut merged: Vec<RangeInclusive<u32>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => merged.push(range),
            }
        }
        Self(merged)
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        let at = self.0.partition_point(|range| *range.end() < number);
        self.0.get(at).is_some_and(|range| range.contains(&number))
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;
    use imap_codec::imap_types::sequence::SequenceSet;

    fn ranges(set: &str, last: u32) -> Ranges {
        Ranges::of(&SequenceSet::try_from(set).unwrap(), last)
    }

    #[test]
    fn overlaps_and_neighbours_are_one() {
        assert_eq!(ranges("7,1:3,2:5,6", 9).0, [1..=7]);
        assert_eq!(ranges("5:2,9,4294967295,4294967294:*", 9).0, [2..=5, 9..=4_294_967_295]);
    }

    #[test]
    fn a_star_is_the_last_even_if_the_other_end_is_beyond() {
        let set = ranges("12:*", 10);
        assert!(set.contains(10) && set.contains(12) && !set.contains(9) && !set.contains(13));
        assert!(!ranges("*", 0).contains(1));
        assert!(ranges("1,3,5,7", 9).contains(5) && !ranges("1,3,5,7", 9).contains(6));
    }
}
