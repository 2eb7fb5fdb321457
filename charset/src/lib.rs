//! Character sets of mails, by the labels of the [Encoding Standard](https://encoding.spec.whatwg.org/).
//!
//! `mailparse` decodes text through the crate `charset`, and that through `encoding_rs`, whose tables of East Asian
//! letters are a tenth of what a first load takes. Every browser has the same tables. So this stands in for `charset`,
//! with as much of its interface as `mailparse` uses: a browser decodes by its `TextDecoder`, everything else by
//! `encoding_rs`. UTF-7, which the published crate also knows and no mail program has sent for decades, is an unknown
//! label here.

#[cfg(target_arch = "wasm32")]
#[path = "browser.rs"]
mod table;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod table;

use std::borrow::Cow;
use table::Table;

/// How bytes become text.
#[derive(Debug, Clone)]
pub struct Charset(Kind);

#[derive(Debug, Clone)]
enum Kind {
    /// What nearly all mails are written in, and decoded without tables.
    Utf8,
    Other(Table),
}

impl Charset {
    /// The character set of a label such as `ISO-8859-1`; `None` if there is none.
    #[must_use]
    pub fn for_label(label: &[u8]) -> Option<Self> {
        let label = std::str::from_utf8(label).ok()?.trim_matches(['\t', '\n', '\x0c', '\r', ' ']);
        if ["utf-8", "utf8"].iter().any(|name| label.eq_ignore_ascii_case(name)) {
            return Some(Self(Kind::Utf8));
        }
        Table::for_label(label).map(|table| Self(Kind::Other(table)))
    }

    /// As [`Self::for_label`]. The labels that stand for no decoder at all (Encoding Standard section 14.1) are unknown to
    /// both: what they would give is one replacement character.
    #[must_use]
    pub fn for_label_no_replacement(label: &[u8]) -> Option<Self> {
        Self::for_label(label)
    }

    /// The text of `bytes`, by the byte order mark if there is one; the character set used; whether something had to be
    /// replaced.
    #[must_use]
    pub fn decode<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, Self, bool) {
        let (used, rest) = match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => (Some(Self(Kind::Utf8)), rest),
            [0xFF, 0xFE, rest @ ..] => (Self::for_label(b"utf-16le"), rest),
            [0xFE, 0xFF, rest @ ..] => (Self::for_label(b"utf-16be"), rest),
            _ => (None, bytes),
        };
        let used = used.unwrap_or_else(|| self.clone());
        let (text, replaced) = used.decode_without_bom_handling(rest);
        (text, used, replaced)
    }

    /// The text of `bytes`, and whether something had to be replaced. A browser takes a byte order mark off UTF-16 all the
    /// same.
    #[must_use]
    pub fn decode_without_bom_handling<'a>(&self, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
        let text = match &self.0 {
            Kind::Utf8 => String::from_utf8_lossy(bytes),
            Kind::Other(table) => table.decode(bytes),
        };
        let replaced = text.contains(char::REPLACEMENT_CHARACTER);
        (text, replaced)
    }
}

/// Every byte as the code point of its number: nothing can go wrong.
#[must_use]
pub fn decode_latin1(bytes: &[u8]) -> Cow<'_, str> {
    by_byte(bytes, char::from)
}

/// ASCII; everything else becomes a replacement character.
#[must_use]
pub fn decode_ascii(bytes: &[u8]) -> Cow<'_, str> {
    by_byte(bytes, |byte| if byte.is_ascii() { char::from(byte) } else { char::REPLACEMENT_CHARACTER })
}

fn by_byte(bytes: &[u8], letter: impl Fn(u8) -> char) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(bytes.iter().map(|byte| letter(*byte)).collect()),
    }
}
