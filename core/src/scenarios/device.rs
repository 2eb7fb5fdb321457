//! The chat in which the app itself talks to the person.

use super::{Device, World};
use crate::ports::memory::MemoryStore;
use estuary_api::{
    ChatCommand, ChatKind, ChatRow, Command, DeviceNews, Event, MessageCommand, ProblemKind, Reply, SendId,
};

fn tell(world: &World, device: &Device, news: DeviceNews) {
    assert_eq!(world.ask(device, Command::Announce(news)), Ok(Reply::Done));
    world.settle();
}

fn row(world: &World, device: &Device) -> ChatRow {
    match world.ask(device, Command::Chat(world.chats(device)[0])) {
        Ok(Reply::Chat(view)) => view.row,
        other => panic!("{other:?}"),
    }
}

fn calls(device: &Device) -> usize {
    device.events().iter().filter(|event| matches!(event, Event::Incoming { .. })).count()
}

fn shelve(world: &World, device: &Device, command: ChatCommand) {
    assert_eq!(world.ask(device, Command::Chats(command)), Ok(Reply::Done));
}

#[test]
fn each_thing_is_told_once_even_when_its_chat_was_deleted() {
    let world = World::new();
    let alice = world.person("Alice");
    assert!(world.chats(&alice).is_empty());
    for _ in 0..2 {
        tell(&world, &alice, DeviceNews::Welcome);
    }
    let welcome = row(&world, &alice);
    assert_eq!((welcome.kind, welcome.unread), (ChatKind::Device, 0));
    assert_eq!(world.news(&alice), [DeviceNews::Welcome]);
    assert_eq!(calls(&alice), 0, "who was just welcomed is not called");
    shelve(&world, &alice, ChatCommand::Delete(welcome.id));
    tell(&world, &alice, DeviceNews::Welcome);
    assert!(world.chats(&alice).is_empty());
    tell(&world, &alice, DeviceNews::Updated { version: "99.0.0".into() });
    assert_eq!(row(&world, &alice).unread, 1);
    assert_eq!(calls(&alice), 1);
}

#[test]
fn a_new_version_is_news_to_old_profiles_only() {
    let world = World::new();
    let alice = world.person("Alice");
    let alice = world.device(&alice.close());
    world.settle();
    assert!(world.news(&alice).is_empty(), "it began with this version");
    // As a store that an older version wrote.
    let store = alice.close();
    let version = env!("CARGO_PKG_VERSION");
    futures::executor::block_on(async {
        use crate::{
            ports::{Batch, Change, Durability, Store},
            table::Table,
        };
        let key = format!("told/updated/{version}").into_bytes();
        let changes = vec![Change { table: Table::Meta, key, value: None }];
        store.commit(Batch { changes }, Durability::Strict).await.unwrap();
    });
    for _ in 0..2 {
        let alice = world.device(&store);
        world.settle();
        assert_eq!(world.news(&alice), [DeviceNews::Updated { version: version.into() }]);
        alice.close();
    }
}

#[test]
fn a_mailbox_that_fills_up_is_told_twice_and_anew_after_there_was_room() {
    let world = World::new();
    let alice = world.person("Alice");
    let mut expected = Vec::new();
    for (used, told) in
        [(79, false), (80, true), (90, false), (96, true), (100, false), (70, false), (85, true)]
    {
        world.mail.session(|session| session.quota = Some((used, 100)));
        world.mail.faults(|faults| faults.unreachable = true);
        world.pass(1_000);
        world.mail.faults(|faults| faults.unreachable = false);
        world.pass(300_000);
        if told {
            expected.push(DeviceNews::ServerFull { percent: u8::try_from(used).unwrap() });
        }
        assert_eq!(world.news(&alice), expected, "{used} %");
    }
}

#[test]
fn it_can_be_silenced_and_archived() {
    let world = World::new();
    let alice = world.person("Alice");
    tell(&world, &alice, DeviceNews::Welcome);
    let chat = row(&world, &alice).id;
    shelve(&world, &alice, ChatCommand::Mute { chat, until: i64::MAX });
    shelve(&world, &alice, ChatCommand::Archive { chat, archived: true });
    tell(&world, &alice, DeviceNews::StorageFull { percent: 81 });
    assert!(world.chats(&alice).is_empty(), "silent, it stays where it is");
    assert_eq!(calls(&alice), 0);
    shelve(&world, &alice, ChatCommand::Mute { chat, until: 0 });
    tell(&world, &alice, DeviceNews::StorageFull { percent: 97 });
    assert_eq!((world.chats(&alice), calls(&alice)), (vec![chat], 1));
}

#[test]
fn nothing_can_be_sent_there() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let said = world.say(&alice, to_bob, "hello");
    tell(&world, &alice, DeviceNews::ClockWrong { hours: 30 });
    let device = world.chats(&alice).into_iter().find(|chat| *chat != to_bob).unwrap();
    let news = world.rows(&alice, device)[0].id;
    world.pass(60_000);
    let sent = world.mail.submitted().len();
    let (id, emoji) = (SendId([3; 16]), "👍".to_owned());
    let text = Command::SendText { id, chat: device, text: "hi".into(), quote: None };
    let forward = MessageCommand::Forward { id, messages: vec![said], chat: device };
    let timer = ChatCommand::SetTimer { chat: device, seconds: 60 };
    for command in [text, Command::Message(forward), Command::Chats(timer)] {
        assert_eq!(world.ask(&alice, command).unwrap_err().kind, ProblemKind::ReadOnlyChat);
    }
    for command in [
        Command::Message(MessageCommand::React { message: news, emoji }),
        Command::Message(MessageCommand::Pin { message: news, pinned: true }),
        Command::Message(MessageCommand::Edit { message: news, text: "other".into() }),
        Command::Message(MessageCommand::DeleteForAll(vec![news])),
        Command::MarkSeen { chat: device, upto: news },
        Command::Chats(ChatCommand::Leave(device)),
        Command::Chats(ChatCommand::InviteLink(device)),
    ] {
        drop(world.ask(&alice, command));
    }
    world.pass(60_000);
    assert_eq!(world.mail.submitted().len(), sent, "nothing left");
    assert_eq!(world.news(&alice), [DeviceNews::ClockWrong { hours: 30 }]);
    assert_eq!(world.ask(&alice, Command::DeleteMessages(vec![news])), Ok(Reply::Done));
    assert!(world.news(&alice).is_empty());
}

#[test]
fn without_a_profile_nobody_is_told() {
    let world = World::new();
    let nobody = world.device(&MemoryStore::default());
    tell(&world, &nobody, DeviceNews::Welcome);
    assert!(world.chats(&nobody).is_empty());
}
