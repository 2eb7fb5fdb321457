//! A mail that is read: what the messenger acts on.

use super::{
    Attachment, Autocrypt, Headers, Mailbox, Report, Step, Text,
    body::{self, Parts},
    merge, message_id,
};
use mailparse::ParsedMail;

/// More keys than this in one mail are not looked at.
const MAX_GOSSIP: usize = 1_000;

/// How a mail was protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Not at all. A signature without encryption counts as none.
    None,
    /// Encrypted, without a valid signature of a known key.
    Encrypted,
    /// Encrypted and signed.
    EncryptedAndSigned,
}

/// A mail, decrypted, merged and decoded. Everything in it is what the sender claims.
#[derive(Debug, Clone)]
pub struct Message {
    /// How it was protected.
    pub protection: Protection,
    /// All fields that count, see [`Headers`].
    pub headers: Headers,
    /// The `From` outside.
    pub outer_from: Option<Mailbox>,
    /// The `From` that counts.
    pub from: Option<Mailbox>,
    /// `To`.
    pub to: Vec<Mailbox>,
    /// `Cc`.
    pub cc: Vec<Mailbox>,
    /// `Message-ID`, without angle brackets.
    pub message_id: Option<String>,
    /// `Date`, Unix time in milliseconds; may lie in the future.
    pub date: Option<i64>,
    /// `Subject`.
    pub subject: Option<String>,
    /// The first ID of `In-Reply-To`.
    pub in_reply_to: Option<String>,
    /// `References`, oldest first.
    pub references: Vec<String>,
    /// What was written.
    pub text: Text,
    /// An emoji, or nothing to take it back, if this is a reaction (RFC 9078).
    pub reaction: Option<String>,
    /// Files, in order.
    pub attachments: Vec<Attachment>,
    /// What it reports about other mail.
    pub report: Option<Report>,
    /// Its HTML, where it has some.
    pub html: Option<String>,
    /// The servers it passed, the last one first, one a line.
    pub hops: String,
    /// Updates of a mini app, as JSON.
    pub updates: Option<String>,
}

impl Message {
    /// Reads `part` under `headers`.
    pub(super) fn read(
        mut headers: Headers,
        outer: &Headers,
        part: &ParsedMail<'_>,
        protection: Protection,
    ) -> Message {
        if protection != Protection::EncryptedAndSigned {
            merge::drop_unsigned(&mut headers);
        }
        let Parts { text, reaction, attachments, report, html, updates } = body::read(part);
        let first = |name: &str| headers.message_ids(name).into_iter().next();
        let date = headers.get("date").and_then(|date| mailparse::dateparse(&date).ok());
        Message {
            protection,
            outer_from: outer.addresses("from").into_iter().next(),
            from: headers.addresses("from").into_iter().next(),
            to: headers.addresses("to"),
            cc: headers.addresses("cc"),
            message_id: first("message-id"),
            date: date.and_then(|seconds| seconds.checked_mul(1000)),
            subject: headers.get("subject"),
            in_reply_to: first("in-reply-to"),
            references: headers.message_ids("references"),
            text,
            reaction,
            attachments,
            report,
            html,
            hops: outer.lines("received"),
            updates,
            headers,
        }
    }

    /// Whether it is from a messenger.
    pub fn is_chat(&self) -> bool {
        self.headers.has("chat-version")
    }

    /// Whether it names another sender inside than outside and no signature backs it: such mail is to be rejected.
    pub fn has_forged_sender(&self) -> bool {
        let address =
            |mailbox: &Option<Mailbox>| mailbox.as_ref().map(|mailbox| mailbox.address.to_lowercase());
        self.protection != Protection::EncryptedAndSigned && address(&self.from) != address(&self.outer_from)
    }

    /// Whether the sender wants to know when it was read.
    pub fn wants_receipt(&self) -> bool {
        let asked = self.headers.addresses("chat-disposition-notification-to");
        let from = self.from.as_ref().map(|from| from.address.to_lowercase());
        asked.first().is_some_and(|asked| Some(asked.address.to_lowercase()) == from)
    }

    /// The step of a handshake, if it is one. An invite number alone makes a legacy request (it is how receivers have
    /// always told it).
    pub fn handshake(&self) -> Option<Step> {
        Step::of(&self.headers)
    }

    /// Keys of other recipients. Only a signed message hands any on, only for people it is addressed to, never for
    /// its own sender.
    pub fn gossip(&self) -> Vec<Autocrypt> {
        let sender = self.from.as_ref().map(|from| from.address.to_lowercase());
        let recipients: Vec<String> =
            self.to.iter().chain(&self.cc).map(|mailbox| mailbox.address.to_lowercase()).collect();
        let fields = self.headers.all("autocrypt-gossip");
        let keys = fields.iter().filter_map(|value| Autocrypt::parse(value));
        keys.filter(|key| recipients.contains(&key.address) && Some(&key.address) != sender.as_ref())
            .take(MAX_GOSSIP)
            .collect()
    }

    /// The picture of the sender: `None` if it says nothing about it, `Some(None)` if there is none any more.
    pub fn avatar(&self) -> Option<Option<Vec<u8>>> {
        self.picture("chat-user-avatar")
    }

    /// The picture in a field, as [`Message::avatar`] is one.
    pub fn picture(&self, name: &str) -> Option<Option<Vec<u8>>> {
        let value = self.headers.get(name)?;
        if value == "0" {
            return Some(None);
        }
        let data = value.strip_prefix("base64:")?;
        super::autocrypt::decode_base64(data).map(Some)
    }

    /// The parent in the conversation: what it replies to, or else the last of its references.
    pub fn parent(&self) -> Option<&str> {
        self.in_reply_to.as_deref().or(self.references.last().map(String::as_str))
    }

    /// The IDs in any field, without angle brackets; `Chat-Delete` writes several into one pair.
    pub fn ids_in(&self, name: &str) -> Vec<String> {
        self.headers.get(name).map(|value| message_id::parse_list(&value)).unwrap_or_default()
    }
}
