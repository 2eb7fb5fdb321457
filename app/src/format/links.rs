//! What can be pressed in a text: links, addresses, tags and commands.

use super::words::words;
use linkify::{LinkFinder, LinkKind};

/// More of a text than this cannot be pressed: each costs an element of the page, and anybody can write thousands.
const MOST: usize = 500;

/// How links to mail addresses begin.
const MAIL: &str = "mailto:";

/// A link to a mail address without its beginning; `None` for anything else.
pub(crate) fn strip_mail(link: &str) -> Option<&str> {
    let (scheme, rest) = link.split_at_checked(MAIL.len())?;
    scheme.eq_ignore_ascii_case(MAIL).then_some(rest)
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// As it is.
    Text(String),
    /// A web link.
    Link {
        /// As it was written.
        text: String,
        /// Where it leads.
        href: String,
        /// The host as the network sees it, where it looks like another to a person.
        suspicious: Option<String>,
    },
    /// A mail address.
    Address(String),
    /// A word to look for, `#` and all.
    Tag(String),
    /// What a bot can be told, `/` and all.
    Command(String),
}

/// Cuts a text at its links. Only `http`, `https` and mail addresses count: no other scheme gets a click. What is between
/// them is cut at its tags and commands.
pub(crate) fn segments(text: &str) -> Vec<Segment> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(true);
    let mut segments = Vec::new();
    for span in finder.spans(text) {
        match segment(span.as_str(), span.kind()) {
            Segment::Text(_) => {
                let before = text.get(..span.start()).and_then(|before| before.chars().next_back());
                segments.extend(words(span.as_str(), before));
            }
            link => segments.push(link),
        }
        if segments.len() > MOST {
            segments.truncate(MOST);
            let told: usize = segments.iter().map(|segment| segment.text().len()).sum();
            segments.extend(text.get(told..).map(|rest| Segment::Text(rest.to_owned())));
            break;
        }
    }
    segments
}

impl Segment {
    /// As it was written.
    fn text(&self) -> &str {
        match self {
            Self::Text(text)
            | Self::Link { text, .. }
            | Self::Address(text)
            | Self::Tag(text)
            | Self::Command(text) => text,
        }
    }
}

fn segment(text: &str, kind: Option<&LinkKind>) -> Segment {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    match kind {
        Some(LinkKind::Email) => Segment::Address(text.to_owned()),
        Some(LinkKind::Url) if lower.starts_with("http://") || lower.starts_with("https://") => {
            Segment::Link { text: text.to_owned(), href: text.to_owned(), suspicious: suspicious_host(text) }
        }
        _ => Segment::Text(text.to_owned()),
    }
}

/// The host of a link if it has letters beyond ASCII, is written in punycode already, or hides behind a user name.
fn suspicious_host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let odd = !host.is_ascii() || host.to_ascii_lowercase().contains("xn--") || authority.contains('@');
    odd.then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, suspicious: Option<&str>) -> Segment {
        Segment::Link { text: text.into(), href: text.into(), suspicious: suspicious.map(Into::into) }
    }

    #[test]
    fn links_end_before_punctuation() {
        let text = |text: &str| Segment::Text(text.into());
        assert_eq!(
            segments("see (https://delta.chat/en), or a@b.org."),
            [
                text("see ("),
                link("https://delta.chat/en", None),
                text("), or "),
                Segment::Address("a@b.org".into()),
                text(".")
            ]
        );
    }

    #[test]
    fn tags_and_commands_stand_between_links() {
        let text = |text: &str| Segment::Text(text.into());
        assert_eq!(
            segments("/help https://delta.chat/#en a@b.org#c #tide"),
            [
                Segment::Command("/help".into()),
                text(" "),
                link("https://delta.chat/#en", None),
                text(" "),
                Segment::Address("a@b.org".into()),
                text("#c "),
                Segment::Tag("#tide".into())
            ]
        );
    }

    #[test]
    fn what_anybody_can_write_thousands_of_is_cut_off_and_lost_nowhere() {
        for many in [
            "#a ".repeat(100_000),
            "https://a.org ".repeat(20_000),
            "/a\n".repeat(100_000),
            "#".repeat(300_000),
        ] {
            let segments = segments(&many);
            assert!(segments.len() <= MOST + 1, "{}", segments.len());
            assert_eq!(segments.iter().map(Segment::text).collect::<String>(), many);
        }
    }

    #[test]
    fn only_web_links_are_links() {
        for text in ["javascript:alert(1)", "data://x.y", "file:///etc/passwd", "www.example.org"] {
            assert!(segments(text).iter().all(|s| !matches!(s, Segment::Link { .. })), "{text}");
        }
    }

    #[test]
    fn hosts_that_look_like_others_are_named() {
        assert_eq!(segments("https://аpple.com/"), [link("https://аpple.com/", Some("аpple.com"))]);
        assert_eq!(
            segments("https://xn--pple-43d.com"),
            [link("https://xn--pple-43d.com", Some("xn--pple-43d.com"))]
        );
        assert_eq!(
            segments("https://bank.example@evil.example/")[0],
            link("https://bank.example@evil.example/", Some("evil.example"))
        );
    }
}
