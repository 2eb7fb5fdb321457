//! Texts: what a person wrote, and the blocks Delta Chat puts around it.

mod flowed;
mod layout;
mod simplify;

pub(super) use flowed::unflow;
pub use layout::TextLayout;
pub(super) use simplify::from_plain;

/// The text of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// What the sender wrote.
    pub text: String,
    /// What the sender replies to.
    pub quote: Option<String>,
    /// The sender's status. A message with a plain text but no footer means there is none any more.
    pub footer: Option<String>,
    /// The sender did not write it but hands it on.
    pub forwarded: bool,
    /// There was a plain text, even if an empty one.
    pub has_plain: bool,
}

impl Text {
    /// Puts the text of a further part behind this one.
    pub(super) fn add(&mut self, other: Text) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&other.text);
        self.quote = self.quote.take().or(other.quote);
        self.footer = other.footer.or(self.footer.take());
        self.forwarded |= other.forwarded;
        self.has_plain |= other.has_plain;
    }
}

/// A text that came as HTML only.
pub(super) fn from_html(html: &str) -> Text {
    let text = mail_parser::decoders::html::html_to_text(html);
    Text { text: text.trim().to_owned(), ..Text::default() }
}
