//! People are handed on, by cards.

use super::{Device, World, stranger::Stranger};
use crate::card::Card;
use estuary_api::{
    Attachment, ChatCommand, ChatId, ChatKind, ChatView, Command, Contact, ContactCommand, FileKind,
    MediaCommand, MessageBody, MessageId, NewFile, Picture, Problem, ProblemKind, Reply, SendId,
};

fn people(world: &World, device: &Device) -> Vec<Contact> {
    match world.ask(device, Command::Contacts(ContactCommand::List { query: String::new() })) {
        Ok(Reply::Contacts(people)) => people,
        other => panic!("{other:?}"),
    }
}

/// The card of the contact of this name, as a file.
fn share(world: &World, device: &Device, name: &str) -> (Attachment, Vec<u8>) {
    let contact = people(world, device).into_iter().find(|contact| contact.name == name).unwrap();
    match world.ask(device, Command::Contacts(ContactCommand::Card(contact.id))) {
        Ok(Reply::Attachment { attachment, bytes }) => (attachment, bytes),
        other => panic!("{other:?}"),
    }
}

/// Sends a file, and waits for it to arrive.
fn send(world: &World, device: &Device, chat: ChatId, bytes: Vec<u8>) {
    let name = "card.vcf".into();
    let file =
        NewFile { name, media_type: String::new(), kind: FileKind::Card, size: None, duration: None, bytes };
    let id = SendId([u8::try_from(world.rows(device, chat).len()).unwrap(); 16]);
    let send = MediaCommand::Send { id, chat, text: String::new(), quote: None, file };
    assert!(matches!(world.ask(device, Command::Media(send)), Ok(Reply::Sent(_))));
    world.pass(10_000);
}

/// The newest message of a chat, which has a card.
fn last_card(world: &World, device: &Device, chat: ChatId) -> MessageId {
    let row = world.rows(device, chat).pop().unwrap();
    assert!(
        matches!(&row.body, MessageBody::Content { attachment: Some(file), .. } if file.kind == FileKind::Card),
        "{row:?}"
    );
    row.id
}

fn read(world: &World, device: &Device, message: MessageId) -> Contact {
    match world.ask(device, Command::Contacts(ContactCommand::ReadCard(message))) {
        Ok(Reply::Contacts(mut people)) if people.len() == 1 => people.remove(0),
        other => panic!("{other:?}"),
    }
}

