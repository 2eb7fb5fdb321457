//! Content lines: the grammar of vCards (RFC 6350 §3.2–3.4), as far as cards of people need it.

use crate::mail;

/// Longest text that is taken from a card, in characters.
const TEXT: usize = 1_000;

/// One line, taken apart (§3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    name: &'a str,
    parameters: &'a str,
    value: &'a str,
}

impl<'a> Line<'a> {
    /// `[group "."] name *(";" parameter) ":" value`; `None` if it is none.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let mut quoted = false;
        let colon = |letter: char| {
            quoted ^= letter == '"';
            letter == ':' && !quoted
        };
        let (head, value) = line.split_once(colon)?;
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
        Some(Self { name, parameters, value })
    }

    /// Names are compared without regard to case.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value as a text (§3.4). What is no escape sequence stays as it is, as in the real core.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut letters = self.value.chars().take(TEXT);
        while let Some(letter) = letters.next() {
            match (letter, if letter == '\\' { letters.next() } else { None }) {
                (_, Some('n' | 'N')) => text.push('\n'),
                (_, Some(escaped @ ('\\' | ',' | ';'))) => text.push(escaped),
                (letter, next) => text.extend([letter].into_iter().chain(next)),
            }
        }
        text
    }

    /// Whether the value, or a parameter, says that it is of this kind.
    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.split().0.to_ascii_lowercase().contains(kind)
    }

    /// The value as bytes.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        mail::decode_base64(self.split().1)
    }

    /// What is said about the value, and base64: of a data URI (RFC 2397), or as it was before version 4.
    fn split(&self) -> (&'a str, &'a str) {
        let uri = self.value.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        // The comma may be escaped; the backslash stays with what is said.
        self.value.split_once(',').filter(|_| uri).unwrap_or((self.parameters, self.value))
    }
}

/// One line a line (§3.2): what begins with white space goes on where the line before ended, be it within a letter.
pub(super) fn unfold(bytes: &[u8]) -> String {
    let mut unfolded = Vec::with_capacity(bytes.len());
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line.split_first() {
            Some((b' ' | b'\t', rest)) => unfolded.extend(rest),
            _ => {
                unfolded.push(b'\n');
                unfolded.extend(line);
            }
        }
    }
    String::from_utf8_lossy(&unfolded).into_owned()
}

/// The inverse of [`Line::text`].
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
