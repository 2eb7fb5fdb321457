//! Messages that disappear, and pinned ones.

use super::{Device, World};
use estuary_api::{
    ChatCommand, ChatId, ChatView, Command, Info, MessageBody, MessageCommand, MessageId, Reply,
};

fn set(world: &World, device: &Device, chat: ChatId, seconds: u32) {
    let command = Command::Chats(ChatCommand::SetTimer { chat, seconds });
    assert_eq!(world.ask(device, command), Ok(Reply::Done));
    world.pass(10_000);
}

fn chat(world: &World, device: &Device, id: ChatId) -> ChatView {
    match world.ask(device, Command::Chat(id)) {
        Ok(Reply::Chat(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn notices(world: &World, device: &Device, chat: ChatId) -> Vec<Info> {
    let rows = world.rows(device, chat).into_iter();
    rows.filter_map(|row| match row.body {
        MessageBody::Info(info @ (Info::TimerChanged { .. } | Info::Pinned { .. })) => Some(info),
        _ => None,
    })
    .collect()
}

fn see_all(world: &World, device: &Device, chat: ChatId) {
    world.ask(device, Command::Chats(ChatCommand::MarkAllSeen(Some(chat)))).unwrap();
}

fn timer(by: Option<&str>, seconds: u32) -> Info {
    Info::TimerChanged { by: by.map(str::to_owned), seconds }
}

#[test]
fn messages_disappear_after_they_were_sent_or_seen() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    set(&world, &alice, to_bob, 60);
    assert_eq!((chat(&world, &alice, to_bob).timer, chat(&world, &bob, to_alice).timer), (60, 60));
    assert_eq!(notices(&world, &alice, to_bob), [timer(None, 60)]);
    assert_eq!(notices(&world, &bob, to_alice), [timer(Some("Alice"), 60)]);
    world.say(&alice, to_bob, "burn this");
    world.pass(10_000);
    assert_eq!(world.texts(&bob, to_alice), ["<burn this"]);
    world.pass(60_000);
    assert!(world.texts(&alice, to_bob).is_empty(), "gone where it was sent");
    assert_eq!(world.texts(&bob, to_alice), ["<burn this"], "nobody has seen it here");
    see_all(&world, &bob, to_alice);
    world.pass(59_000);
    assert_eq!(world.texts(&bob, to_alice), ["<burn this"]);
    world.pass(2_000);
    assert!(world.texts(&bob, to_alice).is_empty());
    assert_eq!(notices(&world, &bob, to_alice).len(), 1, "the notice stays");
}

#[test]
fn what_is_due_disappears_after_a_restart_and_without_a_network() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    set(&world, &alice, to_bob, 600);
    world.say(&alice, to_bob, "soon gone");
    world.pass(10_000);
    let store = alice.close();
    world.pass(700_000);
    world.mail.faults(|faults| faults.unreachable = true);
    let alice = world.device(&store);
    world.settle();
    assert!(world.texts(&alice, to_bob).is_empty());
}

#[test]
fn a_timer_is_not_rolled_back_by_who_has_not_heard_of_it() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    world.say(&alice, to_bob, "before");
    world.pass(10_000);
    // Both at once: neither has seen what the other did.
    let change = Command::Chats(ChatCommand::SetTimer { chat: to_bob, seconds: 300 });
    world.ask(&alice, change).unwrap();
    world.say(&bob, to_alice, "without a timer");
    world.pass(20_000);
    assert_eq!(chat(&world, &alice, to_bob).timer, 300, "the answer to \"before\" changes nothing");
    assert_eq!(chat(&world, &bob, to_alice).timer, 300);
    set(&world, &bob, to_alice, 0);
    assert_eq!((chat(&world, &alice, to_bob).timer, chat(&world, &bob, to_alice).timer), (0, 0));
    assert_eq!(notices(&world, &alice, to_bob), [timer(None, 300), timer(Some("Bob"), 0)]);
}

fn pin(world: &World, device: &Device, message: MessageId, pinned: bool) {
    let command = Command::Message(MessageCommand::Pin { message, pinned });
    assert_eq!(world.ask(device, command), Ok(Reply::Done));
    world.pass(10_000);
}

fn pinned(world: &World, device: &Device, chat: ChatId) -> Vec<MessageId> {
    match world.ask(device, Command::Chats(ChatCommand::Pinned(chat))) {
        Ok(Reply::Messages(page)) => {
            page.rows.into_iter().filter(|row| row.pinned).map(|row| row.id).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn pins_are_shared() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let said = ["one", "two"].map(|text| world.say(&alice, to_bob, text));
    world.pass(10_000);
    let heard: Vec<_> = world.rows(&bob, to_alice).iter().rev().take(2).map(|row| row.id).collect();
    pin(&world, &alice, said[0], true);
    pin(&world, &bob, heard[0], true);
    assert_eq!(pinned(&world, &alice, to_bob), said);
    assert_eq!(pinned(&world, &bob, to_alice), [heard[1], heard[0]]);
    assert_eq!(chat(&world, &alice, to_bob).pinned.unwrap().text, "two");
    assert_eq!(
        notices(&world, &bob, to_alice),
        [
            Info::Pinned { by: Some("Alice".into()), message: heard[1] },
            Info::Pinned { by: None, message: heard[0] },
        ]
    );
    pin(&world, &bob, heard[1], false);
    assert_eq!(pinned(&world, &alice, to_bob), [said[1]]);
    assert_eq!(notices(&world, &alice, to_bob).len(), 2, "taking it out is not shown");
    world.ask(&alice, Command::DeleteMessages(vec![said[1]])).unwrap();
    assert!(pinned(&world, &alice, to_bob).is_empty());
}
