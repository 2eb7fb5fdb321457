//! Mini apps and files between two devices.

use super::{Device, World};
use crate::ports::TransportError;
use estuary_api::{
    AppCommand, AppUpdates, Attachment, ChatCommand, ChatId, Command, DeliveryState, Event, FileKind,
    MediaCommand, MessageBody, MessageCommand, MessageId, NewFile, ProblemKind, Reply, Search, SendId,
    SummaryBody,
};

/// An archive with an empty `index.html` and this many bytes behind it, which no reader minds.
pub(crate) fn archive(noise: usize) -> Vec<u8> {
    const NAME: &[u8] = b"index.html";
    let head = [&[20, 0][..], &[0; 20], &[10, 0, 0, 0]].concat();
    let local = [b"PK\x03\x04", &head[..], NAME].concat();
    let directory = [&b"PK\x01\x02\x14\0"[..], &head, &[0; 14], NAME].concat();
    let padding: Vec<u8> = (0..noise).map(|n| (n * n / 7) as u8).collect();
    let size = (directory.len() as u32).to_le_bytes();
    let start = ((local.len() + padding.len()) as u32).to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &size, &start, &[0, 0]].concat();
    [local, padding, directory, end].concat()
}

pub(super) fn send(
    world: &World,
    device: &Device,
    chat: ChatId,
    id: u8,
    name: &str,
    bytes: Vec<u8>,
) -> MessageId {
    let (kind, size, duration) = (FileKind::File, None, None);
    let file = NewFile { name: name.into(), media_type: String::new(), kind, size, duration, bytes };
    let send = MediaCommand::Send { id: SendId([id; 16]), chat, text: "look".into(), quote: None, file };
    match world.ask(device, Command::Media(send)) {
        Ok(Reply::Sent(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn update(world: &World, device: &Device, instance: MessageId, id: u8, json: &str) {
    let send = AppCommand::SendUpdate { id: SendId([id; 16]), instance, update: json.into() };
    assert_eq!(world.ask(device, Command::App(send)), Ok(Reply::Done));
}

fn updates(world: &World, device: &Device, instance: MessageId) -> Vec<String> {
    match world.ask(device, Command::App(AppCommand::Updates { instance, after: 0, limit: 100 })) {
        Ok(Reply::AppUpdates(AppUpdates { updates, max_serial })) => {
            assert_eq!(updates.last().map_or(0, |last| last.serial), max_serial);
            updates.into_iter().map(|update| update.json).collect()
        }
        other => panic!("{other:?}"),
    }
}

pub(super) fn last_file(world: &World, device: &Device, chat: ChatId) -> (MessageId, Attachment) {
    let rows = world.rows(device, chat).into_iter().rev();
    let mut files = rows.filter_map(|row| match row.body {
        MessageBody::Content { attachment: Some(file), .. } => Some((row.id, file)),
        _ => None,
    });
    files.next().unwrap()
}

fn label(world: &World, device: &Device, id: MessageId) -> String {
    match world.ask(device, Command::App(AppCommand::Instance(id))) {
        Ok(Reply::Instance(instance)) => instance.label,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_app_sent_again_keeps_what_it_had() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let before = world.mail.submitted().len();
    world.mail.faults(|faults| faults.submit = vec![TransportError::Refused("not today".into())]);
    let id = send(&world, &alice, to_bob, 1, "a.xdc", archive(200_000));
    world.pass(60_000);
    assert!(matches!(world.state(&alice, to_bob, id), DeliveryState::Failed(_)));
    assert_eq!(world.mail.submitted().len(), before, "nothing else of it leaves");
    update(&world, &alice, id, 2, r#"{"payload":"early","summary":"one"}"#);
    world.pass(5_000);
    world.ask(&alice, Command::Retry(id)).unwrap();
    world.pass(10_000);
    let (received, file) = last_file(&world, &bob, to_alice);
    assert_eq!((file.kind, file.here, file.app.unwrap().summary.as_str()), (FileKind::App, true, "one"));
    assert_eq!(
        updates(&world, &bob, received),
        [r#"{"payload":"early","summary":"one"}"#],
        "once, by either mail"
    );
    assert_eq!(world.texts(&bob, to_alice), ["<look"]);
}

#[test]
fn a_repeated_update_counts_once_and_a_forwarded_app_begins_anew() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let id = send(&world, &alice, to_bob, 1, "a.xdc", archive(0));
    for _ in 0..2 {
        update(&world, &alice, id, 2, r#"{"payload":1,"summary":"used","notify":{"*":"hear"}}"#);
    }
    world.pass(5_000);
    let (received, _) = last_file(&world, &bob, to_alice);
    assert_eq!(updates(&world, &bob, received).len(), 1);
    let heard = |event| matches!(event, Event::AppNotify { text, .. } if text == "hear");
    assert!(bob.events().into_iter().any(heard));
    assert!(!alice.events().into_iter().any(heard), "nobody is told of what they did themselves");

    let forward = MessageCommand::Forward { id: SendId([3; 16]), messages: vec![received], chat: to_alice };
    assert_eq!(world.ask(&bob, Command::Message(forward)), Ok(Reply::Done));
    world.pass(5_000);
    let (copy, file) = last_file(&world, &alice, to_bob);
    assert_ne!(copy, id);
    assert_eq!(file.app.unwrap().summary, "");
    assert_eq!(updates(&world, &alice, copy), [""; 0]);
    assert_ne!(label(&world, &alice, id), label(&world, &alice, copy));
}

#[test]
fn a_deleted_app_leaves_nothing_behind() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let id = send(&world, &alice, to_bob, 1, "a.xdc", archive(0));
    let labels = || world.ask(&alice, Command::App(AppCommand::Labels));
    assert_eq!(labels(), Ok(Reply::AppLabels(vec![])), "nothing was started");
    let name = label(&world, &alice, id);
    assert_eq!(labels(), Ok(Reply::AppLabels(vec![name.clone()])));
    update(&world, &alice, id, 2, r#"{"payload":1}"#);
    alice.events();
    world.ask(&alice, Command::DeleteMessages(vec![id])).unwrap();
    assert!(alice.events().contains(&Event::AppGone { instance: id, label: name }));
    assert!(world.ask(&alice, Command::App(AppCommand::Instance(id))).is_err());
    assert_eq!(labels(), Ok(Reply::AppLabels(vec![])));
    assert_eq!(updates(&world, &alice, id), [""; 0]);
    world.pass(10_000);
}

#[test]
fn the_files_of_a_draft_stay_in_their_order_until_they_are_sent() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (chat, to_alice) = world.introduce(&alice, &bob);
    let ask = |command| world.ask(&alice, Command::Media(command));
    let keep = |place, name: &str| {
        let (kind, size, duration) = (FileKind::File, None, None);
        let (name, bytes) = (name.to_owned(), name.as_bytes().to_vec());
        let file = NewFile { name, media_type: String::new(), kind, size, duration, bytes };
        assert_eq!(ask(MediaCommand::SetDraft { chat, place, file: Some(file) }), Ok(Reply::Done));
    };
    let draft = || match world.ask(&alice, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => {
            view.draft_files.into_iter().map(|kept| (kept.place, kept.file.name)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    // What the list shows of it: the text, or else the first file.
    let line = || match world.ask(&alice, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => view.row.draft.map(|draft| match draft {
            SummaryBody::File { kind: FileKind::File, name } => name,
            SummaryBody::Text(text) => format!("text: {text}"),
            other => panic!("{other:?}"),
        }),
        other => panic!("{other:?}"),
    };
    let named_line = |name: &str| Some(name.to_owned());
    // Place 0 is where the only file was when there could not be more.
    for (place, name) in [(300, "c.txt"), (0, "a.txt"), (2, "out.txt"), (2, "b.txt"), (301, "out.txt")] {
        keep(place, name);
    }
    for _ in 0..2 {
        assert_eq!(ask(MediaCommand::SetDraft { chat, place: 301, file: None }), Ok(Reply::Done));
    }
    let named =
        |all: &[(u64, &str)]| all.iter().map(|(at, name)| (*at, (*name).to_owned())).collect::<Vec<_>>();
    assert_eq!(draft(), named(&[(0, "a.txt"), (2, "b.txt"), (300, "c.txt")]));
    match ask(MediaCommand::DraftFile { chat, place: 2 }) {
        Ok(Reply::Attachment { bytes, .. }) => assert_eq!(bytes, b"b.txt"),
        other => panic!("{other:?}"),
    }
    assert_eq!(line(), named_line("a.txt"));
    world.say(&alice, chat, "something else");
    assert_eq!((draft().len(), line()), (3, named_line("a.txt")));
    let send = |id, place, text: &str| {
        let text = text.to_owned();
        ask(MediaCommand::SendDraft { id: SendId([id; 16]), chat, place, text, quote: None })
    };
    let first = send(4, 0, "look");
    assert!(matches!(first, Ok(Reply::Sent(_))), "{first:?}");
    assert_eq!(send(4, 0, "look"), first, "once");
    assert_eq!((draft(), line()), (named(&[(2, "b.txt"), (300, "c.txt")]), named_line("b.txt")));

    // What is written while the others leave stays.
    let written = Command::SetDraft { chat, text: "next".into(), quote: None };
    assert_eq!(world.ask(&alice, written), Ok(Reply::Done));
    send(5, 2, "").unwrap();
    assert_eq!(line(), named_line("text: next"));
    send(6, 300, "").unwrap();
    assert_eq!(send(7, 300, "").unwrap_err().kind, ProblemKind::NotFound);
    match world.ask(&alice, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => assert_eq!((view.draft.as_str(), view.draft_files.len()), ("next", 0)),
        other => panic!("{other:?}"),
    }
    world.pass(5_000);
    let received = world.rows(&bob, to_alice).into_iter().filter_map(|row| match row.body {
        MessageBody::Content { attachment: Some(file), text, .. } => Some((file.name, text)),
        _ => None,
    });
    let expected = [("a.txt", "look"), ("b.txt", ""), ("c.txt", "")];
    assert_eq!(received.collect::<Vec<_>>(), expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

fn attach(world: &World, device: &Device, chat: ChatId, bytes: Vec<u8>) -> MessageId {
    let (kind, size, duration) = (FileKind::File, None, None);
    let file = NewFile { name: "a.xdc".into(), media_type: String::new(), kind, size, duration, bytes };
    let attach = MediaCommand::SetDraft { chat, place: 0, file: Some(file) };
    assert_eq!(world.ask(device, Command::Media(attach)), Ok(Reply::Done));
    match world.ask(device, Command::Chat(chat)) {
        Ok(Reply::Chat(view)) => view.draft_files[0].instance.unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_app_that_was_used_before_it_is_sent_takes_that_along() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    let replaced = attach(&world, &alice, to_bob, archive(0));
    let gone = label(&world, &alice, replaced);
    alice.events();
    let id = attach(&world, &alice, to_bob, archive(200_000));
    assert!(alice.events().contains(&Event::AppGone { instance: replaced, label: gone }));
    let address = |id| match world.ask(&alice, Command::App(AppCommand::Instance(id))) {
        Ok(Reply::Instance(instance)) => instance.self_addr,
        other => panic!("{other:?}"),
    };
    let before = address(id);
    let quiet = world.rows(&alice, to_bob).len();
    update(&world, &alice, id, 2, r#"{"payload":1,"info":"told to nobody","summary":"begun"}"#);
    world.pass(5_000);
    assert_eq!(world.rows(&alice, to_bob).len(), quiet);
    assert_eq!(updates(&world, &alice, id).len(), 1, "the app hears it");
    let (text, quote) = ("look what I did".to_owned(), None);
    let sent = MediaCommand::SendDraft { id: SendId([3; 16]), chat: to_bob, place: 0, text, quote };
    for _ in 0..2 {
        assert_eq!(world.ask(&alice, Command::Media(sent.clone())), Ok(Reply::Sent(id)));
    }
    assert_eq!(address(id), before);
    world.pass(10_000);
    let (received, file) = last_file(&world, &bob, to_alice);
    assert_eq!(file.app.unwrap().summary, "begun");
    assert_eq!(
        updates(&world, &bob, received),
        [r#"{"payload":1,"info":"told to nobody","summary":"begun"}"#]
    );
    assert_eq!(world.texts(&bob, to_alice), ["<look what I did"]);
    let search = Search { query: "what did".into(), limit: 10, ..Search::default() };
    let search = MessageCommand::Search(search);
    match world.ask(&alice, Command::Message(search)) {
        Ok(Reply::Found(found)) => assert_eq!(found.len(), 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_app_kept_for_oneself_works_and_says_nothing_to_anybody() {
    let world = World::new();
    let alice = world.person("Alice");
    let saved = match world.ask(&alice, Command::Chats(ChatCommand::Saved)) {
        Ok(Reply::Chat(view)) => view.row.id,
        other => panic!("{other:?}"),
    };
    let id = send(&world, &alice, saved, 1, "a.xdc", archive(0));
    update(&world, &alice, id, 2, r#"{"payload":1}"#);
    world.pass(10_000);
    assert_eq!(updates(&world, &alice, id).len(), 1);
    assert_eq!(world.mail.submitted().len(), 0);
}

#[test]
fn a_file_that_is_only_named_like_an_app_says_why() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    for (number, (name, bytes, refused)) in [
        ("broken.xdc", b"7z\xbc\xaf\x27\x1c".to_vec(), ProblemKind::AppUnusable),
        ("cut.xdc", archive(0)[..60].to_vec(), ProblemKind::AppUnusable),
        ("text.txt", b"text".to_vec(), ProblemKind::NotFound),
    ]
    .into_iter()
    .enumerate()
    {
        let id = send(&world, &alice, to_bob, number as u8, name, bytes);
        let problem = world.ask(&alice, Command::App(AppCommand::Instance(id))).unwrap_err();
        assert_eq!(problem.kind, refused, "{name}: {problem}");
        assert!(!problem.detail.is_empty());
    }
}
