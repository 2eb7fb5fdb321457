//! Sealing and opening.

use crate::people::{NOW, Person, dearmor, old_person, person, rng};
use estuary_core::pgp::{Certificate, OpenError, SealError, open, seal, seal_symmetric};
use pgp::{
    composed::{Deserializable, Edata, Esk, Message, MessageBuilder, SignedPublicKey},
    crypto::{
        aead::{AeadAlgorithm, ChunkSize},
        hash::HashAlgorithm,
        sym::SymmetricKeyAlgorithm,
    },
    packet::{ProtectedDataConfig, SymEncryptedProtectedDataConfig},
    ser::Serialize,
    types::{CompressionAlgorithm, PacketHeaderVersion, Password, StringToKey},
};

const MAX: usize = 10_000_000;
const SECRET: &str = "securejoin/FINGERPRINT/token";

fn text() -> Vec<u8> {
    b"Content-Type: text/plain\r\n\r\nHi Bob, how are you today, and how was it yesterday?".repeat(20)
}

/// The session keys and how the data is encrypted.
fn structure(armored: &str) -> (Vec<Esk>, SymEncryptedProtectedDataConfig) {
    let (message, headers) = Message::from_string(armored).unwrap();
    assert!(headers.is_empty());
    let Message::Encrypted { esk, edata: Edata::SymEncryptedProtectedData { reader }, .. } = message else {
        panic!("not encrypted")
    };
    assert_eq!(reader.packet_header().version(), PacketHeaderVersion::New);
    let ProtectedDataConfig::Seipd(config) = reader.config().clone() else { panic!("not standard") };
    (esk, config)
}

fn is_v2(armored: &str) -> bool {
    let (esk, config) = structure(armored);
    for esk in &esk {
        let Esk::PublicKeyEncryptedSessionKey(esk) = esk else { panic!("symmetric") };
        match config {
            SymEncryptedProtectedDataConfig::V1 => assert!(esk.id().unwrap().is_wildcard()),
            SymEncryptedProtectedDataConfig::V2 { .. } => assert!(esk.fingerprint().unwrap().is_none()),
        }
    }
    match config {
        SymEncryptedProtectedDataConfig::V1 => false,
        SymEncryptedProtectedDataConfig::V2 { sym_alg, aead, chunk_size, .. } => {
            let chosen = (sym_alg, aead, chunk_size);
            assert_eq!(chosen, (SymmetricKeyAlgorithm::AES128, AeadAlgorithm::Ocb, ChunkSize::C8KiB));
            true
        }
    }
}

#[test]
fn sealed_messages_open_for_all_recipients_and_the_sender() {
    let (alice, bob, carol) = (person("alice"), person("bob"), person("carol"));
    for compress in [false, true] {
        let recipients = [&bob.certificate, &carol.certificate];
        let sealed = seal(text(), &recipients, &alice.key, compress, NOW, &mut rng(1)).unwrap();
        assert!(is_v2(&sealed));
        assert_eq!(structure(&sealed).0.len(), 3);
        for reader in [&alice, &bob, &carol] {
            let opened = open(sealed.as_bytes(), &reader.key, &[], MAX).unwrap();
            assert_eq!((opened.payload.as_slice(), opened.symmetric), (text().as_slice(), None));
            assert_eq!(opened.issuers(), [alice.key.fingerprint()]);
            let signed = opened.verify(&[&bob.certificate, &alice.certificate]).unwrap();
            assert_eq!((signed.fingerprint, signed.valid), (alice.key.fingerprint(), 1));
            let everyone = [&alice, &bob, &carol].map(|person| person.key.fingerprint());
            assert_eq!(signed.intended, everyone);
            assert_eq!(opened.verify(&[&bob.certificate]), None);
        }
        let stranger = open(sealed.as_bytes(), &person("mallory").key, &[SECRET], MAX);
        assert_eq!(stranger.unwrap_err(), OpenError::NotForUs);
    }
}

#[test]
fn the_sender_is_named_once() {
    let alice = person("alice");
    let sealed =
        seal(text(), &[&alice.certificate, &alice.certificate], &alice.key, true, NOW, &mut rng(1)).unwrap();
    assert_eq!(structure(&sealed).0.len(), 1);
    let signed =
        open(sealed.as_bytes(), &alice.key, &[], MAX).unwrap().verify(&[&alice.certificate]).unwrap();
    assert_eq!(signed.intended, [alice.key.fingerprint()]);
}

