//! Files in a mail.

use super::clean_name;
use mailparse::{DispositionType, ParsedMail};

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name, fit to be shown and to be saved under; never empty.
    pub name: String,
    /// Media type, lower case, without parameters.
    pub media_type: String,
    /// The content.
    pub data: Vec<u8>,
}

/// Longest name that is kept, in characters; file systems take 255 bytes.
const MAX_NAME: usize = 120;

impl Attachment {
    /// A part as a file; `None` if its transfer encoding is broken beyond repair.
    pub(super) fn read(part: &ParsedMail<'_>) -> Option<Self> {
        let media_type = part.ctype.mimetype.to_ascii_lowercase();
        let name = file_name(part).unwrap_or_default();
        Some(Attachment {
            name: clean_file_name(&name, &media_type),
            data: part.get_body_raw().ok()?,
            media_type,
        })
    }
}

/// Whether a part is a file rather than text to be shown.
pub(super) fn is_file(part: &ParsedMail<'_>) -> bool {
    part.get_content_disposition().disposition == DispositionType::Attachment || file_name(part).is_some()
}

/// Whether a part is a file of exactly this name.
pub(super) fn is_named(part: &ParsedMail<'_>, name: &str) -> bool {
    file_name(part).is_some_and(|found| found == name)
}

/// The name of the part, by RFC 2183 or, from older programs, by the media type's `name`.
fn file_name(part: &ParsedMail<'_>) -> Option<String> {
    let mut disposition = part.get_content_disposition();
    let name = disposition.params.remove("filename").or_else(|| part.ctype.params.get("name").cloned())?;
    Some(decode_words(&name)).filter(|name| !name.trim().is_empty())
}

/// Decodes encoded words, which do not belong into parameters (RFC 2047 §5) but are found there.
fn decode_words(name: &str) -> String {
    if !name.contains("=?") {
        return name.to_owned();
    }
    let line = format!("x: {}", name.replace(['\r', '\n'], " "));
    mailparse::parse_header(line.as_bytes())
        .map_or_else(|_| name.to_owned(), |(header, _)| header.get_value())
}

/// A file name without folders, control characters, or characters that would hide its true ending.
pub fn clean_file_name(name: &str, media_type: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let allowed = |c: &char| !"<>:\"|?*".contains(*c);
    let clean: String = clean_name(base).chars().filter(allowed).collect();
    let clean = clean.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if clean.is_empty() {
        let kind =
            media_type.rsplit('/').next().filter(|kind| kind.chars().all(|c| c.is_ascii_alphanumeric()));
        return format!("file.{}", kind.filter(|kind| !kind.is_empty()).unwrap_or("bin"));
    }
    let length = clean.chars().count();
    if length <= MAX_NAME {
        return clean.to_owned();
    }
    // The ending says what it is; what is cut stands before it.
    let ending = clean.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.len() <= 16);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let start: String = clean.chars().take(MAX_NAME - ending.chars().count()).collect();
    start + &ending
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (name, expected) in [
            ("report.pdf", "report.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\a.txt", "a.txt"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            (" a\r\nb\0.txt ", "a b .txt"),
            ("..", "file.png"),
            ("", "file.png"),
            ("a<b>:c?.png", "abc.png"),
        ] {
            assert_eq!(clean_file_name(name, "image/png"), expected, "{name:?}");
        }
        assert_eq!(clean_file_name("", "application/x-foo;bar"), "file.bin");
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = clean_file_name(&format!("{}.tar.gz", "ä".repeat(500)), "");
        assert!(name.ends_with(".gz") && name.chars().count() == MAX_NAME);
        assert_eq!(clean_file_name(&"x".repeat(500), "").len(), MAX_NAME);
    }
}
