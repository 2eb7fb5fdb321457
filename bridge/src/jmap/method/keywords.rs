//! Keywords of JMAP and flags of IMAP (RFC 8621 section 4.1.1).

use std::collections::BTreeMap;

use crate::store::Flags;

const KEYWORDS: [(&str, Flags); 4] = [
    ("$seen", Flags::SEEN),
    ("$answered", Flags::ANSWERED),
    ("$flagged", Flags::FLAGGED),
    ("$draft", Flags::DRAFT),
];

/// The keywords of a mail. `\Deleted` is none.
pub(super) fn of(flags: Flags) -> BTreeMap<String, bool> {
    KEYWORDS.iter().filter(|(_, flag)| flags.has(*flag)).map(|(name, _)| ((*name).to_owned(), true)).collect()
}

/// The flag of a keyword; this server keeps no others.
pub(super) fn flag(keyword: &str) -> Option<Flags> {
    KEYWORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(keyword)).map(|(_, flag)| *flag)
}

/// All flags that are keywords.
pub(super) fn all() -> Flags {
    KEYWORDS.iter().fold(Flags::default(), |all, (_, flag)| all.with(*flag))
}

/// The flags of a whole set; `Err` is the keyword that cannot be kept.
pub(super) fn flags(keywords: &BTreeMap<String, bool>) -> Result<Flags, &str> {
    keywords.iter().try_fold(Flags::default(), |flags, (keyword, set)| match (flag(keyword), set) {
        (Some(flag), true) => Ok(flags.with(flag)),
        _ => Err(keyword.as_str()),
    })
}
