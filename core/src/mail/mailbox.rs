//! Addresses with names.

use crate::address;
use mailparse::{MailAddr, MailHeader, SingleInfo};

/// An address and the name its owner gave it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// Display name; may be empty.
    pub name: String,
    /// Mail address.
    pub address: String,
}

impl Mailbox {
    /// An address with a name; an empty name is none.
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Self {
        Mailbox { name: name.into(), address: address.into() }
    }
}

/// More addresses in one field than any group has members.
const MAX_ADDRESSES: usize = 10_000;

/// The valid addresses in an address field (RFC 5322 §3.4), members of groups included.
pub(super) fn list(header: &MailHeader<'_>) -> Vec<Mailbox> {
    let Ok(entries) = mailparse::addrparse_header(header) else { return salvage(&header.get_value()) };
    let members = entries.into_inner().into_iter().flat_map(|entry| match entry {
        MailAddr::Single(single) => vec![single],
        MailAddr::Group(group) => group.addrs,
    });
    let mailbox = |SingleInfo { display_name, addr }| {
        let address = addr.trim().to_owned();
        address::is_valid(&address)
            .then(|| Mailbox { name: clean_name(&display_name.unwrap_or_default()), address })
    };
    members.filter_map(mailbox).take(MAX_ADDRESSES).collect()
}

/// What can be had from a list with broken entries: everything that looks like an address, without names.
fn salvage(value: &str) -> Vec<Mailbox> {
    let words = value.split(|c: char| c.is_whitespace() || "<>,;".contains(c));
    words
        .filter(|word| address::is_valid(word))
        .take(MAX_ADDRESSES)
        .map(|word| Mailbox::new("", word))
        .collect()
}

/// A name as it may be shown: one line, without characters that turn the direction of what stands around it.
pub fn clean_name(name: &str) -> String {
    let one_line = name.chars().map(|c| if c.is_control() { ' ' } else { c });
    one_line.filter(|c| !turns(*c)).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character turns the direction of what stands around it.
pub fn turns(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: &str) -> Vec<(String, String)> {
        let line = format!("x: {value}");
        let (header, _) = mailparse::parse_header(line.as_bytes()).unwrap();
        list(&header).into_iter().map(|mailbox| (mailbox.name, mailbox.address)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, address)| ((*name).into(), (*address).into())).collect()
    }

    #[test]
    fn lists() {
        for (value, expected) in [
            ("a@b.c", &[("", "a@b.c")][..]),
            ("<a@b.c>", &[("", "a@b.c")]),
            (
                "\"Doe, John\" <j@d.org>, =?utf-8?q?M=C3=BCller?= <m@x.org>",
                &[("Doe, John", "j@d.org"), ("Müller", "m@x.org")],
            ),
            ("\"hidden-recipients\": ;", &[]),
            ("friends: a@b.c, \"B\" <b@c.d>;", &[("", "a@b.c"), ("B", "b@c.d")]),
            ("nobody, Some One <a@b.c>", &[("", "a@b.c")]),
            ("MAILER-DAEMON (Mail Delivery System)", &[]),
            ("", &[]),
        ] {
            assert_eq!(parse(value), pairs(expected), "{value}");
        }
    }

    #[test]
    fn names_cannot_turn_the_text_around_them() {
        assert_eq!(clean_name(" Al\u{202E}ice\r\n\u{2066}  B\u{0} "), "Alice B");
        assert_eq!(clean_name("👩‍👩‍👧 Familie"), "👩‍👩‍👧 Familie");
    }
}
