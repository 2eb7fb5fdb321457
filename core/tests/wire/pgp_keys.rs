//! The own key, certificates, and what becomes of them.

use crate::people::{NOW, old_person, person, rng};
use estuary_core::pgp::{Certificate, KeyError, MAX_RELAYS, SecretKey};
use pgp::{
    composed::{Deserializable, SignedPublicKey, SignedSecretKey},
    crypto::{
        aead::AeadAlgorithm, hash::HashAlgorithm, public_key::PublicKeyAlgorithm, sym::SymmetricKeyAlgorithm,
    },
    packet::{Signature, SignatureType, SubpacketData},
    ser::Serialize,
    types::{CompressionAlgorithm, KeyDetails, KeyVersion, PublicParams},
};

const RELAYS: [&str; 2] = ["alice@relay.example", "alice@example.org"];

fn parsed(certificate: &Certificate) -> SignedPublicKey {
    SignedPublicKey::from_bytes(certificate.to_bytes().unwrap().as_slice()).unwrap()
}

fn assert_preferences(signature: &Signature) {
    let flags = signature.key_flags();
    assert!(flags.certify() && flags.sign() && !flags.encrypt_comms());
    let features = signature.features().unwrap();
    assert!(features.seipd_v1() && features.seipd_v2());
    use SymmetricKeyAlgorithm::{AES128, AES192, AES256};
    assert_eq!(signature.preferred_symmetric_algs(), [AES256, AES192, AES128]);
    use HashAlgorithm::{Sha224, Sha256, Sha384, Sha512};
    assert_eq!(signature.preferred_hash_algs(), [Sha256, Sha384, Sha512, Sha224]);
    let compression = [CompressionAlgorithm::ZLIB, CompressionAlgorithm::ZIP];
    assert_eq!(signature.preferred_compression_algs(), compression);
    assert_eq!(signature.preferred_aead_algs(), [(AES256, AeadAlgorithm::Ocb)]);
    assert!(signature.is_primary());
    assert_eq!(signature.hash_alg(), Some(Sha256));
}

#[test]
fn a_new_key_is_what_delta_chat_makes() {
    let alice = person("alice");
    let key = SignedSecretKey::from_bytes(alice.key.to_bytes().unwrap().as_slice()).unwrap();
    key.verify_bindings().unwrap();
    assert_eq!((key.version(), key.algorithm()), (KeyVersion::V4, PublicKeyAlgorithm::EdDSALegacy));
    assert_eq!(i64::from(key.created_at().as_secs()), NOW / 1000);
    assert!(key.public_subkeys.is_empty());
    let [subkey] = key.secret_subkeys.as_slice() else { panic!("one subkey") };
    assert_eq!(subkey.key.algorithm(), PublicKeyAlgorithm::ECDH);
    let PublicParams::ECDH(params) = subkey.key.public_params() else { panic!("ECDH") };
    let params = format!("{params:?}");
    assert!(
        params.contains("Curve25519") && params.contains("Sha256") && params.contains("AES128"),
        "{params}"
    );
    let flags = subkey.signatures.first().unwrap().key_flags();
    assert!(flags.encrypt_comms() && flags.encrypt_storage() && !flags.sign());
    let [user] = key.details.users.as_slice() else { panic!("one user ID") };
    assert_eq!(user.id.as_str(), Some("<alice@example.org>"));
    assert_preferences(user.signatures.first().unwrap());
}

#[test]
fn the_certificate_names_all_relays() {
    let alice = person("alice");
    let certificate = alice.key.certificate(RELAYS[1], &RELAYS, NOW + 5000).unwrap();
    let key = parsed(&certificate);
    key.verify_bindings().unwrap();
    let [direct] = key.details.direct_signatures.as_slice() else { panic!("one direct-key signature") };
    assert_eq!(direct.typ(), Some(SignatureType::Key));
    assert_preferences(direct);
    let notations = direct.notations();
    let [notation] = notations.as_slice() else { panic!("one notation") };
    assert!(notation.readable);
    assert_eq!(notation.name, "relays@chatmail.at".as_bytes());
    assert_eq!(notation.value, "alice@relay.example,alice@example.org".as_bytes());
    let [user] = key.details.users.as_slice() else { panic!("one user ID") };
    let [certification] = user.signatures.as_slice() else { panic!("one certification") };
    assert_eq!(certification.typ(), Some(SignatureType::CertPositive));
    for signature in [direct, certification] {
        assert_eq!(i64::from(signature.created().unwrap().as_secs()), NOW / 1000 + 5);
    }
    let unhashed = |signature: &Signature| {
        signature.config().unwrap().unhashed_subpackets().cloned().collect::<Vec<_>>()
    };
    assert!(unhashed(direct).is_empty());
    assert!(
        matches!(unhashed(certification).as_slice(), [only] if matches!(only.data, SubpacketData::IssuerKeyId(_)))
    );
    assert_eq!(certificate.relays(), RELAYS);
    assert_eq!(certificate.fingerprint(), alice.key.fingerprint());
    assert!(certificate.supports_seipdv2());
}

#[test]
fn an_unchanged_relay_list_yields_the_same_bytes() {
    let alice = person("alice");
    let make = |at| alice.key.certificate(RELAYS[1], &RELAYS, at).unwrap().to_bytes().unwrap();
    assert_eq!(make(NOW + 9000), make(NOW + 9000));
    assert_ne!(make(NOW + 9000), make(NOW + 10_000));
    // Never older than the key itself.
    assert_eq!(make(0), make(NOW));
}

