use super::Letter;
use base64::{Engine, prelude::BASE64_STANDARD};
use pgp::{
    composed::{
        EncryptionCaps, KeyType, SecretKeyParamsBuilder, SignedPublicKey, SignedSecretKey,
        SubkeyParamsBuilder,
    },
    crypto::{ecc_curve::ECCCurve, hash::HashAlgorithm},
    packet::{Features, KeyFlags, Notation, SignatureConfig, SignatureType, Subpacket, SubpacketData},
    ser::Serialize,
    types::{KeyDetails, Password, Timestamp},
};
use rand::thread_rng;

/// Somebody with an address and a key who follows the rules only as far as a test wants.
#[derive(Clone)]
pub struct Person {
    /// Mail address.
    pub address: String,
    /// Private key: Ed25519 with a Curve25519 subkey, version 4.
    pub key: SignedSecretKey,
}

impl Person {
    /// With a certificate that advertises SEIPDv2, or does not.
    pub fn new(address: impl Into<String>, seipd_v2: bool) -> Self {
        let address = address.into();
        let subkey = SubkeyParamsBuilder::default()
            .key_type(KeyType::ECDH(ECCCurve::Curve25519Legacy))
            .can_encrypt(EncryptionCaps::All)
            .build()
            .unwrap();
        let key = SecretKeyParamsBuilder::default()
            .key_type(KeyType::Ed25519Legacy)
            .can_certify(true)
            .can_sign(true)
            .feature_seipd_v2(seipd_v2)
            .primary_user_id(format!("<{address}>"))
            .subkey(subkey)
            .build()
            .unwrap()
            .generate(thread_rng())
            .unwrap();
        Self { address, key }
    }

    /// Certificate as generated.
    pub fn certificate(&self) -> SignedPublicKey {
        self.key.to_public_key()
    }

    /// Certificate with a direct-key signature that lists `relays`, made at `created` (Unix time).
    pub fn certificate_with_relays(&self, relays: &[&str], created: u32) -> SignedPublicKey {
        let mut certificate = self.certificate();
        let mut features = Features::new();
        features.set_seipd_v1(true);
        features.set_seipd_v2(true);
        let mut flags = KeyFlags::default();
        flags.set_certify(true);
        flags.set_sign(true);
        let notation =
            Notation { readable: true, name: "relays@chatmail.at".into(), value: relays.join(",").into() };
        let mut config =
            SignatureConfig::v4(SignatureType::Key, self.key.primary_key.algorithm(), HashAlgorithm::Sha256);
        config.hashed_subpackets = [
            SubpacketData::SignatureCreationTime(Timestamp::from_secs(created)),
            SubpacketData::IssuerFingerprint(self.key.primary_key.fingerprint()),
            SubpacketData::KeyFlags(flags),
            SubpacketData::Features(features),
            SubpacketData::Notation(notation),
        ]
        .map(|data| Subpacket::regular(data).unwrap())
        .into();
        let signature = config
            .sign_key(&self.key.primary_key, &Password::empty(), self.key.primary_key.public_key())
            .unwrap();
        certificate.details.direct_signatures = vec![signature];
        certificate
    }

    /// Fingerprint, upper-case hex.
    pub fn fingerprint(&self) -> String {
        format!("{:X}", self.key.primary_key.fingerprint())
    }

    /// Value of an `Autocrypt` header, key data in chunks as core writes it.
    pub fn autocrypt(&self) -> String {
        self.autocrypt_with(&self.certificate())
    }

    /// The same with another certificate.
    pub fn autocrypt_with(&self, certificate: &SignedPublicKey) -> String {
        format!("addr={}; prefer-encrypt=mutual; keydata={}", self.address, key_data(certificate))
    }

    /// An ordinary chat message of this person, signed, sealed and with everything a client adds; a test changes what
    /// it is about.
    pub fn letter(&self, to_address: &str, to: &SignedPublicKey, text: &str) -> Letter {
        Letter::new(self, to_address, to, text)
    }
}

/// Value of an `Autocrypt-Gossip` header.
pub(super) fn gossip(address: &str, certificate: &SignedPublicKey) -> String {
    format!("addr={}; keydata={}", address.to_lowercase(), key_data(certificate))
}

fn key_data(certificate: &SignedPublicKey) -> String {
    let encoded = BASE64_STANDARD.encode(certificate.to_bytes().unwrap());
    encoded
        .as_bytes()
        .chunks(78)
        .map(|chunk| std::str::from_utf8(chunk).unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}
