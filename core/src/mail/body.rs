//! Walks the parts of a mail.

use super::{Attachment, Report, Text, UPDATES, attachment, report, text};
use mailparse::{DispositionType, ParsedMail};

/// More parts than this are not looked at.
const MAX_PARTS: usize = 200;

/// More text than anyone reads in a message is cut off, in bytes.
const MAX_TEXT: usize = 1024 * 1024;

/// What the parts of a mail hold.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) text: Text,
    pub(super) reaction: Option<String>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) report: Option<Report>,
    pub(super) html: Option<String>,
    pub(super) updates: Option<String>,
}

/// Reads all parts below `root`.
pub(super) fn read(root: &ParsedMail<'_>) -> Parts {
    let mut walk = Walk { parts: Parts::default(), visited: 0 };
    walk.part(root);
    walk.parts
}

struct Walk {
    parts: Parts,
    visited: usize,
}

impl Walk {
    /// Reads a part; says whether there was anything in it. The depth is bounded by the parser.
    fn part(&mut self, part: &ParsedMail<'_>) -> bool {
        self.visited += 1;
        if self.visited > MAX_PARTS {
            return false;
        }
        let kind = part.ctype.mimetype.to_ascii_lowercase();
        match kind.split_once('/') {
            Some(("multipart", "alternative")) => self.alternative(part),
            Some(("multipart", "signed")) => part.subparts.first().is_some_and(|part| self.part(part)),
            Some(("multipart", "report")) => self.report(part),
            Some(("multipart", _)) => {
                let mut found = false;
                for part in &part.subparts {
                    found |= self.part(part);
                }
                found
            }
            Some(("text", "plain" | "html")) if !attachment::is_file(part) => self.text(part, &kind),
            _ => self.file(part),
        }
    }

    /// The last alternative that is plain text or has parts of its own, or else the last that can be read at all.
    fn alternative(&mut self, part: &ParsedMail<'_>) -> bool {
        let is_preferred = |part: &&ParsedMail<'_>| {
            let kind = part.ctype.mimetype.to_ascii_lowercase();
            kind == "text/plain" || kind.starts_with("multipart/")
        };
        if self.parts.html.is_none() {
            self.parts.html = part.subparts.iter().find_map(html);
        }
        let preferred = part.subparts.iter().rev().find(is_preferred);
        preferred.is_some_and(|part| self.part(part))
            || part.subparts.iter().rev().any(|part| self.part(part))
    }

    /// A report: the first part is for people, the second for programs (RFC 6522).
    fn report(&mut self, part: &ParsedMail<'_>) -> bool {
        self.parts.report = report::read(part);
        match &self.parts.report {
            Some(Report::Read(_)) => true,
            _ => {
                let is_updates = |part: &&ParsedMail<'_>| attachment::is_named(part, UPDATES);
                if let Some(part) = part.subparts.iter().skip(1).find(is_updates) {
                    self.file(part);
                }
                part.subparts.first().is_some_and(|part| self.part(part))
            }
        }
    }

    fn text(&mut self, part: &ParsedMail<'_>, kind: &str) -> bool {
        let Some(content) = decode(part) else { return false };
        if part.get_content_disposition().disposition == DispositionType::Extension("reaction".into()) {
            let emoji = content.split_whitespace().find(|word| word.len() < 30).unwrap_or_default();
            self.parts.reaction = Some(emoji.to_owned());
            return true;
        }
        if kind == "text/html" {
            self.parts.text.add(text::from_html(&content));
            self.parts.html.get_or_insert(content);
        } else {
            self.parts.text.add(text::from_plain(&content));
        }
        true
    }

    fn file(&mut self, part: &ParsedMail<'_>) -> bool {
        let file = Attachment::read(part);
        if file.as_ref().is_some_and(|file| file.name == UPDATES) {
            self.parts.updates = file.and_then(|file| String::from_utf8(file.data).ok());
            return true;
        }
        self.parts.attachments.extend(file);
        !self.parts.attachments.is_empty()
    }
}

/// The HTML of an alternative, perhaps with the pictures it shows (RFC 2387).
fn html(part: &ParsedMail<'_>) -> Option<String> {
    match part.ctype.mimetype.to_ascii_lowercase().as_str() {
        "text/html" => decode(part),
        "multipart/related" => part.subparts.first().filter(|first| first.subparts.is_empty()).and_then(html),
        _ => None,
    }
}

/// The text of a part: transfer encoding, character set and flowed lines undone, doubled headers removed.
fn decode(part: &ParsedMail<'_>) -> Option<String> {
    // A broken transfer encoding still lets most of a text through.
    let mut content = part.get_body().or_else(|_| part.get_body_raw().map(lossy)).unwrap_or_default();
    if content.len() > MAX_TEXT {
        content.truncate(content.floor_char_boundary(MAX_TEXT));
    }
    let is = |name: &str, expected: &str| {
        part.ctype.params.get(name).is_some_and(|value| value.eq_ignore_ascii_case(expected))
    };
    if is("format", "flowed") {
        content = text::unflow(&content, is("delsp", "yes"));
    }
    // RFC 9788 §5.2.2: header fields repeated in the body for programs that cannot show protected ones.
    if is("hp-legacy-display", "1") {
        content = content.split_once("\r\n\r\n").or(content.split_once("\n\n"))?.1.to_owned();
    }
    Some(content)
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
