//! Fingerprints: what identifies a person.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Fingerprint of a primary key: 20 bytes (v4 keys) or 32 bytes (v6 keys).
///
/// Shown, parsed and serialized as hex; written in upper case, as Delta Chat does on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Fingerprint {
    /// Of a v4 key: SHA-1.
    V4([u8; 20]),
    /// Of a v6 key: SHA-256.
    V6([u8; 32]),
}

/// The text is not a fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Not a fingerprint of 40 or 64 hex digits")]
pub struct NotAFingerprint;

impl Fingerprint {
    /// The raw bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Fingerprint::V4(bytes) => bytes,
            Fingerprint::V6(bytes) => bytes,
        }
    }

    /// From what the OpenPGP library knows; `None` for key versions no one uses any more.
    pub(super) fn from_pgp(fingerprint: &pgp::types::Fingerprint) -> Option<Self> {
        match fingerprint {
            pgp::types::Fingerprint::V4(bytes) => Some(Fingerprint::V4(*bytes)),
            pgp::types::Fingerprint::V6(bytes) => Some(Fingerprint::V6(*bytes)),
            _ => None,
        }
    }

    pub(super) fn to_pgp(self) -> pgp::types::Fingerprint {
        match self {
            Fingerprint::V4(bytes) => pgp::types::Fingerprint::V4(bytes),
            Fingerprint::V6(bytes) => pgp::types::Fingerprint::V6(bytes),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    /// Accepts either case; nothing else may stand between the digits.
    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let mut bytes = Vec::with_capacity(32);
        for pair in text.as_bytes().chunks(2) {
            let [high, low] = pair else { return Err(NotAFingerprint) };
            let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
            let (Some(high), Some(low)) = (digit(*high), digit(*low)) else { return Err(NotAFingerprint) };
            bytes.push(high << 4 | low);
        }
        match bytes.len() {
            20 => bytes.try_into().map(Fingerprint::V4).map_err(|_| NotAFingerprint),
            32 => bytes.try_into().map(Fingerprint::V6).map_err(|_| NotAFingerprint),
            _ => Err(NotAFingerprint),
        }
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(text: String) -> Result<Self, NotAFingerprint> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_round_trip() {
        for text in ["00", "FF", "3A"].map(|pair| [pair.repeat(20), pair.repeat(32)]).concat() {
            let fingerprint: Fingerprint = text.parse().unwrap();
            assert_eq!(fingerprint.to_string(), text);
            assert_eq!(text.to_lowercase().parse(), Ok(fingerprint));
        }
    }

    #[test]
    fn refused() {
        for text in ["", "A", &"A".repeat(39), &"A".repeat(42), &"G".repeat(40), &"AB ".repeat(20), "ä"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint), "{text}");
        }
    }
}
