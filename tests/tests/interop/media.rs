//! Files of all kinds (wire protocol 2.8).

use crate::world;
use estuary_api::{
    Attachment, ChatId, Command, Download, FileKind, MediaCommand, MessageBody, MessageId, NewFile, Reply,
    SendId, Settings,
};
use estuary_tests::native::Tab;
use rand::{RngCore, SeedableRng, rngs::StdRng};

/// A picture of 3 by 2 pixels.
fn gif() -> Vec<u8> {
    let head = b"GIF89a\x03\0\x02\0\x80\0\0\0\0\0\xff\xff\xff";
    [&head[..], b",\0\0\0\0\x03\0\x02\0\0\x02\x03\x84\x8f\x05\0;"].concat()
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::GrayImage::new(5, 4);
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

#[test]
fn c89_voice_stickers_pictures_and_videos_are_the_same_on_both_sides() {
    let pair = world::pair("Painter");
    let cases = [
        ("IMG_4711.png", "image/png", FileKind::Image, "Image", png(), None),
        ("smile.gif", "image/gif", FileKind::Gif, "Gif", gif(), None),
        ("sticker.png", "image/png", FileKind::Sticker, "Sticker", png(), None),
        ("rec-1234.ogg", "audio/ogg;codecs=opus", FileKind::Voice, "Voice", b"OggS".to_vec(), Some(1500)),
        ("song.mp3", "audio/mpeg", FileKind::Audio, "Audio", b"ID3".to_vec(), Some(61_000)),
        ("VID_0815.mp4", "video/mp4", FileKind::Video, "Video", b"mp4".to_vec(), Some(9500)),
        ("report.pdf", "application/pdf", FileKind::File, "File", b"%PDF".to_vec(), None),
    ];
    for (round, (name, media_type, kind, viewtype, bytes, duration)) in cases.iter().enumerate() {
        let file = NewFile {
            name: (*name).into(),
            media_type: (*media_type).into(),
            kind: *kind,
            size: None,
            duration: *duration,
            bytes: bytes.clone(),
        };
        let id = SendId([100 + u8::try_from(round).unwrap(); 16]);
        let text = format!("file {round}");
        let send = MediaCommand::Send { id, chat: pair.tab_chat, text: text.clone(), quote: None, file };
        assert!(matches!(pair.tab.ask(Command::Media(send)), Ok(Reply::Sent(_))));
        let message = pair.core.until_received(&text);
        assert_eq!(message["viewType"], *viewtype, "{name}: {message}");
        assert_eq!(
            message["duration"].as_u64().unwrap_or_default(),
            u64::from(duration.unwrap_or_default()),
            "{name}"
        );
        let shown = message["fileName"].as_str().unwrap();
        let neutral = matches!(kind, FileKind::Image | FileKind::Gif | FileKind::Voice | FileKind::Video);
        assert_eq!(shown != *name, neutral, "{shown}");

        // The same file from the real core, which has to look the same here.
        let core_name = format!("core-{round}-{name}");
        pair.core.send_file(pair.core_chat, &core_name, Some(viewtype), bytes);
        let incoming = pair.tab.until("the file comes back", || {
            let rows = pair.tab.messages(pair.tab_chat).into_iter();
            rows.filter_map(|row| match row.body {
                MessageBody::Content { from: Some(_), attachment: Some(file), .. } => Some(file),
                _ => None,
            })
            .nth(round)
        });
        assert_eq!(incoming.kind, *kind, "{incoming:?}");
        let is_picture = matches!(kind, FileKind::Image | FileKind::Gif | FileKind::Sticker);
        assert_eq!(incoming.dimensions.is_some(), is_picture, "{incoming:?}");
    }
    let gallery =
        |kinds: Vec<FileKind>, name: &str| match pair.tab.ask(Command::Media(MediaCommand::Gallery {
            chat: Some(pair.tab_chat),
            kinds,
            name: name.into(),
            before: None,
            limit: 100,
        })) {
            Ok(Reply::Gallery(page)) => page.rows.len(),
            other => panic!("{other:?}"),
        };
    assert_eq!(gallery(vec![FileKind::Image, FileKind::Gif, FileKind::Video], ""), 6);
    assert_eq!(gallery(vec![FileKind::File], ""), 2);
    let by_name = |part| gallery(vec![FileKind::File, FileKind::Audio], part);
    assert_eq!(["REPORT", "core-", "song.mp3", "nothing"].map(by_name), [2, 2, 2, 0]);
}

#[test]
fn a_large_file_waits_on_the_server_until_it_is_asked_for() {
    let pair = world::pair("Patient");
    let settings = Settings { read_receipts: true, realtime: true, download_limit: Some(160 << 10) };
    assert_eq!(pair.tab.ask(Command::SetSettings(settings)), Ok(Reply::Done));
    let mut bytes = vec![0; 1_000_000];
    StdRng::seed_from_u64(3).fill_bytes(&mut bytes);
    pair.core.send_file(pair.core_chat, "log.bin", Some("File"), &bytes);
    let (message, announced) = pair.tab.until("the file is offered", || {
        let mut files = files(&pair.tab, pair.tab_chat).into_iter();
        files.find(|(_, file)| file.name == "log.bin" && file.download == Some(Download::Offered))
    });
    assert_eq!((announced.size, announced.here), (1_000_000, false));
    pair.tab.reload();
    assert_eq!(pair.tab.ask(Command::Media(MediaCommand::Download(message))), Ok(Reply::Done));
    let (row, _) = pair.tab.until_file("log.bin");
    match pair.tab.ask(Command::Attachment(row.id)) {
        Ok(Reply::Attachment { bytes: here, .. }) => assert!(here == bytes),
        other => panic!("{other:?}"),
    }
}

/// The files of a chat, with their messages.
fn files(tab: &Tab, chat: ChatId) -> Vec<(MessageId, Attachment)> {
    let rows = tab.messages(chat).into_iter();
    rows.filter_map(|row| match row.body {
        MessageBody::Content { attachment: Some(file), .. } => Some((row.id, file)),
        _ => None,
    })
    .collect()
}
