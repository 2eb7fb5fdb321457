//! People who are handed on by cards (wire protocol 2.18).

use crate::world;
use estuary_api::{
    ChatView, Command, Contact, ContactCommand, FileKind, MessageId, Problem, ProblemKind, Reply,
};
use estuary_tests::native::Tab;
use serde_json::{Value, json};
use std::fs;

fn read(tab: &Tab, message: MessageId) -> Contact {
    match tab.ask(Command::Contacts(ContactCommand::ReadCard(message))) {
        Ok(Reply::Contacts(mut people)) if people.len() == 1 => people.remove(0),
        other => panic!("{other:?}"),
    }
}

fn chat_by_card(tab: &Tab, message: MessageId) -> Result<ChatView, Problem> {
    match tab.ask(Command::Contacts(ContactCommand::ChatByCard(message)))? {
        Reply::Chat(view) => Ok(view),
        other => panic!("{other:?}"),
    }
}

/// A card without the time it was made at.
fn timeless(card: &str) -> Vec<&str> {
    card.lines().filter(|line| !line.starts_with("REV:")).collect()
}

#[test]
fn c90_contact_cards_go_both_ways() {
    let pair = world::pair("Introducer");
    let (third, picture) =
        (world::core("Third, of a \\ Name"), tempfile::NamedTempFile::with_suffix(".png").unwrap());
    image::GrayImage::new(5, 4).save(picture.path()).unwrap();
    third.set_config("selfavatar", picture.path().to_str().unwrap());
    third.set_config("selfstatus", "Reads; writes\nand sails");
    let own = third.call("make_vcard", [json!([1])]);
    let contact = pair.core.import_vcard(own.as_str().unwrap());
    let card = pair.core.call("make_vcard", [json!([contact])]);
    let card = card.as_str().unwrap();
    pair.core.send_file(pair.core_chat, "third.vcf", Some("Vcard"), card.as_bytes());

    // Who gets a card of the real core can write to the person on it.
    let (row, file) = pair.tab.until_file("third.vcf");
    assert_eq!(file.kind, FileKind::Card);
    let shown = read(&pair.tab, row.id);
    assert_eq!((shown.name.as_str(), &shown.address), ("Third, of a \\ Name", &third.address()));
    assert_eq!((shown.status.as_str(), shown.avatar.is_some()), ("Reads; writes\nand sails", true));
    assert_eq!(shown.fingerprint, third.fingerprint());
    let color = u32::from_str_radix(
        pair.core.call("get_contact", [json!(contact)])["color"].as_str().unwrap().trim_start_matches('#'),
        16,
    );
    assert_eq!(Ok(shown.color), color);
    let view = chat_by_card(&pair.tab, row.id).unwrap();
    let met = view.contact.unwrap();
    assert_eq!((view.can_send, met.verified, &met.fingerprint), (Ok(()), false, &shown.fingerprint));
    pair.tab.send(view.row.id, "We have not met");
    third.until_received("We have not met");

    // The other way the same card is made, and core sees the same person on it.
    let shared = match pair.tab.ask(Command::Contacts(ContactCommand::Card(met.id))) {
        Ok(Reply::Attachment { bytes, .. }) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(timeless(&shared), timeless(card));
    assert_eq!(shared.lines().count(), card.lines().count(), "each with its time");
    pair.tab.send_file(pair.tab_chat, "shared.vcf", FileKind::Card, shared.as_bytes());
    let message = pair.core.until("the card arrives", || pair.core.received_files("shared.vcf").pop());
    assert_eq!(message["viewType"], "Vcard", "{message}");
    let seen = &message["vcardContact"];
    assert_eq!((&seen["addr"], &seen["displayName"]), (&json!(third.address()), &json!(shown.name)));
    assert!(seen["key"].is_string() && seen["profileImage"].is_string(), "{seen}");
    assert_ne!(seen["timestamp"], Value::Null);
    let file = fs::read_to_string(message["file"].as_str().unwrap()).unwrap();
    assert_eq!(pair.core.import_vcard(&file), contact, "the same key is the same person");
}

#[test]
fn c90_a_card_without_a_key_opens_no_chat() {
    let pair = world::pair("Keyless");
    let card = "BEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:eve@chat.example\r\nFN:Eve\r\nEND:VCARD\r\n";
    pair.core.send_file(pair.core_chat, "eve.vcf", Some("Vcard"), card.as_bytes());
    let (row, file) = pair.tab.until_file("eve.vcf");
    assert_eq!(file.kind, FileKind::Card);
    let shown = read(&pair.tab, row.id);
    assert_eq!(
        (shown.name.as_str(), shown.address.as_str(), shown.fingerprint.as_str()),
        ("Eve", "eve@chat.example", "")
    );
    assert_eq!(chat_by_card(&pair.tab, row.id).unwrap_err().kind, ProblemKind::KeyMissing);
}