#[test]
fn one_old_recipient_makes_the_message_seipdv1() {
    let (alice, bob) = (person("alice"), person("bob"));
    let (old_key, old) = old_person("old");
    assert!(!old.supports_seipdv2());
    let sealed = seal(text(), &[&bob.certificate, &old], &alice.key, true, NOW, &mut rng(1)).unwrap();
    assert!(!is_v2(&sealed));
    assert_eq!(open(sealed.as_bytes(), &bob.key, &[], MAX).unwrap().payload, text());
    let (message, _) = Message::from_string(&sealed).unwrap();
    let mut message = message.decrypt(&Password::empty(), &old_key).unwrap().decompress().unwrap();
    assert_eq!(message.as_data_vec().unwrap(), text());
    let only_new = seal(text(), &[&bob.certificate], &alice.key, true, NOW, &mut rng(1)).unwrap();
    assert!(is_v2(&only_new));
}

#[test]
fn armor_is_as_strict_relays_want_it() {
    let alice = person("alice");
    let sealed = seal(text(), &[], &alice.key, false, NOW, &mut rng(1)).unwrap();
    assert!(sealed.starts_with("-----BEGIN PGP MESSAGE-----\r\n\r\n"));
    assert!(sealed.ends_with("\r\n-----END PGP MESSAGE-----\r\n"));
    let lines: Vec<&str> = sealed.trim_end().split("\r\n").collect();
    assert!(lines.iter().all(|line| !line.contains(['\r', '\n']) && line.len() <= 64));
    let checksum = lines[lines.len() - 2];
    assert!(checksum.len() == 5 && checksum.starts_with('='), "{checksum}");
    assert!(lines[2..lines.len() - 3].iter().all(|line| line.len() == 64));
}

#[test]
fn the_signature_is_a_delta_chat_signature() {
    let (alice, bob) = (person("alice"), person("bob"));
    let sealed = seal(text(), &[&bob.certificate], &alice.key, true, NOW, &mut rng(1)).unwrap();
    let bytes = bob.key.to_bytes().unwrap();
    let key = pgp::composed::SignedSecretKey::from_bytes(bytes.as_slice()).unwrap();
    let (message, _) = Message::from_string(&sealed).unwrap();
    let message = message.decrypt(&Password::empty(), &key).unwrap();
    assert!(message.is_compressed());
    let mut message = message.decompress().unwrap();
    message.as_data_vec().unwrap();
    let literal = message.literal_data_header().unwrap();
    assert!(literal.file_name().is_empty() && literal.created().as_secs() == 0);
    let Message::Signed { reader, .. } = &message else { panic!("not signed") };
    let signature = reader.signature(0).unwrap();
    assert_eq!(signature.hash_alg(), Some(HashAlgorithm::Sha256));
    assert_eq!(i64::from(signature.created().unwrap().as_secs()), NOW / 1000);
    let config = signature.config().unwrap();
    let hashed: Vec<(u8, bool)> =
        config.hashed_subpackets().map(|packet| (packet.typ().as_u8(false), packet.is_critical)).collect();
    assert_eq!(hashed, [(2, true), (35, false), (35, false), (33, false)]);
    let unhashed: Vec<u8> = config.unhashed_subpackets().map(|packet| packet.typ().as_u8(false)).collect();
    assert_eq!(unhashed, [16]);
}

#[test]
fn symmetric_messages() {
    let (alice, bob) = (person("alice"), person("bob"));
    for signer in [None, Some(&alice.key)] {
        let sealed = seal_symmetric(text(), SECRET, signer, false, NOW, &mut rng(1)).unwrap();
        let (esk, _) = structure(&sealed);
        let [Esk::SymKeyEncryptedSessionKey(esk)] = esk.as_slice() else { panic!("one SKESK") };
        assert!(matches!(esk.s2k(), Some(StringToKey::Salted { hash_alg: HashAlgorithm::Sha256, .. })));
        let opened = open(sealed.as_bytes(), &bob.key, &["other", SECRET, "third"], MAX).unwrap();
        assert_eq!((opened.payload.as_slice(), opened.symmetric), (text().as_slice(), Some(1)));
        let signed = opened.verify(&[&alice.certificate]);
        assert_eq!(
            signed.map(|signed| (signed.fingerprint, signed.intended)),
            signer.map(|key| (key.fingerprint(), vec![]))
        );
        for secrets in [&[][..], &["other"]] {
            assert_eq!(open(sealed.as_bytes(), &alice.key, secrets, MAX).unwrap_err(), OpenError::NotForUs);
        }
    }
}

