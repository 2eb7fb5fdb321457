//! Messages made to break whoever opens them.

use crate::people::{NOW, dearmor, old_person, person, rng};
use estuary_core::pgp::{OpenError, open, seal, seal_symmetric};
use pgp::{
    composed::{Deserializable, MessageBuilder, SignedPublicKey},
    crypto::{
        aead::{AeadAlgorithm, ChunkSize},
        hash::HashAlgorithm,
        sym::SymmetricKeyAlgorithm,
    },
    packet::PublicSubkey,
    types::{Password, StringToKey},
};

const MAX: usize = 1_000_000;
const SECRET: &str = "securejoin/FINGERPRINT/token";
const AES: SymmetricKeyAlgorithm = SymmetricKeyAlgorithm::AES128;

fn bobs_subkey() -> PublicSubkey {
    let certificate = person("bob").certificate.to_bytes().unwrap();
    SignedPublicKey::from_bytes(certificate.as_slice()).unwrap().public_subkeys[0].key.clone()
}

/// Encrypts packets of any kind to Bob, as the content of a message.
fn encrypt_raw(packets: &[u8]) -> Vec<u8> {
    use pgp::packet::{PacketTrait, PublicKeyEncryptedSessionKey, SymEncryptedProtectedData};
    let session_key = AES.new_session_key(rng(1));
    let esk =
        PublicKeyEncryptedSessionKey::from_session_key_v6(rng(2), &session_key, &bobs_subkey()).unwrap();
    let data = SymEncryptedProtectedData::encrypt_seipdv2(
        rng(3),
        AES,
        AeadAlgorithm::Ocb,
        ChunkSize::C8KiB,
        session_key.as_ref(),
        packets,
    )
    .unwrap();
    let mut message = Vec::new();
    esk.to_writer_with_header(&mut message).unwrap();
    data.to_writer_with_header(&mut message).unwrap();
    message
}

/// A packet in the new format.
fn packet(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[0xC0 | tag, 0xFF][..], &length, body].concat()
}

fn literal(content: &[u8]) -> Vec<u8> {
    packet(11, &[b"b\0\0\0\0\0", content].concat())
}

/// A compressed packet.
fn compressed(content: &[u8]) -> Vec<u8> {
    packet(8, &[&[2], zlib(content).as_slice()].concat())
}

/// ZLIB with stored blocks only.
fn zlib(content: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = content.chunks(0xFFFF).collect();
    for (index, block) in blocks.iter().enumerate() {
        let length = u16::try_from(block.len()).unwrap();
        out.push(u8::from(index + 1 == blocks.len()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (a, b) = content.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (b + a) % 65521)
    });
    out.extend((b << 16 | a).to_be_bytes());
    out
}

fn open_for_bob(message: &[u8]) -> Result<Vec<u8>, OpenError> {
    open(message, &person("bob").key, &[SECRET], MAX).map(|opened| opened.payload)
}

#[test]
fn handmade_packets_open() {
    assert_eq!(open_for_bob(&encrypt_raw(&literal(b"hello"))), Ok(b"hello".to_vec()));
    assert_eq!(open_for_bob(&encrypt_raw(&compressed(&literal(b"hello")))), Ok(b"hello".to_vec()));
}

#[test]
fn two_layers_of_compression_are_refused() {
    let message = encrypt_raw(&compressed(&compressed(&literal(b"hello"))));
    assert!(matches!(open_for_bob(&message), Err(OpenError::Unsupported(_))));
}

#[test]
fn an_encrypted_message_inside_is_refused() {
    let message = encrypt_raw(&encrypt_raw(&literal(b"hello")));
    assert!(matches!(open_for_bob(&message), Err(OpenError::Unsupported(_))));
}

#[test]
fn decompression_bombs_end_at_the_limit() {
    let (alice, bob) = (person("alice"), person("bob"));
    let bomb = vec![0; 40 * MAX];
    let sealed = seal(bomb, &[&bob.certificate], &alice.key, true, NOW, &mut rng(1)).unwrap();
    assert!(sealed.len() < 100_000);
    assert_eq!(open_for_bob(sealed.as_bytes()), Err(OpenError::TooLarge(MAX)));
}

