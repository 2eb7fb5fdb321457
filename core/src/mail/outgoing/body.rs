//! Bodies to be written.

use super::header::{Fields, angled};
use crate::rng::Random;
use mail_builder::{
    headers::{HeaderType, content_type::ContentType, raw::Raw},
    mime::MimePart,
};

/// The body of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A text, see [`super::TextLayout`].
    Text(String),
    /// A text, which may be empty, and files.
    Files(String, Vec<File>),
    /// Updates of a mini app for whom they concern (JSON), with a text for mail programs that know no apps.
    Updates {
        /// The text.
        text: String,
        /// `{"updates":[…]}`.
        json: String,
    },
    /// An emoji, or nothing to take it back (RFC 9078).
    Reaction(String),
    /// These messages were read by the person at this address.
    Receipt {
        /// The reader's own address.
        reader: String,
        /// IDs of the messages, at least one.
        ids: Vec<String>,
    },
}

/// Name of the part with updates of a mini app.
pub const UPDATES: &str = "status-update.json";

/// A file to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content.
    pub data: Vec<u8>,
}

impl Body {
    /// Writes the payload: `fields`, the marks of header protection, and the body.
    pub(super) fn write(&self, fields: Fields, rng: &mut dyn Random) -> Vec<u8> {
        let mut root = match self {
            Body::Text(text) => {
                MimePart::new(protected("text/plain").attribute("charset", "utf-8"), text.as_str())
            }
            Body::Reaction(emoji) => {
                MimePart::new(protected("text/plain").attribute("charset", "utf-8"), emoji.as_str())
                    .header("Content-Disposition", Raw::new("reaction"))
            }
            Body::Files(text, files) => {
                let files = files.iter().map(|file| {
                    let part = MimePart::new(file.media_type.as_str(), file.data.as_slice());
                    part.attachment(file.name.as_str())
                });
                let parts = std::iter::once(plain(text)).chain(files).collect();
                multipart(protected("multipart/mixed"), parts, rng)
            }
            Body::Updates { text, json } => {
                let part = MimePart::new("application/json", json.as_bytes()).attachment(UPDATES);
                let kind = ContentType::new("multipart/report")
                    .attribute("report-type", "status-update")
                    .attribute("protected-headers", "v1")
                    .attribute("hp", "cipher");
                multipart(kind, vec![plain(text), part], rng)
            }
            Body::Receipt { reader, ids } => receipt(reader, ids, rng),
        };
        root.headers.extend(fields.0);
        let mut payload = Vec::with_capacity(root.size() + root.size() / 2 + 4096);
        root.write_part(&mut payload);
        payload
    }
}

/// A media type that says its fields are protected: by RFC 9788, and by what came before it.
fn protected(kind: &'static str) -> ContentType<'static> {
    ContentType::new(kind).attribute("protected-headers", "v1").attribute("hp", "cipher")
}

fn plain(text: &str) -> MimePart<'_> {
    MimePart::new(ContentType::new("text/plain").attribute("charset", "utf-8"), text)
}

fn multipart<'x>(kind: ContentType<'static>, parts: Vec<MimePart<'x>>, rng: &mut dyn Random) -> MimePart<'x> {
    MimePart::new(kind.attribute("boundary", boundary(rng)), parts)
}

/// A boundary nobody can foresee, so no text can contain it.
pub(super) fn boundary(rng: &mut dyn Random) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().simple().to_string()
}

fn receipt<'x>(reader: &str, ids: &[String], rng: &mut dyn Random) -> MimePart<'x> {
    let mut notification =
        format!("Original-Recipient: rfc822;{reader}\r\nFinal-Recipient: rfc822;{reader}\r\n");
    if let [first, further @ ..] = ids {
        notification += &format!("Original-Message-ID: {}\r\n", angled(first));
        notification += "Disposition: manual-action/MDN-sent-automatically; displayed\r\n";
        if !further.is_empty() {
            let further: Vec<String> = further.iter().map(|id| angled(id)).collect();
            notification += &format!("Additional-Message-IDs: {}\r\n", further.join(" "));
        }
    }
    let text = "The message has been displayed on the screen of its recipient.\r\n";
    let parts = vec![
        plain(text),
        MimePart {
            headers: vec![("Content-Type".into(), notification_type())],
            contents: notification.into(),
        }
        .transfer_encoding("7bit"),
    ];
    let kind = ContentType::new("multipart/report")
        .attribute("report-type", "disposition-notification")
        .attribute("protected-headers", "v1")
        .attribute("hp", "cipher");
    multipart(kind, parts, rng)
}

fn notification_type() -> HeaderType<'static> {
    ContentType::new("message/disposition-notification").into()
}
