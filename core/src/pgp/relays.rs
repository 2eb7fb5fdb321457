//! The relay list in a certificate: all addresses at which its owner reads mail.

use crate::address;
use bytes::Bytes;
use pgp::packet::{Notation, Signature};

/// How many relays of one contact are used; further ones are ignored.
pub const MAX_RELAYS: usize = 5;

/// Name of the notation in the direct-key signature.
const NAME: &str = "relays@chatmail.at";

/// The notation that publishes `relays`.
pub(super) fn notation<S: AsRef<str>>(relays: &[S]) -> Notation {
    let value = relays.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(",");
    Notation { readable: true, name: Bytes::from_static(NAME.as_bytes()), value: value.into() }
}

/// The relays of the first of `signatures` that publishes any.
pub(super) fn published(signatures: &[Signature]) -> Vec<String> {
    let value = signatures.iter().find_map(|signature| {
        let notation = signature.notations().into_iter().find(|notation| notation.name == NAME.as_bytes())?;
        std::str::from_utf8(&notation.value).ok()
    });
    let addresses = value.into_iter().flat_map(|value| value.split(','));
    addresses.filter(|text| address::is_valid(text)).take(MAX_RELAYS).map(str::to_owned).collect()
}
