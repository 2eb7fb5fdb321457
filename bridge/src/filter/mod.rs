//! What may leave: end-to-end encrypted mail and nothing else, as on every chatmail server.
//!
//! It is stricter than those in a few things that no sender of good mail notices (a checksum that is wrong, a message
//! without session keys), so that what is accepted here is accepted there.

mod armor;
mod packets;
mod rewrite;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use rewrite::rewrite;

use mail_parser::{HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// Why a mail is not let out. The text tells the person who wrote the sending program what to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The mail is not strict PGP/MIME; what is wrong about it.
    #[error("Encryption Needed: {0}")]
    NotEncrypted(&'static str),
    /// Header, envelope and login do not name the same one sender.
    #[error("{0}")]
    Sender(&'static str),
    /// The bytes are not what a mail is made of (RFC 5321 section 2.3.8).
    #[error("{0}")]
    Malformed(&'static str),
}

/// Checks what `login` wants to send with the envelope sender `sender`.
///
/// Errors: the first rule that is broken.
pub fn check_outgoing(mail: &[u8], sender: &str, login: &str) -> Result<(), Refusal> {
    check_bytes(mail)?;
    if !sender.eq_ignore_ascii_case(login) {
        return Err(Refusal::Sender("The envelope sender is not the address of the login"));
    }
    let message = MessageParser::new().parse(mail).ok_or(Refusal::Malformed("The mail has no header"))?;
    check_from(&message, login)?;
    check_encrypted(&message).or_else(|reason| {
        if is_secure_join_request(&message) { Ok(()) } else { Err(Refusal::NotEncrypted(reason)) }
    })
}

/// A lone CR or LF is read as a line end by some and not by others, and a NUL ends a mail for some: what this filter
/// sees would not be what a receiver sees.
fn check_bytes(mail: &[u8]) -> Result<(), Refusal> {
    let mut previous = 0;
    for &byte in mail {
        if byte == 0 {
            return Err(Refusal::Malformed("The mail contains a NUL"));
        }
        if (byte == b'\n') != (previous == b'\r') {
            return Err(Refusal::Malformed("Lines must end with CRLF, and CR and LF may stand nowhere else"));
        }
        previous = byte;
    }
    Ok(())
}

fn check_from(message: &Message<'_>, login: &str) -> Result<(), Refusal> {
    let mut fields = message.headers().iter().filter(|header| header.name == HeaderName::From);
    let (Some(from), None) = (fields.next(), fields.next()) else {
        return Err(Refusal::Sender("A mail needs exactly one From header"));
    };
    match from.value.as_address().and_then(|address| address.as_list()) {
        Some([only]) if only.address.as_ref().is_some_and(|address| address.eq_ignore_ascii_case(login)) => {
            Ok(())
        }
        Some([_]) => Err(Refusal::Sender("The From header is not the address of the login")),
        _ => Err(Refusal::Sender("The From header must hold exactly one address")),
    }
}

/// Strict PGP/MIME (RFC 3156 section 4). Text around the parts is not looked at: no receiver shows it.
fn check_encrypted(message: &Message<'_>) -> Result<(), &'static str> {
    let root = message.parts.first().ok_or("The mail is empty")?;
    expect(root, "multipart", "encrypted")?;
    let [version, data] = children(message, root)[..] else {
        return Err("PGP/MIME has exactly two parts");
    };
    expect(version, "application", "pgp-encrypted")?;
    if raw_body(message, version).trim_ascii() != b"Version: 1" {
        return Err("The first part must say Version: 1");
    }
    expect(data, "application", "octet-stream")?;
    packets::check(&armor::decode(raw_body(message, data))?)
}

/// The first message of the older SecureJoin, which is sent before the keys are known. Its text is fixed, so nothing
/// else can hide in it.
fn is_secure_join_request(message: &Message<'_>) -> bool {
    let step = message.header("Secure-Join").and_then(|value| value.as_text()).unwrap_or_default();
    let parts = message.parts.first().map(|root| children(message, root)).unwrap_or_default();
    let [text] = parts[..] else { return false };
    let said = raw_body(message, text).trim_ascii().to_ascii_lowercase();
    ["vc-request", "vg-request"].contains(&step)
        && expect(text, "text", "plain").is_ok()
        && [&b"secure-join: vc-request"[..], b"secure-join: vg-request"].contains(&said.as_slice())
}

/// The parts of a multipart; of anything else there are none.
fn children<'a, 'x>(message: &'a Message<'x>, part: &MessagePart<'x>) -> Vec<&'a MessagePart<'x>> {
    match &part.body {
        PartType::Multipart(ids) => ids.iter().filter_map(|id| message.parts.get(*id as usize)).collect(),
        _ => Vec::new(),
    }
}

/// That a part says, and says once, that it is `kind/subtype`.
fn expect(part: &MessagePart<'_>, kind: &str, subtype: &str) -> Result<(), &'static str> {
    if part.headers.iter().filter(|header| header.name == HeaderName::ContentType).count() != 1 {
        return Err("Each part needs exactly one Content-Type");
    }
    if part.is_content_type(kind, subtype) { Ok(()) } else { Err("The parts are not those of PGP/MIME") }
}

/// A part's body as it is in the mail, no transfer encoding undone.
fn raw_body<'a>(message: &'a Message<'_>, part: &MessagePart<'_>) -> &'a [u8] {
    message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default()
}
