//! A decrypted mail before it is known who signed it.

use super::{Autocrypt, Headers, Mailbox, Message, Protection, merge};
use mailparse::ParsedMail;

/// What was inside an encrypted mail. To learn who signed it needs keys, which the headers in here may bring.
#[derive(Debug)]
pub struct Content<'p> {
    outer: Headers,
    inner: Headers,
    root: ParsedMail<'p>,
}

impl<'p> Content<'p> {
    pub(super) fn new(outer: Headers, root: ParsedMail<'p>) -> Self {
        let mut inner = Headers::of(&root);
        if let Some((content, _)) = signed_layer(&root) {
            inner.extend(Headers::of(content));
        }
        Content { outer, inner, root }
    }

    /// The key the sender attached: of the inner `Autocrypt` fields, or the outer ones if there is none inside, the last
    /// that is valid and made for the outer `From`.
    pub fn autocrypt(&self) -> Option<Autocrypt> {
        let from = self.outer.addresses("from").into_iter().next()?;
        let fields = if self.inner.has("autocrypt") { &self.inner } else { &self.outer };
        Autocrypt::select(&fields.all("autocrypt"), &from.address)
    }

    /// The outer `From`.
    pub fn outer_from(&self) -> Option<Mailbox> {
        self.outer.addresses("from").into_iter().next()
    }

    /// The signed bytes and their signature where the content is `multipart/signed` (RFC 3156 §5).
    pub fn detached_signature(&self) -> Option<(&'p [u8], Vec<u8>)> {
        let (content, signature) = signed_layer(&self.root)?;
        Some((content.raw_bytes, signature.get_body_raw().ok()?))
    }

    /// Reads the message. `signed`: whether a known key made a valid signature on it.
    pub fn message(&self, signed: bool) -> Message {
        let part = signed_layer(&self.root).map_or(&self.root, |(content, _)| content);
        let protected = [&self.root, part].iter().any(|part| part.ctype.params.contains_key("hp"));
        let mut headers = merge::headers(self.outer.clone(), self.inner.clone(), protected, signed);
        if !protected {
            headers.extend(merge::hidden(part));
        }
        let protection = if signed { Protection::EncryptedAndSigned } else { Protection::Encrypted };
        Message::read(headers, &self.outer, part, protection)
    }
}

/// The signed part and the signature of a `multipart/signed`.
fn signed_layer<'m, 'p>(root: &'m ParsedMail<'p>) -> Option<(&'m ParsedMail<'p>, &'m ParsedMail<'p>)> {
    let is_signed = root.ctype.mimetype.eq_ignore_ascii_case("multipart/signed");
    match root.subparts.as_slice() {
        [content, signature] if is_signed => Some((content, signature)),
        _ => None,
    }
}
