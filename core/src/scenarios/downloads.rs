//! Large files wait on the server until somebody asks for them.

use super::{Device, World, stranger::Stranger};
use crate::{
    mail::{Body, File, HeaderValue},
    ports::StoreError,
};
use estuary_api::{
    Attachment, ChatId, Command, Download, Event, FileKind, MediaCommand, MessageBody, MessageId, NewFile,
    ProblemKind, Reply, SendId, Settings,
};
use futures::executor::block_on;

const SIZE: usize = 300_000;

/// Bytes that no compression makes smaller.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..size).map(|_| next()).collect()
}

/// Alice, who wants no large files by themselves, and Bob.
fn two(world: &World) -> (Device, Device, ChatId) {
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (_, to_alice) = world.introduce(&alice, &bob);
    limit(world, &alice, Some(160 << 10));
    (alice, bob, to_alice)
}

fn limit(world: &World, device: &Device, download_limit: Option<u64>) {
    let settings = Settings { read_receipts: true, realtime: true, download_limit };
    world.ask(device, Command::SetSettings(settings)).unwrap();
}

fn send(world: &World, from: &Device, chat: ChatId) {
    let file = NewFile {
        name: "trip.bin".into(),
        media_type: String::new(),
        kind: FileKind::File,
        size: None,
        duration: None,
        bytes: noise(SIZE),
    };
    let send = MediaCommand::Send { id: SendId([9; 16]), chat, text: "our trip".into(), quote: None, file };
    world.ask(from, Command::Media(send)).unwrap();
    world.pass(10_000);
}

/// The newest message with a file.
fn file(world: &World, device: &Device) -> (MessageId, Attachment) {
    let rows = world.rows(device, world.chats(device)[0]).into_iter().rev();
    let mut files = rows.filter_map(|row| match row.body {
        MessageBody::Content { attachment: Some(file), .. } => Some((row.id, file)),
        _ => None,
    });
    files.next().unwrap()
}

fn download(world: &World, device: &Device) {
    let (id, _) = file(world, device);
    world.ask(device, Command::Media(MediaCommand::Download(id))).unwrap();
    world.pass(2_000);
}

/// How many large mails lie in the mailbox.
fn waiting(world: &World, device: &Device) -> usize {
    world.mail.stored(&device.login().address).iter().filter(|mail| mail.len() > SIZE).count()
}

fn bytes(world: &World, device: &Device) -> Vec<u8> {
    match world.ask(device, Command::Attachment(file(world, device).0)) {
        Ok(Reply::Attachment { bytes, .. }) => bytes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_large_file_waits_and_comes_when_asked_for() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    let (id, announced) = file(&world, &alice);
    assert_eq!((announced.name.as_str(), announced.size, announced.here), ("trip.bin", SIZE as u64, false));
    assert_eq!(announced.download, Some(Download::Offered));
    world.pass(600_000);
    assert_eq!(waiting(&world, &alice), 1, "it stays on the server");
    download(&world, &alice);
    let (_, here) = file(&world, &alice);
    assert_eq!((here.here, here.download, bytes(&world, &alice)), (true, None, noise(SIZE)));
    assert_eq!(waiting(&world, &alice), 0, "and is removed once it is here");
    assert!(alice.problems().is_empty());
    let again = Command::Media(MediaCommand::Download(id));
    assert_eq!(world.ask(&alice, again), Ok(Reply::Done), "a repeated command does nothing");
}

#[test]
fn without_a_limit_or_below_it_nothing_waits() {
    for bytes in [None, Some(1 << 20)] {
        let world = World::new();
        let (alice, bob, to_alice) = two(&world);
        limit(&world, &alice, bytes);
        send(&world, &bob, to_alice);
        assert!(file(&world, &alice).1.here, "{bytes:?}");
    }
}

#[test]
fn a_download_tells_how_far_it_is_and_can_be_cancelled() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    world.mail.faults(|faults| faults.stall = true);
    alice.events();
    download(&world, &alice);
    let (message, running) = file(&world, &alice);
    assert_eq!(running.download, Some(Download::Running));
    assert!(alice.events().contains(&Event::Download { message, permille: 500 }));
    world.ask(&alice, Command::Media(MediaCommand::CancelDownload(message))).unwrap();
    world.pass(1);
    world.mail.faults(|faults| faults.stall = false);
    world.pass(60_000);
    assert_eq!(file(&world, &alice).1.download, Some(Download::Offered), "nothing goes on");
    assert_eq!(waiting(&world, &alice), 1);
    download(&world, &alice);
    assert_eq!(bytes(&world, &alice), noise(SIZE));
}

