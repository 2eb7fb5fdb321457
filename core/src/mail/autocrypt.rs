//! `Autocrypt` and `Autocrypt-Gossip` fields: keys that travel with mail (Autocrypt Level 1).

use crate::{
    address,
    pgp::{Certificate, KeyError},
};
use base64::{Engine, engine::general_purpose::STANDARD};

/// An address and the key its owner uses there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autocrypt {
    /// The address, lower case.
    pub address: String,
    /// The key.
    pub certificate: Certificate,
    /// In gossip: the sender has verified that the key belongs to its owner.
    pub verified: bool,
}

impl Autocrypt {
    /// Reads one field value; `None` if it is to be ignored, as it must be when it has an attribute nobody knows that
    /// does not start with `_`.
    pub fn parse(value: &str) -> Option<Self> {
        let (mut addr, mut keydata, mut verified) = (None, None, false);
        for attribute in value.split(';').filter(|attribute| !attribute.trim().is_empty()) {
            let (name, value) = attribute.split_once('=')?;
            match name.trim() {
                "addr" => addr = Some(value.trim()),
                "keydata" => keydata = Some(value),
                "_verified" => verified = value.trim() == "1",
                // A preference of no standard is no preference, and no preference is heeded.
                "prefer-encrypt" => {}
                name if name.starts_with('_') => {}
                _ => return None,
            }
        }
        let address = addr.filter(|addr| address::is_valid(addr))?.to_lowercase();
        let certificate = Certificate::parse(&decode_base64(keydata?)?).ok()?;
        Some(Autocrypt { address, certificate, verified })
    }

    /// Of several fields, the last one that is valid and for `from`.
    pub(super) fn select(values: &[String], from: &str) -> Option<Self> {
        let mut candidates = values.iter().rev().filter_map(|value| Autocrypt::parse(value));
        candidates.find(|candidate| address::same(&candidate.address, from))
    }
}

/// The value of the own `Autocrypt` field.
pub(super) fn own_value(address: &str, certificate: &Certificate) -> Result<String, KeyError> {
    let keydata = keydata(certificate)?;
    Ok(format!("addr={}; prefer-encrypt=mutual; keydata={keydata}", address.to_lowercase()))
}

/// The value of an `Autocrypt-Gossip` field.
pub(super) fn gossip_value(address: &str, certificate: &Certificate) -> Result<String, KeyError> {
    Ok(format!("addr={}; keydata={}", address.to_lowercase(), keydata(certificate)?))
}

fn keydata(certificate: &Certificate) -> Result<String, KeyError> {
    Ok(encode_base64(&certificate.to_bytes()?))
}

/// Base64 with a space after every 78 characters, where the field can be folded.
pub(super) fn encode_base64(data: &[u8]) -> String {
    let encoded = STANDARD.encode(data);
    let mut spaced = String::with_capacity(encoded.len() + encoded.len() / 78 + 1);
    for (index, character) in encoded.chars().enumerate() {
        if index > 0 && index % 78 == 0 {
            spaced.push(' ');
        }
        spaced.push(character);
    }
    spaced
}

/// Base64 with white space anywhere.
pub(crate) fn decode_base64(data: &str) -> Option<Vec<u8>> {
    let compact: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(compact).ok()
}
