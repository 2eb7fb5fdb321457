use imap_codec::imap_types::flag::{Flag, FlagFetch};

use crate::store::Flags;

/// The flags there are. Keywords are not kept: a chat program has no use for them.
const ALL: [(Flag<'static>, Flags); 5] = [
    (Flag::Answered, Flags::ANSWERED),
    (Flag::Flagged, Flags::FLAGGED),
    (Flag::Deleted, Flags::DELETED),
    (Flag::Seen, Flags::SEEN),
    (Flag::Draft, Flags::DRAFT),
];

/// Every flag that a mail can have.
pub(super) fn all() -> Vec<Flag<'static>> {
    ALL.into_iter().map(|(flag, _)| flag).collect()
}

/// As the store has them; those it has not are left out.
pub(super) fn to_store(flags: &[Flag<'_>]) -> Flags {
    ALL.iter().filter(|(flag, _)| flags.contains(flag)).fold(Flags::default(), |all, (_, bit)| all.with(*bit))
}

/// As IMAP writes them.
pub(super) fn to_wire(flags: Flags) -> Vec<FlagFetch<'static>> {
    ALL.into_iter().filter(|(_, bit)| flags.has(*bit)).map(|(flag, _)| FlagFetch::Flag(flag)).collect()
}
