//! Lengths of time in words.

use crate::i18n::t_with;

/// A length of seconds in its largest whole unit.
pub(crate) fn span(seconds: u32) -> String {
    const UNITS: [(u32, &str); 5] = [
        (604_800, "span-weeks"),
        (86_400, "span-days"),
        (3_600, "span-hours"),
        (60, "span-minutes"),
        (1, "span-seconds"),
    ];
    let unit = UNITS.iter().find(|(unit, _)| seconds >= *unit && seconds.is_multiple_of(*unit));
    unit.map_or_else(String::new, |(unit, key)| t_with(key, [("count", (seconds / unit).into())]))
}
