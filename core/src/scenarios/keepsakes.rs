//! Saved copies, and what is known of a message.

use super::{Device, World};
use estuary_api::{
    ChatCommand, ChatId, Command, DeliveryState, MessageBody, MessageCommand, MessageId, MessageInfo, Reply,
    SendId,
};

fn save(world: &World, device: &Device, message: MessageId, saved: bool) {
    let command = Command::Message(MessageCommand::Save { message, saved });
    assert_eq!(world.ask(device, command), Ok(Reply::Done));
}

fn info(world: &World, device: &Device, message: MessageId) -> MessageInfo {
    match world.ask(device, Command::Message(MessageCommand::Info(message))) {
        Ok(Reply::MessageInfo(info)) => info,
        other => panic!("{other:?}"),
    }
}

fn saved_chat(world: &World, device: &Device) -> ChatId {
    match world.ask(device, Command::Chats(ChatCommand::Saved)) {
        Ok(Reply::Chat(chat)) => chat.row.id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_saved_message_is_kept_under_its_writers_name() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.say(&alice, to_bob, "the address");
    world.pass(10_000);
    let heard = world.rows(&bob, to_alice).pop().unwrap().id;
    save(&world, &bob, heard, true);
    save(&world, &bob, heard, true);
    let saved = saved_chat(&world, &bob);
    let rows = world.rows(&bob, saved);
    let [copy] = &rows[..] else { panic!("{rows:?}") };
    match &copy.body {
        MessageBody::Content { from: Some(from), text, .. } => {
            assert_eq!((from.name.as_str(), text.as_str()), ("Alice", "the address"));
        }
        other => panic!("{other:?}"),
    }
    assert!(world.rows(&bob, to_alice).pop().unwrap().saved);
    save(&world, &bob, heard, false);
    assert!(world.rows(&bob, saved).is_empty() && !world.rows(&bob, to_alice).pop().unwrap().saved);
    save(&world, &bob, heard, true);
    let copy = world.rows(&bob, saved)[0].id;
    world.ask(&bob, Command::DeleteMessages(vec![copy])).unwrap();
    assert!(!world.rows(&bob, to_alice).pop().unwrap().saved, "whoever deletes the copy unsaves it");
}

#[test]
fn a_message_tells_where_it_came_from_and_who_read_it() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let said = world.say(&alice, to_bob, "hi");
    world.pass(10_000);
    let heard = world.rows(&bob, to_alice).pop().unwrap();
    let known = info(&world, &bob, heard.id);
    assert_eq!((known.sent, known.rfc_id), (heard.time, info(&world, &alice, said).rfc_id));
    assert!(known.received >= known.sent);
    assert!(known.headers.contains("chat-version: 1.0\n"), "{}", known.headers);
    assert!(known.headers.lines().all(|line| line.chars().count() < 400), "keys are cut");
    assert!(info(&world, &alice, said).readers.is_empty());
    world.ask(&bob, Command::MarkSeen { chat: to_alice, upto: heard.id }).unwrap();
    world.pass(10_000);
    assert_eq!(world.state(&alice, to_bob, said), DeliveryState::Read);
    let readers = info(&world, &alice, said).readers;
    assert_eq!(readers.iter().map(|(contact, _)| contact.name.as_str()).collect::<Vec<_>>(), ["Bob"]);
}

#[test]
fn what_is_forwarded_says_so_and_leaves_the_draft_alone() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let told = ["one", "two"].map(|text| world.say(&bob, to_alice, text)).to_vec();
    world.pass(10_000);
    let draft = Command::SetDraft { chat: to_alice, text: "not yet".into(), quote: None };
    world.ask(&bob, draft).unwrap();
    let forward = MessageCommand::Forward { id: SendId([9; 16]), messages: told, chat: to_alice };
    for _ in 0..2 {
        assert_eq!(world.ask(&bob, Command::Message(forward.clone())), Ok(Reply::Done));
    }
    world.pass(10_000);
    assert_eq!(world.texts(&alice, to_bob), ["<one", "<two", "<one", "<two"]);
    let forwarded: Vec<_> = world.rows(&alice, to_bob).iter().map(|row| row.forwarded).collect();
    assert!(forwarded.ends_with(&[false, false, true, true]), "{forwarded:?}");
    match world.ask(&bob, Command::Chat(to_alice)) {
        Ok(Reply::Chat(chat)) => assert_eq!(chat.draft, "not yet"),
        other => panic!("{other:?}"),
    }
}
