//! Keys and certificates (wire protocol 1.1 to 1.3).

use crate::world::{self, Pair, bridge, conversation};
use estuary_api::{Command, Reply};
use estuary_tests::{
    anatomy::{Anatomy, Opener},
    mail,
};
use pgp::{
    composed::SignedPublicKey,
    crypto::public_key::PublicKeyAlgorithm,
    types::{KeyDetails, KeyVersion},
};
use serde_json::json;
use std::collections::HashSet;

/// Our certificate, as the real core stored it.
fn imported() -> SignedPublicKey {
    let Pair { core, tab, .. } = &conversation().pair;
    let contact = core.contact(&tab.profile().address).unwrap();
    core.certificate_of(contact["id"].as_u64().unwrap())
}

#[test]
fn c01_the_real_core_imports_our_certificate() {
    let Pair { core, tab, .. } = &conversation().pair;
    let certificate = imported();
    certificate.verify_bindings().unwrap();
    assert_eq!(certificate.primary_key.version(), KeyVersion::V4);
    assert_eq!(certificate.primary_key.algorithm(), PublicKeyAlgorithm::EdDSALegacy);
    let [subkey] = &certificate.public_subkeys[..] else { panic!("not one subkey") };
    assert_eq!(subkey.key.algorithm(), PublicKeyAlgorithm::ECDH);
    assert!(format!("{:?}", subkey.key.public_params()).contains("Curve25519"));
    let [direct] = &certificate.details.direct_signatures[..] else { panic!("not one direct-key signature") };
    assert!(direct.features().unwrap().seipd_v2());

    let contact = core.contact(&tab.profile().address).unwrap();
    assert_eq!(contact["isKeyContact"], true);
    let info = core.call("get_contact_encryption_info", [contact["id"].clone()]);
    let info: String = info.as_str().unwrap().split_whitespace().collect();
    assert!(info.contains(&tab.profile().fingerprint), "{info}");
}

#[test]
fn c02_the_certificate_lists_the_own_address() {
    let certificate = imported();
    let [direct] = &certificate.details.direct_signatures[..] else { panic!("not one direct-key signature") };
    direct.verify_key(&certificate.primary_key).unwrap();
    let [notation] = direct.notations()[..] else { panic!("not one notation") };
    assert!(notation.readable);
    assert_eq!(notation.name.as_ref(), b"relays@chatmail.at");
    assert_eq!(notation.value.as_ref(), conversation().pair.tab.profile().address.as_bytes());
}

#[test]
fn c26_mail_goes_to_every_relay_the_real_core_moved_to() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Relay");
    let old = core.address();
    tab.send(tab_chat, "to one relay");
    core.until_received("to one relay");
    assert_eq!(tab.wire().submissions().pop().unwrap().envelope.to, std::slice::from_ref(&old));

    let new = bridge().new_address();
    core.call("add_or_update_transport", [bridge().transport_of_core(&new, "long-enough")]);
    core.go_online();
    core.send(core_chat, "I have another relay");
    tab.until_received("I have another relay");
    tab.send(tab_chat, "to two relays");
    core.until_received("to two relays");
    let to: HashSet<_> = tab.wire().submissions().pop().unwrap().envelope.to.into_iter().collect();
    assert_eq!(to, HashSet::from([old, new]));
    assert_eq!(core.received("to two relays").len(), 1);
}

#[test]
fn c26_at_most_five_relays_and_never_those_of_an_older_signature() {
    let (tab, person) = (world::tab("Mover"), world::person(true));
    let relays: Vec<String> = (0..7).map(|_| bridge().new_mailbox()).collect();
    let relays: Vec<&str> = relays.iter().map(String::as_str).collect();
    let now = person.key.primary_key.created_at().as_secs();
    let (address, certificate) = (tab.profile().address, tab.secret_key().to_public_key());
    let say = |text: &str, relays: &[&str], age: u32| {
        let autocrypt = person.autocrypt_with(&person.certificate_with_relays(relays, now + 1000 - age));
        let letter = person.letter(&address, &certificate, text).with("Autocrypt", autocrypt);
        bridge().deliver(&address, &letter.mail());
        tab.until_received(text).0
    };
    let chat = say("seven relays", &relays, 0);
    assert_eq!(tab.ask(Command::AcceptChat(chat)), Ok(Reply::Done));
    let recipients_of = |text: &str| {
        let count = tab.wire().sent().len();
        tab.send(chat, text);
        tab.until("the message leaves", || (tab.wire().sent().len() > count).then_some(()));
        tab.wire().submissions().pop().unwrap().envelope.to
    };
    assert_eq!(recipients_of("first"), relays[..5]);
    say("an older signature", &relays[6..], 500);
    assert_eq!(recipients_of("second"), relays[..5]);
}

#[test]
fn c27_the_keys_of_a_profile_never_change() {
    let Pair { core, tab, tab_chat, .. } = world::pair("Constant");
    tab.reload();
    let changed = Command::SetProfile { name: "Renamed".into(), avatar: None, status: "Moved on".into() };
    assert!(matches!(tab.ask(changed), Ok(Reply::Profile(_))));
    tab.send(tab_chat, "still me");
    core.until_received("still me");
    let key = core.secret_key();
    let mut seen = HashSet::new();
    for sent in tab.wire().sent() {
        let Ok(anatomy) = Anatomy::of(&sent, Opener::Key(&key)) else { continue };
        for header in mail::values(anatomy.payload(), "Autocrypt") {
            let certificate = mail::autocrypt_certificate(&header);
            let subkeys: Vec<_> = certificate
                .public_subkeys
                .iter()
                .map(|subkey| subkey.key.fingerprint().to_string())
                .collect();
            seen.insert((certificate.primary_key.fingerprint().to_string(), subkeys));
        }
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
    let contact = core.contact(&tab.profile().address).unwrap();
    assert_eq!(core.call("get_contact", [json!(contact["id"])])["displayName"], "Renamed");
}
