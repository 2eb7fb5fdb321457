//! Outer and inner header fields become one set (RFC 9788, and what older programs did instead).

use super::Headers;
use mailparse::ParsedMail;

/// Outer fields that never count once there is an inner part: whatever says who wrote to whom, when, and what.
const REPLACED: [&str; 12] = [
    "return-path",
    "auto-submitted",
    "date",
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "message-id",
    "in-reply-to",
    "references",
];

/// Families of fields that only mean something under protection.
const PROTECTED_FAMILIES: [&str; 6] =
    ["chat-", "secure-join", "autocrypt-", "iroh-", "ephemeral-timer", "hp-outer"];

/// Merges the fields of an encrypted mail. `protected`: the payload carries the `hp` parameter, so nothing outside counts.
pub(super) fn headers(outer: Headers, inner: Headers, protected: bool, signed: bool) -> Headers {
    let mut merged = if protected { Headers::default() } else { outer };
    merged.retain(|name| {
        let replaced =
            REPLACED.contains(&name) || PROTECTED_FAMILIES.iter().any(|family| name.starts_with(family));
        // Relays rewrite subjects; a list ID would move a signed message to another chat.
        let unsigned_only = signed && matches!(name, "subject" | "list-id");
        !replaced && !unsigned_only && !inner.has(name)
    });
    merged.extend(inner);
    if !signed {
        drop_unsigned(&mut merged);
    }
    merged
}

/// Drops what only counts under a signature.
pub(super) fn drop_unsigned(headers: &mut Headers) {
    let step = headers.get("secure-join").unwrap_or_default();
    let unsigned_step = matches!(step.as_str(), "vc-request-pubkey" | "vc-request" | "vg-request");
    headers.retain(|name| match name {
        "secure-join-fingerprint" | "chat-verified" | "autocrypt-gossip" => false,
        "secure-join" | "secure-join-auth" => unsigned_step,
        _ => true,
    });
}

/// Large fields, and the ID, that programs before header protection hid in the first part of the payload.
pub(super) fn hidden(part: &ParsedMail<'_>) -> Headers {
    let is_mixed = part.ctype.mimetype.eq_ignore_ascii_case("multipart/mixed");
    let Some(first) = part.subparts.first().filter(|_| is_mixed) else { return Headers::default() };
    let mut fields = Headers::of(first);
    let names = ["chat-user-avatar", "chat-group-avatar", "chat-delete", "chat-edit", "message-id"];
    fields.retain(|name| names.contains(&name));
    fields
}
