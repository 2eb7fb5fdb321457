//! Takes an encrypted mail apart, packet by packet, with the means of whoever may read it.
//!
//! Core and Estuary seal with the same library at different versions; here only its packet types are used, none of
//! its message builder or reader, so that what is looked at is what was on the wire.

use crate::{filter, mail};
use pgp::{
    composed::{PlainSessionKey, SignedPublicKey, SignedSecretKey},
    packet::{
        LiteralData, Packet, PacketParser, PublicKeyEncryptedSessionKey as Pkesk, Signature, SubpacketData,
        SymEncryptedProtectedData, SymEncryptedProtectedDataConfig, SymKeyEncryptedSessionKey as Skesk,
    },
    types::{DecryptionKey, EskType, KeyDetails, Password, Seipdv1ReadMode, StringToKey},
};
use std::io::Read;

/// What can open a mail.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// A recipient's private key.
    Key(&'a SignedSecretKey),
    /// A shared secret.
    Secret(&'a str),
}

/// How the session key is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionKey {
    /// To a public key.
    Public {
        /// Packet version.
        version: u8,
        /// No recipient is named.
        anonymous: bool,
    },
    /// By a shared secret.
    Secret {
        /// Packet version.
        version: u8,
        /// The string-to-key is exactly Salted (type 1).
        salted: bool,
    },
}

/// An encrypted mail in its parts.
#[derive(Debug)]
pub struct Anatomy {
    /// Session keys in their order.
    pub session_keys: Vec<SessionKey>,
    /// The container: its version and, in version 2, its algorithms and chunk size.
    pub container: SymEncryptedProtectedDataConfig,
    /// Algorithm of the compression layer (RFC 9580 section 9.4), if there is one.
    pub compression: Option<u8>,
    /// The literal packet.
    pub literal: LiteralData,
    /// Signatures; not verified by being here.
    pub signatures: Vec<Signature>,
}

impl Anatomy {
    /// Opens a mail.
    ///
    /// Errors: why it cannot be read; among them anything a chatmail server would not let pass.
    pub fn of(mail: &[u8], opener: Opener<'_>) -> Result<Self, String> {
        let bytes = filter::dearmor(mail::armor(mail)?)?;
        let mut session_keys = Vec::new();
        let mut found = None;
        for packet in parse(&bytes)? {
            match packet {
                Packet::PublicKeyEncryptedSessionKey(esk) => {
                    session_keys.push(public(&esk)?);
                    found = found.or_else(|| open_public(&esk, opener));
                }
                Packet::SymKeyEncryptedSessionKey(esk) => {
                    session_keys.push(secret(&esk)?);
                    found = found.or_else(|| open_secret(&esk, opener));
                }
                Packet::SymEncryptedProtectedData(data) => {
                    let plain = decrypt(&data, &found.ok_or("None of the session keys is for this opener")?)?;
                    return inside(&plain, session_keys, data.config().clone());
                }
                other => return Err(format!("Unexpected packet {other:?}")),
            }
        }
        Err("No encrypted data".into())
    }

    /// The payload: a whole MIME entity.
    pub fn payload(&self) -> &[u8] {
        self.literal.data()
    }

    /// The one signature, if it is valid for `signer`'s primary key.
    pub fn signed_by(&self, signer: &SignedPublicKey) -> Option<&Signature> {
        match &self.signatures[..] {
            [signature] => signature.verify(&signer.primary_key, self.payload()).ok().map(|()| signature),
            _ => None,
        }
    }

    /// Fingerprints in the intended-recipient subpackets of all signatures, hashed area only; upper-case hex, sorted.
    pub fn intended_recipients(&self) -> Vec<String> {
        let configs = self.signatures.iter().filter_map(Signature::config);
        let mut fingerprints: Vec<String> = configs
            .flat_map(|config| config.hashed_subpackets())
            .filter_map(|subpacket| match &subpacket.data {
                SubpacketData::IntendedRecipientFingerprint(fingerprint) => Some(format!("{fingerprint:X}")),
                _ => None,
            })
            .collect();
        fingerprints.sort();
        fingerprints
    }
}

fn parse(bytes: &[u8]) -> Result<Vec<Packet>, String> {
    PacketParser::new(bytes).collect::<Result<_, _>>().map_err(|e| format!("Packets: {e}"))
}

fn public(esk: &Pkesk) -> Result<SessionKey, String> {
    Ok(match esk {
        Pkesk::V3 { id, .. } => SessionKey::Public { version: 3, anonymous: id.is_wildcard() },
        Pkesk::V6 { fingerprint, .. } => SessionKey::Public { version: 6, anonymous: fingerprint.is_none() },
        Pkesk::Other { version, .. } => return Err(format!("PKESK of version {version}")),
    })
}

fn secret(esk: &Skesk) -> Result<SessionKey, String> {
    let version = match esk {
        Skesk::V4 { .. } => 4,
        Skesk::V5 { .. } => 5,
        Skesk::V6 { .. } => 6,
        Skesk::Other { version, .. } => return Err(format!("SKESK of version {version}")),
    };
    Ok(SessionKey::Secret { version, salted: matches!(esk.s2k(), Some(StringToKey::Salted { .. })) })
}

