//! Composing mail: the payload to be sealed, and the envelope around it.

mod body;
mod composed;
pub mod handshake;
mod header;

pub use super::text::TextLayout;
pub use body::{Body, File, UPDATES};
pub use composed::Composed;
pub use header::HeaderValue;

use super::{Mailbox, autocrypt};
use crate::{
    pgp::{Certificate, KeyError},
    rng::Random,
};
use header::{Fields, address_list, angled};

/// Marks the second of the two mails a message with a large file comes as.
pub const POST_MESSAGE: &str = "Chat-Is-Post-Message";

/// A message that is to be encrypted. What is not said here is the same for all of them.
#[derive(Debug, Clone)]
pub struct Outgoing<'a> {
    /// The own primary address and display name; an empty name is left out.
    pub from: Mailbox,
    /// Without angle brackets, see [`super::new_message_id`].
    pub message_id: String,
    /// When it was written, Unix time in milliseconds.
    pub date: i64,
    /// Recipients as they are to be shown; none hides them.
    pub to: Vec<Mailbox>,
    /// Subject for other mail programs.
    pub subject: String,
    /// It is a chat message or a later step of a handshake, so it says `Chat-Version`.
    pub chat: bool,
    /// The own certificate, to go with the message.
    pub autocrypt: Option<&'a Certificate>,
    /// Addresses and certificates of recipients, to go with the message.
    pub gossip: Vec<(String, &'a Certificate)>,
    /// ID of the message it answers.
    pub in_reply_to: Option<String>,
    /// IDs of the conversation, oldest first.
    pub references: Vec<String>,
    /// Further protected fields.
    pub headers: Vec<(&'static str, HeaderValue)>,
    /// The body.
    pub body: Body,
}

impl Outgoing<'_> {
    /// Writes the payload and chooses what is seen outside.
    ///
    /// # Errors
    /// [`KeyError`] if a certificate cannot be serialized.
    pub fn compose(&self, rng: &mut dyn Random) -> Result<Composed, KeyError> {
        let mut composed = Composed::new(&self.from.address, &self.message_id, self.date, self.chat, rng);
        // A receiver that fetches large mails only on demand has to know what this one is.
        if self.headers.iter().any(|(name, _)| *name == POST_MESSAGE) {
            composed.show_outside(POST_MESSAGE, "1");
        }
        let mut fields = Fields::default();
        fields.add("From", address_list(std::slice::from_ref(&self.from)));
        for (name, value) in composed.protected_fields() {
            fields.raw("HP-Outer", format!("{name}: {value}"));
        }
        fields.add("Date", mail_builder::headers::date::Date::new(self.date.div_euclid(1000)));
        fields.raw("Message-ID", angled(&self.message_id));
        fields.add("To", address_list(&self.to));
        fields.text("Subject", &self.subject);
        if self.chat {
            fields.raw("Chat-Version", "1.0");
        }
        if let Some(certificate) = self.autocrypt {
            fields.raw("Autocrypt", autocrypt::own_value(&self.from.address, certificate)?);
        }
        for (address, certificate) in &self.gossip {
            fields.raw("Autocrypt-Gossip", autocrypt::gossip_value(address, certificate)?);
        }
        if let Some(id) = &self.in_reply_to {
            fields.raw("In-Reply-To", angled(id));
        }
        if !self.references.is_empty() {
            let ids: Vec<String> = self.references.iter().map(|id| angled(id)).collect();
            fields.raw("References", ids.join(" "));
        }
        for (name, value) in &self.headers {
            fields.value(name, value);
        }
        composed.payload = self.body.write(fields, rng);
        Ok(composed)
    }
}