fn chat_by(world: &World, device: &Device, message: MessageId) -> Result<ChatView, Problem> {
    match world.ask(device, Command::Contacts(ContactCommand::ChatByCard(message)))? {
        Reply::Chat(view) => Ok(view),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whoever_gets_a_card_can_write_to_the_person_on_it() {
    let world = World::new();
    let [alice, bob, carol] = ["Alice", "Bob", "Carol"].map(|name| world.person(name));
    let (picture, status) = (vec![0xff, 0xd8, 0xff, 7], "By the water".to_owned());
    let set =
        Command::SetProfile { name: "Bob".into(), avatar: Some(picture.clone()), status: status.clone() };
    world.ask(&bob, set).unwrap();
    let (_, bob_to_alice) = world.introduce(&alice, &bob);
    world.say(&bob, bob_to_alice, "hello");
    world.pass(10_000);
    let (to_carol, carol_to_alice) = world.introduce(&alice, &carol);
    let bobs = people(&world, &alice).into_iter().find(|contact| contact.name == "Bob").unwrap();
    let nickname = ContactCommand::Rename { contact: bobs.id, name: "Bobby the Bore".into() };
    world.ask(&alice, Command::Contacts(nickname)).unwrap();
    let (attachment, bytes) = share(&world, &alice, "Bobby the Bore");
    assert_eq!((attachment.name.as_str(), attachment.kind), ("Bob.vcf", FileKind::Card));
    assert!(!String::from_utf8_lossy(&bytes).contains("Bore"), "a name given here stays here");
    send(&world, &alice, to_carol, bytes);

    let message = last_card(&world, &carol, carol_to_alice);
    let card = read(&world, &carol, message);
    assert_eq!((card.name.as_str(), &card.address), ("Bob", &bob.login().address));
    assert_eq!(
        (&card.fingerprint, &card.avatar, &card.status),
        (&bobs.fingerprint, &Some(Picture::Bytes(picture)), &status)
    );
    assert_eq!(card.color, bobs.color);
    assert_eq!(people(&world, &carol).len(), 1, "looking at a card makes no contact");
    let chats = [(); 2].map(|()| chat_by(&world, &carol, message).unwrap());
    assert_eq!(chats[0].row.id, chats[1].row.id);
    let contact = chats[0].contact.clone().unwrap();
    assert_eq!((contact.name.as_str(), contact.verified, &contact.status), ("Bob", false, &status));
    assert_eq!(contact.fingerprint, card.fingerprint);
    assert_eq!(world.picture(&carol, contact.avatar), world.picture(&carol, card.avatar));
    assert_eq!(chats[0].can_send, Ok(()));
    world.say(&carol, chats[0].row.id, "we have not met");
    world.pass(10_000);
    let request = world.chats(&bob).into_iter().find(|chat| *chat != bob_to_alice).unwrap();
    assert_eq!(world.texts(&bob, request), ["<we have not met"]);
}

#[test]
fn a_card_changes_nothing_of_those_who_are_known() {
    let world = World::new();
    let [alice, bob] = ["Alice", "Bob"].map(|name| world.person(name));
    let (to_bob, bob_to_alice) = world.introduce(&alice, &bob);
    // That they wrote shows, and is not said by a card.
    let known_to_bob = || -> Vec<Contact> {
        people(&world, &bob).into_iter().map(|one| Contact { last_seen: 0, ..one }).collect()
    };
    let before = known_to_bob();
    let (_, bytes) = share(&world, &bob, "Alice");
    let known = Card::read(&bytes).unwrap();
    // The key of one, the rest of another.
    let false_name = Card { name: "Bank".into(), address: "eve@chat.example".into(), ..known.clone() };
    send(&world, &alice, to_bob, false_name.write(0).unwrap());
    let opened = chat_by(&world, &bob, last_card(&world, &bob, bob_to_alice)).unwrap();
    assert_eq!((opened.row.id, opened.row.name.as_str()), (bob_to_alice, "Alice"));
    assert_eq!(known_to_bob(), before);
    // The rest of one, the key of another: somebody else.
    let eve = Stranger::new(&world, "eve");
    let false_key = Card { certificate: Some(eve.certificate.clone()), ..known };
    send(&world, &alice, to_bob, false_key.write(0).unwrap());
    let opened = chat_by(&world, &bob, last_card(&world, &bob, bob_to_alice)).unwrap();
    assert_ne!(opened.row.id, bob_to_alice);
    let contact = opened.contact.unwrap();
    assert_eq!((contact.verified, contact.fingerprint), (false, eve.certificate.fingerprint().to_string()));
    assert!(known_to_bob().iter().any(|one| *one == before[0]), "and the one who is known stays");
}

#[test]
fn without_a_key_nobody_is_written_to() {
    let world = World::new();
    let [alice, bob] = ["Alice", "Bob"].map(|name| world.person(name));
    let (to_bob, bob_to_alice) = world.introduce(&alice, &bob);
    let card = b"BEGIN:VCARD\nFN:Eve\nEMAIL:eve@chat.example\nKEY;PGP;ENCODING=b:AAAA\nEND:VCARD".to_vec();
    send(&world, &alice, to_bob, card);
    let message = last_card(&world, &bob, bob_to_alice);
    let card = read(&world, &bob, message);
    assert_eq!((card.name.as_str(), card.fingerprint.as_str()), ("Eve", ""));
    assert_eq!(chat_by(&world, &bob, message).unwrap_err().kind, ProblemKind::KeyMissing);
    assert_eq!((people(&world, &bob).len(), world.chats(&bob).len()), (1, 1));
    // What is no card is none.
    let said = world.say(&bob, bob_to_alice, "no card");
    for message in [said, MessageId(9999)] {
        assert_eq!(chat_by(&world, &bob, message).unwrap_err().kind, ProblemKind::NotFound);
    }
}

#[test]
fn the_own_card_leads_to_the_chat_with_oneself() {
    let world = World::new();
    let [alice, bob] = ["Alice", "Bob"].map(|name| world.person(name));
    let (to_bob, bob_to_alice) = world.introduce(&alice, &bob);
    let (_, bytes) = share(&world, &alice, "Bob");
    send(&world, &alice, to_bob, bytes);
    let opened = chat_by(&world, &bob, last_card(&world, &bob, bob_to_alice)).unwrap();
    assert_eq!(opened.row.kind, ChatKind::Saved);
    match world.ask(&bob, Command::Chats(ChatCommand::Saved)) {
        Ok(Reply::Chat(saved)) => assert_eq!(saved.row.id, opened.row.id),
        other => panic!("{other:?}"),
    }
}
