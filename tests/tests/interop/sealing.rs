//! Encryption and signatures (wire protocol 1.7).

use crate::world::{self, bridge, conversation, person, receivers};
use estuary_api::{ChatId, Command, Reply};
use estuary_tests::{
    anatomy::{Anatomy, Opener, SessionKey},
    forge::{Container, Intended, Person},
    mail,
    native::Tab,
};
use pgp::{
    crypto::{
        aead::{AeadAlgorithm, ChunkSize},
        hash::HashAlgorithm,
        sym::SymmetricKeyAlgorithm,
    },
    packet::SymEncryptedProtectedDataConfig as Config,
    types::{CompressionAlgorithm, KeyDetails},
};
use serde_json::json;

const V3: SessionKey = SessionKey::Public { version: 3, anonymous: true };
const V6: SessionKey = SessionKey::Public { version: 6, anonymous: true };

fn is_v2_of_core(container: &Config) -> bool {
    matches!(
        container,
        Config::V2 {
            sym_alg: SymmetricKeyAlgorithm::AES128,
            aead: AeadAlgorithm::Ocb,
            chunk_size: ChunkSize::C8KiB,
            ..
        }
    )
}

/// The tab answers whoever wrote `text` to it; the mail that leaves.
fn answer_to(tab: &Tab, text: &str) -> Vec<u8> {
    let (chat, _): (ChatId, _) = tab.until_received(text);
    assert_eq!(tab.ask(Command::AcceptChat(chat)), Ok(Reply::Done));
    let before = tab.wire().sent().len();
    tab.send(chat, "an answer");
    tab.until("the answer leaves", || tab.wire().sent().get(before).cloned())
}

#[test]
fn c05_both_versions_of_the_real_core_are_opened() {
    let pair = world::pair("Versions");
    let key = pair.core.secret_key();
    let container = |text: &str| {
        let find = |mail: &Vec<u8>| {
            let anatomy = Anatomy::of(mail, Opener::Key(&key)).ok()?;
            (mail::text(anatomy.payload()).trim() == text).then_some(anatomy.container)
        };
        pair.tab.until_received(text);
        pair.tab.wire().fetched().iter().find_map(find).expect("the mail with this text")
    };
    pair.core.send(pair.core_chat, "in version two");
    assert!(is_v2_of_core(&container("in version two")));

    // A group with somebody whose certificate does not advertise SEIPDv2 makes the real core go back to version 1.
    let old = person(false);
    let old_contact = pair.core.import_vcard(&mail::vcard(&old.address, "Old", &old.certificate()));
    let group = pair.core.call("create_group_chat", [json!("Mixed"), json!(false)]);
    let tab_contact = pair.core.contact(&pair.tab.profile().address).unwrap();
    for contact in [json!(old_contact), tab_contact["id"].clone()] {
        pair.core.call("add_contact_to_chat", [group.clone(), contact]);
    }
    pair.core.send(group.as_u64().unwrap(), "in version one");
    assert_eq!(container("in version one"), Config::V1);
}

#[test]
fn c05_every_cipher_and_compression_is_opened() {
    let receivers = receivers();
    let writer = person(true);
    let containers = [
        ("v1 aes128", Container::V1(SymmetricKeyAlgorithm::AES128)),
        ("v1 aes256", Container::V1(SymmetricKeyAlgorithm::AES256)),
        ("v2 aes128", Container::V2(SymmetricKeyAlgorithm::AES128)),
        ("v2 aes256", Container::V2(SymmetricKeyAlgorithm::AES256)),
    ];
    let compressions = [None, Some(CompressionAlgorithm::ZLIB), Some(CompressionAlgorithm::ZIP)];
    let mut texts = Vec::new();
    for (name, container) in &containers {
        for compression in compressions {
            let text = format!("{name}, compression {compression:?}");
            receivers.deliver(|address, certificate| {
                let mut letter = writer.letter(address, certificate, &text);
                letter.container = container.clone();
                letter.compression = compression;
                letter
            });
            texts.push(text);
        }
    }
    for text in texts {
        receivers.both_show(&text);
    }
}