#[test]
fn every_cipher_and_compression_of_others_opens() {
    let bob = person("bob");
    let certificate = SignedPublicKey::from_bytes(bob.certificate.to_bytes().unwrap().as_slice()).unwrap();
    let subkey = &certificate.public_subkeys[0].key;
    use SymmetricKeyAlgorithm::{AES128, AES256};
    for compression in [None, Some(CompressionAlgorithm::ZIP), Some(CompressionAlgorithm::ZLIB)] {
        for cipher in [AES128, AES256] {
            for aead in [AeadAlgorithm::Ocb, AeadAlgorithm::Gcm] {
                let mut builder =
                    MessageBuilder::from_bytes("", text()).seipd_v2(rng(1), cipher, aead, ChunkSize::C64B);
                builder.encrypt_to_key(rng(2), subkey).unwrap();
                compression.map(|algorithm| builder.compression(algorithm));
                let sealed = builder.to_vec(rng(3)).unwrap();
                assert_eq!(open(&sealed, &bob.key, &[], MAX).unwrap().payload, text());
            }
            let mut builder = MessageBuilder::from_bytes("", text()).seipd_v1(rng(1), cipher);
            builder.encrypt_to_key(rng(2), subkey).unwrap();
            compression.map(|algorithm| builder.compression(algorithm));
            let opened = open(&builder.to_vec(rng(3)).unwrap(), &bob.key, &[], MAX).unwrap();
            assert!(opened.payload == text() && !opened.has_signatures());
        }
    }
}

#[test]
fn large_messages() {
    let (alice, bob) = (person("alice"), person("bob"));
    let large: Vec<u8> = (0..3_000_000u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    for compress in [false, true] {
        let sealed =
            seal(large.clone(), &[&bob.certificate], &alice.key, compress, NOW, &mut rng(1)).unwrap();
        let opened = open(sealed.as_bytes(), &bob.key, &[], MAX).unwrap();
        assert!(opened.payload == large && opened.verify(&[&alice.certificate]).is_some());
        let limit = open(sealed.as_bytes(), &bob.key, &[], large.len() - 1).unwrap_err();
        assert_eq!(limit, OpenError::TooLarge(large.len() - 1));
    }
}

#[test]
fn a_certificate_without_encryption_key_is_an_error() {
    let (alice, bob) = (person("alice"), person("bob"));
    let mut bare = SignedPublicKey::from_bytes(bob.certificate.to_bytes().unwrap().as_slice()).unwrap();
    bare.public_subkeys.clear();
    let bare = Certificate::parse(&bare.to_bytes().unwrap()).unwrap();
    let sealed = seal(text(), &[&bare], &alice.key, true, NOW, &mut rng(1));
    assert_eq!(sealed, Err(SealError::NoEncryptionKey(bob.key.fingerprint())));
}

#[test]
fn recipients_of_version_6_are_reached() {
    use pgp::composed::{EncryptionCaps, KeyType, SecretKeyParamsBuilder, SubkeyParamsBuilder};
    let mut subkey = SubkeyParamsBuilder::default();
    let v6 = pgp::types::KeyVersion::V6;
    subkey.version(v6).key_type(KeyType::X25519).can_encrypt(EncryptionCaps::All);
    let mut params = SecretKeyParamsBuilder::default();
    params.version(v6).key_type(KeyType::Ed25519).can_certify(true).can_sign(true).feature_seipd_v2(true);
    let key = params.subkey(subkey.build().unwrap()).build().unwrap().generate(rng(5)).unwrap();
    let certificate = Certificate::parse(&key.to_public_key().to_bytes().unwrap()).unwrap();
    assert_eq!(certificate.fingerprint().to_string().len(), 64);
    let Person { key: own, certificate: own_certificate, .. } = person("alice");
    let sealed = seal(text(), &[&certificate], &own, true, NOW, &mut rng(1)).unwrap();
    let (message, _) = Message::from_string(&sealed).unwrap();
    let mut message = message.decrypt(&Password::empty(), &key).unwrap().decompress().unwrap();
    assert_eq!(message.as_data_vec().unwrap(), text());
    let opened = open(sealed.as_bytes(), &own, &[], MAX).unwrap();
    assert_eq!(opened.verify(&[&own_certificate]).unwrap().intended[1], certificate.fingerprint());
}

/// Ed25519 to sign, ML-KEM-768 with X25519 to encrypt: the algorithm is not compiled in.
#[test]
fn post_quantum_recipients_are_told_apart() {
    let armored = include_str!("post-quantum.asc");
    let certificate = Certificate::parse(&dearmor(armored)).unwrap();
    let sealed = seal(text(), &[&certificate], &person("alice").key, true, NOW, &mut rng(1));
    assert_eq!(sealed, Err(SealError::NoEncryptionKey(certificate.fingerprint())));
}