#[test]
fn a_download_goes_on_after_a_restart_and_an_outage() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    world.mail.faults(|faults| faults.stall = true);
    download(&world, &alice);
    let alice = world.device(&alice.close());
    world.pass(2_000);
    assert_eq!(file(&world, &alice).1.download, Some(Download::Running));
    world.mail.faults(|faults| faults.unreachable = true);
    world.pass(10_000);
    world.mail.faults(|faults| (faults.unreachable, faults.stall) = (false, false));
    world.pass(200_000);
    assert_eq!(bytes(&world, &alice), noise(SIZE));
}

#[test]
fn a_file_the_server_has_no_longer_is_told() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    world.mail.expire(&alice.login().address, |mail| mail.len() > SIZE);
    download(&world, &alice);
    let Some(Download::Failed(problem)) = file(&world, &alice).1.download else { panic!() };
    assert_eq!(problem.kind, ProblemKind::FileGone);
}

#[test]
fn a_file_there_is_no_room_for_comes_later() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    world.mail.faults(|faults| faults.stall = true);
    download(&world, &alice);
    alice.store.fail(Some(StoreError::Full));
    world.mail.faults(|faults| faults.stall = false);
    world.pass(10_000);
    assert!(!file(&world, &alice).1.here && waiting(&world, &alice) == 1, "nothing is lost");
    alice.store.fail(None);
    world.pass(200_000);
    assert_eq!(bytes(&world, &alice), noise(SIZE));
}

#[test]
fn with_its_message_a_file_leaves_the_server() {
    let world = World::new();
    let (alice, bob, to_alice) = two(&world);
    send(&world, &bob, to_alice);
    let (id, _) = file(&world, &alice);
    world.ask(&alice, Command::DeleteMessages(vec![id])).unwrap();
    say(&world, &bob, to_alice);
    assert_eq!(waiting(&world, &alice), 0);
}

/// Something arrives, which ends with looking after the mailbox.
fn say(world: &World, from: &Device, chat: ChatId) {
    world.say(from, chat, "hello");
    world.pass(5_000);
}

#[test]
fn neither_a_wrong_size_nor_the_file_of_somebody_else_confuses() {
    let world = World::new();
    let (alice, bob, eve) =
        (world.person("Alice"), Stranger::new(&world, "bob"), Stranger::new(&world, "eve"));
    limit(&world, &alice, Some(160 << 10));
    let id = "real@localhost";
    let mut first = bob.with(&alice, "our trip", "Chat-Post-Message-ID", &format!("<{id}>"));
    let metadata = r#"{"size":7,"viewtype":"File","filename":"trip.bin"}"#;
    first.headers.push(("Chat-Post-Message-Metadata", HeaderValue::Raw(metadata.into())));
    bob.send(&world, &alice, &first);
    let half = |who: &Stranger, data: Vec<u8>| {
        let mut mail = who.with(&alice, "", "Chat-Is-Post-Message", "1");
        mail.message_id = id.into();
        let file = File { name: "trip.bin".into(), media_type: "application/octet-stream".into(), data };
        mail.body = Body::Files(String::new(), vec![file]);
        who.send(&world, &alice, &mail);
    };
    half(&eve, vec![13; 400_000]);
    let own = block_on(alice.engine.own()).unwrap();
    world.mail.deliver(own.address(), &outer(id));
    half(&bob, noise(SIZE));
    let (_, announced) = file(&world, &alice);
    assert_eq!((announced.size, announced.download), (7, Some(Download::Offered)));
    download(&world, &alice);
    let (_, here) = file(&world, &alice);
    assert_eq!((here.here, here.size), (true, SIZE as u64));
    assert_eq!(bytes(&world, &alice), noise(SIZE));
    assert_eq!(world.texts(&alice, world.chats(&alice)[0]), ["<our trip"]);
}

/// A mail that only claims to be the second half, in the header anybody can write.
fn outer(id: &str) -> Vec<u8> {
    let head = format!("From: <x@y.example>\r\nMessage-ID: <{id}>\r\nChat-Is-Post-Message: 1\r\n\r\n");
    [head.into_bytes(), vec![b'x'; 400_000]].concat()
}

#[test]
fn a_file_that_nobody_announced_is_a_message() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), Stranger::new(&world, "bob"));
    limit(&world, &alice, Some(160 << 10));
    let mut mail = bob.with(&alice, "", "Chat-Is-Post-Message", "1");
    let file =
        File { name: "a.bin".into(), media_type: "application/octet-stream".into(), data: noise(SIZE) };
    mail.body = Body::Files(String::new(), vec![file]);
    bob.send(&world, &alice, &mail);
    assert_eq!(bytes(&world, &alice), noise(SIZE));
}
