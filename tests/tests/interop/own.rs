//! Messages one wrote oneself, on another device or relay (wire protocol 1.4, 4.6).

use crate::world::{self, Pair, bridge};
use estuary_api::{DeliveryState, MessageBody};
use estuary_tests::forge::Person;
use pgp::composed::SignedSecretKey;

/// A message that the owner of `key` writes from `from` to the other side.
fn elsewhere(key: SignedSecretKey, from: &str, other: &Person, text: &str) -> Vec<u8> {
    let own = Person { address: from.into(), key };
    let letter = own.letter(&other.address, &other.certificate(), text);
    letter.gossiping(&other.address, &other.certificate()).mail()
}

#[test]
fn c86_own_messages_are_known_by_signature_from_any_address() {
    let Pair { core, core_chat, tab, tab_chat, .. } = world::pair("Two places");
    let (key_of_core, key_of_tab) = (core.secret_key(), tab.secret_key());
    let as_person = |address: String, key: &SignedSecretKey| Person { address, key: key.clone() };
    let core_person = as_person(core.address(), &key_of_core);
    let tab_person = as_person(tab.profile().address, &key_of_tab);
    for from in [tab.profile().address, "me@another-relay.example".to_owned()] {
        let text = format!("written as {from}");
        let mail = elsewhere(key_of_tab.clone(), &from, &core_person, &text);
        bridge().deliver(&tab.profile().address, &mail);
        let row = tab.until("the own message is shown", || {
            tab.messages(tab_chat).into_iter().find(
                |row| matches!(&row.body, MessageBody::Content { from: None, text: found, .. } if *found == text),
            )
        });
        assert_eq!(row.state, DeliveryState::Delivered);
        assert!(tab.received(&text).is_empty(), "nobody else wrote it");
    }
    // So does the real core.
    let mail = elsewhere(key_of_core, &core.address(), &tab_person, "the core, elsewhere");
    bridge().deliver(&core.address(), &mail);
    core.until("the own message is shown", || {
        core.messages(core_chat).into_iter().find(|m| m["text"] == "the core, elsewhere" && m["fromId"] == 1)
    });
    assert_eq!(tab.chats().len(), 1);
}