#[test]
fn c06_session_keys_that_name_nobody_are_tried() {
    let receivers = receivers();
    let writer = person(true);
    for (name, container) in [
        ("v3", Container::V1(SymmetricKeyAlgorithm::AES128)),
        ("v6", Container::V2(SymmetricKeyAlgorithm::AES128)),
    ] {
        let text = format!("third of three, {name}");
        receivers.deliver(|address, certificate| {
            let mut letter = writer.letter(address, certificate, &text);
            letter.container = container.clone();
            letter.recipients = vec![person(true).certificate(), writer.certificate(), certificate.clone()];
            letter
        });
        receivers.both_show(&text);
    }
    let key = conversation().pair.core.secret_key();
    let opened =
        conversation().core_mails.iter().filter_map(|mail| Anatomy::of(mail, Opener::Key(&key)).ok());
    let keys: Vec<SessionKey> = opened.flat_map(|anatomy| anatomy.session_keys).collect();
    assert!(!keys.is_empty() && keys.iter().all(|key| *key == V6), "{keys:?}");
}

#[test]
fn c07_version_2_only_for_those_who_advertise_it() {
    let tab = world::tab("Chooser");
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    for (seipd_v2, text) in [(true, "I read version two"), (false, "I read version one")] {
        let writer = person(seipd_v2);
        bridge().deliver(&address, &writer.letter(&address, &certificate, text).mail());
        let anatomy = Anatomy::of(&answer_to(&tab, text), Opener::Key(&writer.key)).unwrap();
        if seipd_v2 {
            assert!(is_v2_of_core(&anatomy.container));
            assert_eq!(anatomy.session_keys, [V6, V6]);
        } else {
            assert_eq!(anatomy.container, Config::V1);
            assert_eq!(anatomy.session_keys, [V3, V3]);
        }
    }
}

#[test]
fn c08_sealed_for_oneself_and_for_nobody_by_name() {
    let talk = conversation();
    let (own, theirs) = (talk.pair.tab.secret_key(), talk.pair.core.secret_key());
    let mut seen = 0;
    for mail in &talk.tab_mails {
        let Ok(anatomy) = Anatomy::of(mail, Opener::Key(&theirs)) else { continue };
        assert_eq!(anatomy.session_keys, [V6, V6]);
        let by_oneself = Anatomy::of(mail, Opener::Key(&own)).unwrap();
        assert_eq!(by_oneself.payload(), anatomy.payload());
        seen += 1;
    }
    assert!(seen >= 3, "request with AUTH, answer and receipt, not {seen} mails");
}

#[test]
fn c09_signed_for_the_recipients_and_oneself_and_nobody_else() {
    let talk = conversation();
    let key = talk.pair.core.secret_key();
    let own = talk.pair.tab.secret_key().to_public_key();
    let mut expected = [talk.pair.core.fingerprint(), talk.pair.tab.profile().fingerprint];
    expected.sort();
    let mut seen = 0;
    for mail in &talk.tab_mails {
        let Ok(anatomy) = Anatomy::of(mail, Opener::Key(&key)) else { continue };
        let signature = anatomy.signed_by(&own).expect("one valid signature");
        assert_eq!(signature.hash_alg(), Some(HashAlgorithm::Sha256));
        assert_eq!(signature.issuer_fingerprint(), [&own.primary_key.fingerprint()]);
        assert_eq!(anatomy.intended_recipients(), expected);
        seen += 1;
    }
    assert!(seen >= 3);
}

#[test]
fn c10_a_message_for_somebody_else_is_dropped_and_one_without_list_is_not() {
    let receivers = receivers();
    let (writer, stranger) = (person(true), Person::new("stranger@example.org", true));
    receivers.deliver(|address, certificate| {
        let mut letter = writer.letter(address, certificate, "meant for a stranger");
        letter.intended = Intended::Only(vec![stranger.key.primary_key.fingerprint()]);
        letter
    });
    receivers.deliver(|address, certificate| {
        let mut letter = writer.letter(address, certificate, "meant for whoever reads it");
        letter.intended = Intended::Unsaid;
        letter
    });
    receivers.both_show("meant for whoever reads it");
    receivers.neither_shows("meant for a stranger");
}
