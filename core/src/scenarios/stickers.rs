//! Pictures kept as stickers.

use super::{Device, World};
use estuary_api::{
    Attachment, ChatId, Command, FileKind, LARGEST_STICKER, MediaCommand, MessageBody, MessageId, NewFile,
    ProblemKind, Reply, SendId, StickerId,
};

/// As much of a PNG as tells its sides, and something after it.
fn png(width: u32, rest: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([width.to_be_bytes(), 64_u32.to_be_bytes()].concat());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes.extend(rest);
    bytes
}

fn media(world: &World, device: &Device, command: MediaCommand) -> Result<Reply, ProblemKind> {
    world.ask(device, Command::Media(command)).map_err(|problem| problem.kind)
}

fn send(
    world: &World,
    (device, chat): (&Device, ChatId),
    n: u8,
    kind: FileKind,
    bytes: Vec<u8>,
) -> MessageId {
    let (name, media_type) = match kind {
        FileKind::File => ("notes.txt".to_owned(), "text/plain".to_owned()),
        _ => ("wave.png".to_owned(), "image/png".to_owned()),
    };
    let file = NewFile { name, media_type, kind, size: None, duration: None, bytes };
    let id = SendId([n; 16]);
    match media(world, device, MediaCommand::Send { id, chat, text: String::new(), quote: None, file }) {
        Ok(Reply::Sent(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn stickers(world: &World, device: &Device) -> Vec<StickerId> {
    match media(world, device, MediaCommand::Stickers) {
        Ok(Reply::Stickers(stickers)) => stickers,
        other => panic!("{other:?}"),
    }
}

/// What it is, and its bytes.
fn sticker(world: &World, device: &Device, id: StickerId) -> (Attachment, Vec<u8>) {
    match media(world, device, MediaCommand::Sticker(id)) {
        Ok(Reply::Attachment { attachment, bytes }) => (attachment, bytes),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pictures_become_stickers_and_are_sent_as_such() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, to_alice) = world.introduce(&alice, &bob);
    assert!(stickers(&world, &bob).is_empty());
    for (n, kind, width) in [(1, FileKind::Sticker, 96), (2, FileKind::Image, 128)] {
        send(&world, (&alice, to_bob), n, kind, png(width, b""));
        world.pass(10_000);
        let heard = world.rows(&bob, to_alice).pop().unwrap().id;
        assert_eq!(media(&world, &bob, MediaCommand::KeepSticker(heard)), Ok(Reply::Done));
        world.pass(10_000);
    }
    let kept = stickers(&world, &bob);
    let widths: Vec<_> = kept.iter().map(|id| sticker(&world, &bob, *id).0.dimensions).collect();
    assert_eq!(widths, [Some((128, 64)), Some((96, 64))], "the newest first");
    let first = world.rows(&bob, to_alice).into_iter().find(|row| is_sticker(&row.body)).unwrap().id;
    media(&world, &bob, MediaCommand::KeepSticker(first)).unwrap();
    let again = stickers(&world, &bob);
    assert_eq!(again, [kept[1], kept[0]], "once each");
    // It stays when its message is gone.
    world.ask(&bob, Command::DeleteMessages(vec![first])).unwrap();
    let (_, bytes) = sticker(&world, &bob, kept[1]);
    assert_eq!(bytes, png(96, b""));
    send(&world, (&bob, to_alice), 3, FileKind::Sticker, bytes);
    world.pass(10_000);
    assert!(is_sticker(&world.rows(&alice, to_bob).pop().unwrap().body));
    media(&world, &bob, MediaCommand::ForgetSticker(kept[1])).unwrap();
    assert_eq!(stickers(&world, &bob), kept[..1]);
    assert_eq!(media(&world, &bob, MediaCommand::Sticker(kept[1])), Err(ProblemKind::NotFound));
    assert!(stickers(&world, &alice).is_empty(), "each has their own");
}

#[test]
fn what_is_no_small_picture_is_refused() {
    let world = World::new();
    let (alice, bob) = (world.person("Alice"), world.person("Bob"));
    let (to_bob, _) = world.introduce(&alice, &bob);
    let large =
        send(&world, (&alice, to_bob), 1, FileKind::Image, png(9, &vec![0; LARGEST_STICKER as usize]));
    let file = send(&world, (&alice, to_bob), 2, FileKind::File, b"no picture".to_vec());
    let text = world.say(&alice, to_bob, "only words");
    for (message, problem) in [
        (large, ProblemKind::PictureUnusable),
        (file, ProblemKind::PictureUnusable),
        (text, ProblemKind::NotFound),
        (MessageId(9_999), ProblemKind::NotFound),
    ] {
        assert_eq!(media(&world, &alice, MediaCommand::KeepSticker(message)), Err(problem));
    }
    assert_eq!(media(&world, &alice, MediaCommand::ForgetSticker(StickerId(1))), Ok(Reply::Done));
    assert!(stickers(&world, &alice).is_empty());
}

fn is_sticker(body: &MessageBody) -> bool {
    match body {
        MessageBody::Content { attachment: Some(file), .. } => file.kind == FileKind::Sticker,
        _ => false,
    }
}
