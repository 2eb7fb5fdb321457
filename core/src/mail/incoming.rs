//! A mail as the relay delivered it.

use super::{Content, Headers, MailError, Mailbox, Message, Protection, bounds, message_id};
use mailparse::{ParsedMail, body::Body};
use std::borrow::Cow;

/// A mail before decryption.
#[derive(Debug)]
pub struct Incoming<'a> {
    mail: ParsedMail<'a>,
    headers: Headers,
}

impl<'a> Incoming<'a> {
    /// Takes `raw` apart.
    ///
    /// # Errors
    /// [`MailError`] if it is too large, too complex, or no mail.
    pub fn parse(raw: &'a [u8]) -> Result<Self, MailError> {
        let mail = parse_bounded(raw)?;
        let mut headers = Headers::of(&mail);
        // Exchange replaces IDs, and keeps what the sender wrote here.
        if headers.has("x-microsoft-original-message-id") {
            headers.retain(|name| name != "message-id");
            headers.rename("x-microsoft-original-message-id", "message-id");
        }
        Ok(Incoming { mail, headers })
    }

    /// The outer header fields, which nothing protects.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The outer `From`.
    pub fn from(&self) -> Option<Mailbox> {
        self.headers.addresses("from").into_iter().next()
    }

    /// The outer `Message-ID`, without angle brackets.
    pub fn message_id(&self) -> Option<String> {
        let value = self.headers.get("message-id")?;
        message_id::parse_list(&value).into_iter().next()
    }

    /// The OpenPGP message, armored or binary, if there is one: PGP/MIME (RFC 3156 §4), or what some servers make of it.
    pub fn ciphertext(&self) -> Option<Cow<'_, [u8]>> {
        let part = encrypted_part(&self.mail)?;
        match part.get_body_encoded() {
            Body::SevenBit(body) | Body::EightBit(body) => Some(Cow::Borrowed(body.get_raw())),
            Body::Binary(body) => Some(Cow::Borrowed(body.get_raw())),
            Body::Base64(body) | Body::QuotedPrintable(body) => body.get_decoded().ok().map(Cow::Owned),
        }
    }

    /// Looks into the decrypted `payload`.
    ///
    /// # Errors
    /// As [`Incoming::parse`].
    pub fn decrypted<'p>(&self, payload: &'p [u8]) -> Result<Content<'p>, MailError> {
        Ok(Content::new(self.headers.clone(), parse_bounded(payload)?))
    }

    /// Reads it as a mail that nothing protects. Of use only for the first step of the legacy handshake, for bounces, and
    /// to show what a mail one cannot decrypt was about.
    pub fn unencrypted(&self) -> Message {
        Message::read(self.headers.clone(), &self.headers, &self.mail, Protection::None)
    }
}

fn parse_bounded(raw: &[u8]) -> Result<ParsedMail<'_>, MailError> {
    bounds::check(raw)?;
    Ok(mailparse::parse_mail(raw)?)
}

/// Finds the encrypted part in its three shapes: as it should be, as Exchange and Google Workspace rearrange it
/// (`multipart/mixed` with an empty text before the two parts), and with a text that a server put before it.
fn encrypted_part<'m, 'a>(mail: &'m ParsedMail<'a>) -> Option<&'m ParsedMail<'a>> {
    let kind = |part: &ParsedMail<'_>| part.ctype.mimetype.to_ascii_lowercase();
    let is_marker = |part: &ParsedMail<'_>| kind(part) == "application/pgp-encrypted";
    let is_data = |part: &ParsedMail<'_>| kind(part) == "application/octet-stream";
    match (kind(mail).as_str(), mail.subparts.as_slice()) {
        ("multipart/encrypted", [marker, data]) if is_marker(marker) && is_data(data) => Some(data),
        ("multipart/mixed", [text, marker, data])
            if kind(text) == "text/plain" && is_marker(marker) && is_data(data) =>
        {
            Some(data)
        }
        ("multipart/mixed", [text, encrypted])
            if kind(text) == "text/plain" && kind(encrypted) == "multipart/encrypted" =>
        {
            encrypted_part(encrypted)
        }
        _ => None,
    }
}
