//! How values become text.

mod chat_name;
mod file_name;
mod highlight;
mod html;
mod links;
mod size;
mod span;
mod time;
mod timeline;
mod words;

pub(crate) use chat_name::chat_name;
pub(crate) use file_name::file_name;
pub(crate) use highlight::highlighted;
pub(crate) use html::safe_html;
pub(crate) use links::{Segment, segments, strip_mail};
pub(crate) use size::size;
pub(crate) use span::span;
pub(crate) use time::{clock, day, length, moment, month, now, short, stamp};
#[cfg(test)]
pub(crate) use timeline::own_message;
pub(crate) use timeline::{Item, timeline};

/// The first letter or digit of a name.
pub(crate) fn initial(name: &str) -> Option<String> {
    name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().collect())
}

/// `#rrggbb` of 0xRRGGBB.
pub(crate) fn hex_color(color: u32) -> String {
    format!("#{:06x}", color & 0xff_ffff)
}

/// A fingerprint in groups of four, as it is compared.
pub(crate) fn grouped(fingerprint: &str) -> String {
    let groups: Vec<String> =
        fingerprint.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_things() {
        assert_eq!(initial(" «ada»").as_deref(), Some("A"));
        assert_eq!(initial("…"), None);
        assert_eq!(hex_color(0x00_0a_ff), "#000aff");
        assert_eq!(grouped("ABCDEFGH12"), "ABCD EFGH 12");
    }
}
