//! Header fields, in the order they came.

use super::{Mailbox, mailbox, message_id};
use mailparse::{MailHeader, ParsedMail};

/// The header fields of a mail. Names are compared without regard to case; where one value is asked for, the last
/// field of that name counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<Field>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    /// Lower case.
    name: String,
    /// `:` and the value as it came, folded and encoded: how to decode it depends on what it is.
    line: Vec<u8>,
}

impl Headers {
    /// The fields of `part`, in order.
    pub(super) fn of(part: &ParsedMail<'_>) -> Self {
        let field = |header: &MailHeader<'_>| {
            let mut line = Vec::with_capacity(header.get_value_raw().len() + 2);
            line.extend_from_slice(b"x:");
            line.extend_from_slice(header.get_value_raw());
            Field { name: header.get_key_ref().trim().to_ascii_lowercase(), line }
        };
        Headers(part.headers.iter().map(field).collect())
    }

    /// The last value of `name`, unfolded, encoded words (RFC 2047) decoded, trimmed.
    pub fn get(&self, name: &str) -> Option<String> {
        self.fields(name).next_back()?.value()
    }

    /// All values of `name`, in order, as [`Headers::get`] decodes them.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields(name).filter_map(Field::value).collect()
    }

    /// Whether there is a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields(name).next().is_some()
    }

    /// The addresses in the last field of this name, those in groups included.
    pub fn addresses(&self, name: &str) -> Vec<Mailbox> {
        let list = |field: &Field| field.parse(|header| mailbox::list(&header));
        self.fields(name).next_back().and_then(list).unwrap_or_default()
    }

    /// The message IDs in the last field of this name, without angle brackets.
    pub fn message_ids(&self, name: &str) -> Vec<String> {
        self.get(name).map(|value| message_id::parse_list(&value)).unwrap_or_default()
    }

    /// All fields as text, one a line; what is long is cut.
    pub fn to_text(&self) -> String {
        text(self.0.iter().filter_map(|field| Some(format!("{}: {}", field.name, short(&field.value()?)))))
    }

    /// All values of `name` as text, one a line; what is long is cut.
    pub(super) fn lines(&self, name: &str) -> String {
        text(self.fields(name).filter_map(|field| Some(short(&field.value()?))))
    }

    fn fields(&self, name: &str) -> impl DoubleEndedIterator<Item = &Field> {
        self.0.iter().filter(move |field| field.name.eq_ignore_ascii_case(name))
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|field| keep(&field.name));
    }

    /// Puts all fields of `other` behind the own ones, where they win.
    pub(super) fn extend(&mut self, other: Headers) {
        self.0.extend(other.0);
    }

    /// Gives the fields called `from` the name `to`.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        for field in self.0.iter_mut().filter(|field| field.name == from) {
            to.clone_into(&mut field.name);
        }
    }
}

/// Longest value in a text for people, in characters: keys and pictures are longer.
const SHOWN: usize = 300;
/// Longest text for people, in bytes.
const TEXT: usize = 16 * 1024;

fn short(value: &str) -> String {
    let line = super::clean_name(value);
    if line.chars().count() <= SHOWN { line } else { line.chars().take(SHOWN).chain(['…']).collect() }
}

fn text(lines: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for line in lines {
        if text.len() + line.len() >= TEXT {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

impl Field {
    fn parse<T>(&self, read: impl FnOnce(MailHeader<'_>) -> T) -> Option<T> {
        mailparse::parse_header(&self.line).ok().map(|(header, _)| read(header))
    }

    fn value(&self) -> Option<String> {
        self.parse(|header| header.get_value().trim().to_owned())
    }
}