#[test]
fn subkeys_never_change() {
    let alice = person("alice");
    let again = SecretKey::from_bytes(&alice.key.to_bytes().unwrap()).unwrap();
    let moved = again.certificate("alice@elsewhere.example", &["alice@elsewhere.example"], NOW * 2).unwrap();
    assert_eq!(parsed(&moved).public_subkeys, parsed(&alice.certificate).public_subkeys);
    assert_eq!(again.fingerprint(), alice.key.fingerprint());
    assert_eq!(*again.to_bytes().unwrap(), *alice.key.to_bytes().unwrap());
}

#[test]
fn only_valid_relays_count_and_only_five() {
    let alice = person("alice");
    let relays = |list: &[&str]| alice.key.certificate("alice@example.org", list, NOW).unwrap().relays();
    assert_eq!(relays(&["nobody", "a b@c", "x@y\r\nDATA", "a@b"]), ["a@b"]);
    let many: Vec<String> = (0..9).map(|n| format!("a@{n}.org")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(relays(&many), many[..MAX_RELAYS]);
    assert!(relays(&[]).is_empty());
    assert!(old_person("old").1.relays().is_empty());
}

#[test]
fn the_newer_relay_list_wins_in_either_order() {
    let alice = person("alice");
    let old = alice.key.certificate(RELAYS[1], &[RELAYS[1]], NOW + 1000).unwrap();
    let new = alice.key.certificate(RELAYS[0], &RELAYS, NOW + 2000).unwrap();
    for merged in [old.merge(&new).unwrap(), new.merge(&old).unwrap()] {
        assert_eq!(merged.relays(), RELAYS);
        let key = parsed(&merged);
        assert_eq!(key.details.direct_signatures.len(), 1);
        assert_eq!(key.details.users.len(), 1);
        assert_eq!(key.details.users[0].id.as_str(), Some("<alice@relay.example>"));
        assert_eq!(merged.to_bytes(), Certificate::parse(&merged.to_bytes().unwrap()).unwrap().to_bytes());
        assert_eq!(merged.merge(&old).unwrap(), merged);
    }
    assert_eq!(old.merge(&person("bob").certificate), Err(KeyError::DifferentKeys));
}

/// Signatures count whole seconds; whoever makes a profile and gives it a second relay may need less.
#[test]
fn of_two_relay_lists_of_one_second_the_one_seen_last_wins() {
    let alice = person("alice");
    let one = alice.key.certificate(RELAYS[0], &[RELAYS[0]], NOW).unwrap();
    let two = alice.key.certificate(RELAYS[0], &RELAYS, NOW).unwrap();
    assert_eq!(one.merge(&two).unwrap().relays(), RELAYS);
    assert_eq!(two.merge(&one).unwrap().relays(), [RELAYS[0]]);
}

#[test]
fn merging_takes_subkeys_from_one_side_only() {
    let alice = person("alice");
    let mut bare = parsed(&alice.certificate);
    bare.public_subkeys.clear();
    let bare = Certificate::parse(&bare.to_bytes().unwrap()).unwrap();
    for merged in [bare.merge(&alice.certificate).unwrap(), alice.certificate.merge(&bare).unwrap()] {
        assert_eq!(parsed(&merged).public_subkeys.len(), 1);
    }
}

#[test]
fn certificates_with_foreign_signatures_are_refused() {
    let (alice, bob) = (parsed(&person("alice").certificate), parsed(&person("bob").certificate));
    let mut forged = alice.clone();
    forged.details.direct_signatures = bob.details.direct_signatures.clone();
    let mut stolen = alice;
    stolen.public_subkeys = bob.public_subkeys;
    for key in [forged, stolen] {
        assert!(matches!(Certificate::parse(&key.to_bytes().unwrap()), Err(KeyError::Invalid(_))));
    }
}

#[test]
fn damaged_keys_are_refused_without_panic() {
    let alice = person("alice");
    let certificate = alice.certificate.to_bytes().unwrap();
    let secret = alice.key.to_bytes().unwrap();
    for length in (0..certificate.len()).step_by(3) {
        let cut = Certificate::parse(&certificate[..length]);
        assert!(cut.is_err() || cut.unwrap() != alice.certificate);
    }
    for length in (0..secret.len()).step_by(5) {
        let _ = SecretKey::from_bytes(&secret[..length]);
    }
    for index in (0..certificate.len()).step_by(3) {
        let mut changed = certificate.clone();
        changed[index] ^= 1 << (index % 8);
        let _ = Certificate::parse(&changed);
    }
    assert_eq!(Certificate::parse(&vec![0xC6; 1 << 20]), Err(KeyError::TooLarge(256 * 1024)));
    assert!(Certificate::parse(b"").is_err() && Certificate::parse(&[0xFF; 100]).is_err());
    // A secret key is no certificate, and the other way round.
    assert!(Certificate::parse(&secret).is_err() && SecretKey::from_bytes(&certificate).is_err());
}

#[test]
fn a_locked_key_is_refused() {
    let mut key = SignedSecretKey::from_bytes(person("alice").key.to_bytes().unwrap().as_slice()).unwrap();
    key.primary_key.set_password(rng(1), &"secret".into()).unwrap();
    let refused = SecretKey::from_bytes(&key.to_bytes().unwrap());
    assert!(matches!(refused, Err(KeyError::Unsupported(_))));
}

#[test]
fn debug_output_shows_no_secret() {
    let alice = person("alice");
    assert_eq!(format!("{:?}", alice.key), format!("SecretKey(Fingerprint({}))", alice.key.fingerprint()));
}