#[test]
fn floods_of_signatures_are_refused() {
    // One-pass signature, version 3, binary, SHA-256, EdDSA, some key, nested.
    let one_pass = packet(4, &[3, 0, 8, 22, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
    let flood = [one_pass.repeat(10_000), literal(b"hello")].concat();
    for content in [flood.clone(), compressed(&flood)] {
        assert!(matches!(open_for_bob(&encrypt_raw(&content)), Err(OpenError::Unsupported(_))));
    }
}

#[test]
fn expensive_key_derivations_are_refused_before_they_run() {
    let argon2 = StringToKey::Argon2 { salt: [1; 16], t: 255, p: 1, m_enc: 31 };
    let iterated =
        StringToKey::IteratedAndSalted { hash_alg: HashAlgorithm::Sha256, salt: [1; 8], count: 255 };
    for s2k in [argon2, iterated] {
        // The packet only has to name the derivation; nobody has to have run it.
        let mut body = vec![6];
        let mut parameters = Vec::new();
        pgp::ser::Serialize::to_writer(&s2k, &mut parameters).unwrap();
        let nonce = [7; 15];
        body.push(u8::try_from(3 + parameters.len() + nonce.len()).unwrap());
        body.extend([7, 2, u8::try_from(parameters.len()).unwrap()]);
        body.extend(parameters);
        body.extend(nonce);
        body.extend([9; 32]);
        let mut edata = vec![2, 7, 2, 7];
        edata.extend([5; 32 + 64]);
        let message = [packet(3, &body), packet(18, &edata)].concat();
        assert!(matches!(open_for_bob(&message), Err(OpenError::Unsupported(_))), "{s2k:?}");
    }
}

#[test]
fn more_than_one_symmetric_session_key_is_refused() {
    let build = || {
        MessageBuilder::from_bytes("", &b"hello"[..]).seipd_v2(
            rng(1),
            AES,
            AeadAlgorithm::Ocb,
            ChunkSize::C8KiB,
        )
    };
    let s2k = || StringToKey::Salted { hash_alg: HashAlgorithm::Sha256, salt: [1; 8] };
    let mut two = build();
    two.encrypt_with_password(rng(2), s2k(), &Password::from(SECRET)).unwrap();
    two.encrypt_with_password(rng(2), s2k(), &Password::from("other")).unwrap();
    let mut mixed = build();
    mixed.encrypt_with_password(rng(2), s2k(), &Password::from(SECRET)).unwrap();
    mixed.encrypt_to_key(rng(3), &bobs_subkey()).unwrap();
    for builder in [two, mixed] {
        let message = builder.to_vec(rng(4)).unwrap();
        assert!(matches!(open_for_bob(&message), Err(OpenError::Unsupported(_))));
    }
}

#[test]
fn unprotected_and_unencrypted_messages_are_refused() {
    let alice = person("alice");
    let plain = MessageBuilder::from_bytes("", &b"hello"[..]).to_vec(rng(1)).unwrap();
    assert!(matches!(open_for_bob(&plain), Err(OpenError::Unsupported(_))));
    // Symmetrically Encrypted Data without integrity protection (tag 9).
    let mut esk = Vec::new();
    let session_key = AES.new_session_key(rng(1));
    let packet_3 = pgp::packet::PublicKeyEncryptedSessionKey::from_session_key_v3(
        rng(2),
        &session_key,
        AES,
        &bobs_subkey(),
    )
    .unwrap();
    pgp::packet::PacketTrait::to_writer_with_header(&packet_3, &mut esk).unwrap();
    esk.extend(packet(9, &[1; 100]));
    assert!(matches!(open_for_bob(&esk), Err(OpenError::Unsupported(_))));
    let certificate = alice.certificate.to_bytes().unwrap();
    for nonsense in [&b""[..], b"-----BEGIN PGP MESSAGE-----", b"hello", &[0xFF; 1000], &certificate] {
        assert!(open_for_bob(nonsense).is_err());
    }
}

#[test]
fn changed_messages_are_refused_without_panic() {
    let (alice, bob) = (person("alice"), person("bob"));
    let (_, old) = old_person("old");
    let content = b"Hello Bob, this is what Alice really wrote.".repeat(3);
    for recipients in [&[&bob.certificate][..], &[&bob.certificate, &old]] {
        let sealed = seal(content.clone(), recipients, &alice.key, true, NOW, &mut rng(1)).unwrap();
        let sealed = dearmor(&sealed);
        assert_eq!(open_for_bob(&sealed), Ok(content.clone()));
        for length in 0..sealed.len() {
            assert!(open_for_bob(&sealed[..length]).is_err(), "cut to {length}");
        }
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1 << (index % 8);
            // A flip in the session key of somebody else does not matter to Bob; nothing else gets through.
            assert!(!matches!(open_for_bob(&changed), Ok(other) if other != content), "flip at {index}");
        }
    }
}

#[test]
fn changed_symmetric_messages_are_refused_without_panic() {
    let sealed =
        seal_symmetric(b"hello".to_vec(), SECRET, Some(&person("alice").key), false, NOW, &mut rng(1))
            .unwrap();
    for index in 0..sealed.len() {
        let mut changed = sealed.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        assert!(!matches!(open_for_bob(&changed), Ok(other) if other != b"hello"), "change at {index}");
    }
}

/// The library panics on AEAD algorithms it does not know.
#[test]
fn unknown_algorithms_are_refused() {
    let bob = person("bob");
    let sealed = seal(b"hello".to_vec(), &[], &bob.key, false, NOW, &mut rng(1)).unwrap();
    let sealed = dearmor(&sealed);
    // Version 2, AES-128, OCB, 8 KiB.
    let config = sealed.windows(4).position(|bytes| bytes == [2, 7, 2, 7]).unwrap();
    for (offset, values) in [(1, [0, 1, 11, 255]), (2, [0, 4, 100, 255]), (3, [17, 57, 100, 255])] {
        for value in values {
            let mut changed = sealed.clone();
            changed[config + offset] = value;
            assert!(open_for_bob(&changed).is_err(), "{value} at {offset}");
        }
    }
}

#[test]
fn a_signature_of_someone_else_is_none() {
    let (alice, bob) = (person("alice"), person("bob"));
    let sealed = seal(b"hello".to_vec(), &[&bob.certificate], &alice.key, true, NOW, &mut rng(1)).unwrap();
    let opened = open(sealed.as_bytes(), &bob.key, &[], MAX).unwrap();
    assert!(opened.has_signatures());
    assert_eq!(opened.verify(&[]), None);
    assert_eq!(opened.verify(&[&bob.certificate, &person("mallory").certificate]), None);
}
