//! People to test with.
use estuary_core::pgp::{Certificate, SecretKey};
use rand::{SeedableRng, rngs::StdRng};
use std::io::Read;

/// 2026-01-01 00:00 UTC, in milliseconds.
pub(super) const NOW: i64 = 1_767_225_600_000;

pub(super) fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

/// Someone with a key.
pub(super) struct Person {
    pub(super) address: String,
    pub(super) key: SecretKey,
    pub(super) certificate: Certificate,
}

pub(super) fn person(name: &str) -> Person {
    let address = format!("{name}@example.org");
    let seed = name.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31) + u64::from(byte));
    let key = SecretKey::generate(&address, NOW, &mut rng(seed)).unwrap();
    let certificate = key.certificate(&address, &[&address], NOW).unwrap();
    Person { address, key, certificate }
}

/// A certificate as Delta Chat made it before it announced SEIPDv2, with the key to it.
pub(super) fn old_person(name: &str) -> (pgp::composed::SignedSecretKey, Certificate) {
    use pgp::composed::{EncryptionCaps, KeyType, SecretKeyParamsBuilder, SubkeyParamsBuilder};
    use pgp::{crypto::ecc_curve::ECCCurve, ser::Serialize};
    let mut subkey = SubkeyParamsBuilder::default();
    subkey.key_type(KeyType::ECDH(ECCCurve::Curve25519Legacy)).can_encrypt(EncryptionCaps::All);
    let mut params = SecretKeyParamsBuilder::default();
    params
        .key_type(KeyType::Ed25519Legacy)
        .can_certify(true)
        .can_sign(true)
        .primary_user_id(format!("<{name}@example.org>"))
        .subkey(subkey.build().unwrap());
    let key = params.build().unwrap().generate(rng(99)).unwrap();
    let certificate = Certificate::parse(&key.to_public_key().to_bytes().unwrap()).unwrap();
    (key, certificate)
}

/// What is inside the armor.
pub(super) fn dearmor(armored: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    pgp::armor::Dearmor::new(armored.as_bytes()).read_to_end(&mut bytes).unwrap();
    bytes
}
