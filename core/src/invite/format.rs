//! Writing invites as links.

use super::{Invite, InviteKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// What everyone opens: a page of Delta Chat that hands the fragment to the app and never sees it itself.
const PAGE: &str = "https://i.delta.chat/#";

/// Everything but alphanumerics, `.` and `_` is escaped: programs that find links in texts stop at other characters.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_');

/// Longest name of the chat or person the link is about, and of the inviter beside a chat, in characters.
const LONG: usize = 25;
const SHORT: usize = 16;

impl fmt::Display for Invite {
    /// As `https://i.delta.chat/#…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PAGE}{}", self.fingerprint)?;
        if self.v3 {
            write!(f, "&v=3")?;
        }
        let number_key = match &self.kind {
            InviteKind::Contact => 'i',
            InviteKind::Group { id, .. } => {
                write!(f, "&x={id}")?;
                'i'
            }
            InviteKind::Channel { id, .. } => {
                write!(f, "&x={id}")?;
                'j'
            }
        };
        if let Some(number) = &self.number {
            write!(f, "&{number_key}={number}")?;
        }
        write!(f, "&s={}", self.auth)?;
        let mut addresses =
            self.addresses.iter().map(|address| utf8_percent_encode(address, ESCAPED).to_string());
        write!(f, "&a={}", addresses.next().unwrap_or_default())?;
        let further = addresses.collect::<Vec<_>>().join(",");
        if !further.is_empty() {
            write!(f, "&r={further}")?;
        }
        match &self.kind {
            InviteKind::Contact => write!(f, "&n={}", name(&self.name, LONG)),
            InviteKind::Group { name: group, .. } => {
                write!(f, "&n={}&g={}", name(&self.name, SHORT), name(group, LONG))
            }
            InviteKind::Channel { name: channel, .. } => {
                write!(f, "&n={}&b={}", name(&self.name, SHORT), name(channel, LONG))
            }
        }
    }
}

/// A name, cut to `max` characters; the `_` behind a cut one survives where dots at the end of a link would not.
fn name(text: &str, max: usize) -> String {
    let cut = match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}_", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    utf8_percent_encode(&cut, ESCAPED).to_string().replace("%20", "+")
}