fn open_public(esk: &Pkesk, opener: Opener<'_>) -> Option<PlainSessionKey> {
    let Opener::Key(key) = opener else { return None };
    let kind = if matches!(esk, Pkesk::V3 { .. }) { EskType::V3_4 } else { EskType::V6 };
    let values = esk.values().ok()?;
    let mut subkeys =
        key.secret_subkeys.iter().filter(|subkey| subkey.key.algorithm() == esk.algorithm().unwrap());
    subkeys.find_map(|subkey| subkey.key.decrypt(&Password::empty(), values, kind).ok()?.ok())
}

fn open_secret(esk: &Skesk, opener: Opener<'_>) -> Option<PlainSessionKey> {
    let Opener::Secret(secret) = opener else { return None };
    pgp::composed::decrypt_session_key_with_password(esk, &Password::from(secret)).ok()
}

fn decrypt(data: &SymEncryptedProtectedData, key: &PlainSessionKey) -> Result<Vec<u8>, String> {
    let (bytes, algorithm) = match key {
        PlainSessionKey::V3_4 { sym_alg, key } => (key, Some(*sym_alg)),
        PlainSessionKey::V5 { key } | PlainSessionKey::V6 { key } => (key, None),
    };
    data.decrypt(bytes.as_ref(), algorithm, Seipdv1ReadMode::default())
        .map_err(|e| format!("Decryption: {e}"))
}

fn inside(
    plain: &[u8],
    session_keys: Vec<SessionKey>,
    container: SymEncryptedProtectedDataConfig,
) -> Result<Anatomy, String> {
    let mut packets = parse(plain)?;
    let mut compression = None;
    if let [Packet::CompressedData(compressed)] = &packets[..] {
        compression = Some(crate::packets::split(plain)?[0].body[0]);
        let mut unpacked = Vec::new();
        compressed
            .decompress()
            .map_err(|e| e.to_string())?
            .read_to_end(&mut unpacked)
            .map_err(|e| e.to_string())?;
        packets = parse(&unpacked)?;
    }
    let mut literal = None;
    let mut signatures = Vec::new();
    for packet in packets {
        match packet {
            Packet::OnePassSignature(_) | Packet::Padding(_) => {}
            Packet::LiteralData(data) if literal.is_none() => literal = Some(data),
            Packet::Signature(signature) => signatures.push(signature),
            other => return Err(format!("Unexpected packet inside: {other:?}")),
        }
    }
    let literal = literal.ok_or("No literal data")?;
    Ok(Anatomy { session_keys, container, compression, literal, signatures })
}

#[cfg(test)]
mod tests {
    use super::{Anatomy, Opener, SessionKey};
    use crate::{
        filter,
        forge::{Container, Person},
    };
    use pgp::{crypto::sym::SymmetricKeyAlgorithm, packet::SymEncryptedProtectedDataConfig};

    #[test]
    fn a_forged_letter_passes_the_filter_and_comes_apart() {
        let (ann, ben) = (Person::new("ann@x.test", true), Person::new("ben@x.test", true));
        let mail = ann.letter(&ben.address, &ben.certificate(), "hi").mail();
        filter::check(&mail).unwrap();
        let anatomy = Anatomy::of(&mail, Opener::Key(&ben.key)).unwrap();
        let anonymous = SessionKey::Public { version: 6, anonymous: true };
        assert_eq!(anatomy.session_keys, [anonymous.clone(), anonymous]);
        assert!(anatomy.signed_by(&ann.certificate()).is_some());
        assert!(anatomy.signed_by(&ben.certificate()).is_none());
        let mut both = [ann.fingerprint(), ben.fingerprint()];
        both.sort();
        assert_eq!(anatomy.intended_recipients(), both);
        assert_eq!(crate::mail::text(anatomy.payload()), "hi");
        assert_eq!(anatomy.compression, Some(2));
        assert!(Anatomy::of(&mail, Opener::Key(&Person::new("eve@x.test", true).key)).is_err());
    }

    #[test]
    fn version_1_and_shared_secrets_come_apart_too() {
        let (ann, ben) = (Person::new("ann@x.test", false), Person::new("ben@x.test", false));
        let mut letter = ann.letter(&ben.address, &ben.certificate(), "hi");
        letter.container = Container::V1(SymmetricKeyAlgorithm::AES256);
        let anatomy = Anatomy::of(&letter.mail(), Opener::Key(&ben.key)).unwrap();
        assert_eq!(anatomy.container, SymEncryptedProtectedDataConfig::V1);
        assert_eq!(anatomy.session_keys[0], SessionKey::Public { version: 3, anonymous: true });

        letter.container = Container::Secret("open sesame".into());
        let anatomy = Anatomy::of(&letter.mail(), Opener::Secret("open sesame")).unwrap();
        assert_eq!(anatomy.session_keys, [SessionKey::Secret { version: 6, salted: true }]);
        assert!(Anatomy::of(&letter.mail(), Opener::Secret("open barley")).is_err());
    }
}
