//! Looking at mail as plain text, without the library the core reads it with.

use base64::{Engine, prelude::BASE64_STANDARD};
use mail_parser::{MessageParser, PartType};
use pgp::composed::{Deserializable, SignedPublicKey};

/// Header fields of a MIME entity in their order, unfolded; names as written.
pub fn headers(entity: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(entity).replace("\r\n", "\n");
    let head = text.split("\n\n").next().unwrap_or_default();
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let split =
        |line: &str| line.split_once(':').map(|(name, value)| (name.trim().into(), value.trim().into()));
    unfolded.lines().filter_map(split).collect()
}

/// Values of all fields of this name.
pub fn values(entity: &[u8], name: &str) -> Vec<String> {
    let fields = headers(entity).into_iter();
    fields.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

/// Value of the one field of this name; panics if there are several.
#[track_caller]
pub fn value(entity: &[u8], name: &str) -> Option<String> {
    let mut values = values(entity, name);
    assert!(values.len() < 2, "{name} occurs {} times", values.len());
    values.pop()
}

/// `Message-ID` without angle brackets.
pub fn message_id(entity: &[u8]) -> String {
    value(entity, "Message-ID").unwrap_or_default().trim_matches(['<', '>']).to_owned()
}

/// `Date` as Unix time in seconds.
#[track_caller]
pub fn date(entity: &[u8]) -> i64 {
    MessageParser::default().parse(entity).unwrap().date().expect("a Date").to_timestamp()
}

/// Text of the first text part, decoded, with line ends as `\n`.
pub fn text(entity: &[u8]) -> String {
    let mail = MessageParser::default().parse(entity).unwrap();
    let text = mail.parts.iter().find_map(|part| match &part.body {
        PartType::Text(text) => Some(text.replace("\r\n", "\n")),
        _ => None,
    });
    text.unwrap_or_default()
}

/// The armored part of an encrypted mail.
///
/// Errors: the mail has none.
pub fn armor(mail: &[u8]) -> Result<&str, String> {
    const HEAD: &str = "-----BEGIN PGP MESSAGE-----";
    let mail = std::str::from_utf8(mail).map_err(|_| "The mail is not text")?;
    mail.find(HEAD).map(|at| &mail[at..]).ok_or_else(|| "The mail is not encrypted".into())
}

/// Attributes of an `Autocrypt` or `Autocrypt-Gossip` header.
pub fn autocrypt(header: &str) -> Vec<(String, String)> {
    let attributes = header.split(';').filter_map(|attribute| attribute.split_once('='));
    attributes.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// The certificate in an `Autocrypt` or `Autocrypt-Gossip` header.
#[track_caller]
pub fn autocrypt_certificate(header: &str) -> SignedPublicKey {
    let attributes = autocrypt(header);
    let (_, data) = attributes.iter().find(|(name, _)| name == "keydata").expect("keydata");
    certificate(data).expect("a certificate")
}

/// The certificate in a vCard of Delta Chat.
pub fn vcard_certificate(vcard: &str) -> Option<SignedPublicKey> {
    let unfolded = vcard.replace("\r\n ", "").replace("\n ", "");
    let line = unfolded.lines().find_map(|line| line.strip_prefix("KEY:data:application/pgp-keys;base64"))?;
    certificate(line.trim_start_matches(['\\', ',']))
}

/// A vCard that carries a certificate.
pub fn vcard(address: &str, name: &str, certificate: &SignedPublicKey) -> String {
    use pgp::ser::Serialize as _;
    let key = BASE64_STANDARD.encode(certificate.to_bytes().unwrap());
    format!(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:{address}\r\nFN:{name}\r\n\
         KEY:data:application/pgp-keys;base64\\,{key}\r\nEND:VCARD\r\n"
    )
}

fn certificate(base64: &str) -> Option<SignedPublicKey> {
    let packed: String = base64.split_whitespace().collect();
    SignedPublicKey::from_bytes(BASE64_STANDARD.decode(packed).ok()?.as_slice()).ok()
}
