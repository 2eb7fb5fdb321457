//! Puts a plain text together the way every Delta Chat reads it.

/// The blocks of a plain text; empty ones are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextLayout<'a> {
    /// What the person wrote.
    pub text: &'a str,
    /// What they reply to.
    pub quote: Option<&'a str>,
    /// Their status. To be repeated in every message with a text part: one without it clears it.
    pub footer: &'a str,
    /// They hand on somebody else's message.
    pub forwarded: bool,
}

impl TextLayout<'_> {
    /// The text with CRLF line ends.
    pub fn to_body(&self) -> String {
        let mut body = String::new();
        if self.forwarded {
            body.push_str("---------- Forwarded message ----------\nFrom: Delta Chat\n\n");
        }
        if let Some(quote) = self.quote {
            for line in quote.lines() {
                body.push_str("> ");
                body.push_str(line);
                body.push('\n');
            }
            body.push('\n');
        } else if self.text.starts_with('>') {
            // Otherwise what the person wrote would be taken for a quote.
            body.push('\n');
        }
        body.push_str(&escape(self.text));
        if !self.footer.is_empty() {
            if !self.text.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str("-- \n");
            body.push_str(self.footer);
        }
        body.replace("\r\n", "\n").replace('\n', "\r\n")
    }
}

/// Keeps lines that start with `--` from being taken for the footer's separator: a zero-width space goes between.
fn escape(text: &str) -> String {
    let escaped = text.replace("\n--", "\n-\u{200B}-");
    match escaped.strip_prefix("--") {
        Some(rest) => format!("-\u{200B}-{rest}"),
        None => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::from_plain, *};

    fn round_trip(text: &str, quote: Option<&str>, footer: &str, forwarded: bool) {
        let body = TextLayout { text, quote, footer, forwarded }.to_body();
        let read = from_plain(&body);
        assert_eq!(read.text, text.trim_matches(['\n', ' ']), "{body:?}");
        assert_eq!(read.quote.as_deref(), quote, "{body:?}");
        assert_eq!(read.footer.unwrap_or_default(), footer, "{body:?}");
        assert_eq!(read.forwarded, forwarded);
        assert!(!body.replace("\r\n", "").contains(['\r', '\n']), "{body:?}");
    }

    #[test]
    fn texts_survive() {
        for text in [
            "",
            "hello",
            "two\nlines",
            "gap\n\n\n\nof lines",
            "> not a quote",
            ">",
            "-- ",
            "--",
            "-- \nno footer",
            "a\n-- \nb",
            "---",
            "a\n--\nb",
            "👍🏽 ‍",
            "zero\u{200B}width",
            "tail ",
        ] {
            for quote in [None, Some("what?"), Some("two\nlines"), Some("> nested")] {
                for footer in ["", "my status", "two\nlines"] {
                    for forwarded in [false, true] {
                        round_trip(text, quote, footer, forwarded);
                    }
                }
            }
        }
    }

    #[test]
    fn exactly() {
        let layout = TextLayout { text: "hi\nyou", quote: Some("a\nb"), footer: "Status", forwarded: true };
        assert_eq!(
            layout.to_body(),
            "---------- Forwarded message ----------\r\nFrom: Delta Chat\r\n\r\n> a\r\n> b\r\n\r\nhi\r\nyou\r\n\r\n-- \r\nStatus"
        );
    }

    #[test]
    fn foreign_footers() {
        for (body, text, footer) in [
            ("text\n--  \nfooter", "text", Some("footer")),
            ("text\n\n--\nfooter", "text", Some("footer")),
            ("text\n--\nno footer", "text\n--\nno footer", None),
            ("text\n\n--\n", "text\n\n--", None),
            ("-- \nonly", "", Some("only")),
        ] {
            let read = from_plain(body);
            assert_eq!((read.text.as_str(), read.footer.as_deref()), (text, footer), "{body:?}");
        }
    }
}
