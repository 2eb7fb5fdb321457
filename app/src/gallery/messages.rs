//! What is said in the chats of all stories: one message for each thing a bubble can be.

use super::{
    chats,
    people::{LONG, RIGHT_TO_LEFT, ago, person},
};
use estuary_api::{
    AppSummary, Attachment, Author, ChatId, Contact, DeliveryState, DeviceNews, Download, FileKind, Info,
    MessageBody, MessageId, MessageRow, Problem, ProblemKind, Quote, Reaction,
};

/// Numbers of messages in a chat.
const EACH: u64 = 100;

/// The messages of a chat, oldest first.
pub(super) fn of(chat: ChatId) -> Vec<MessageRow> {
    let rows = match chat {
        chats::QUIET => return Vec::new(),
        chats::GROUP => group(),
        chats::NOTICES => notices(),
        chats::PICTURES => pictures(),
        chats::MEDIA => media(),
        chats::DEVICE => device(),
        chats::HEBREW => bidi(),
        chats::STRANGER => vec![text(person(5), "Hello, do we know each other?")],
        _ => talk(),
    };
    let count = rows.len() as i64;
    let placed = |(at, row): (usize, MessageRow)| MessageRow {
        id: MessageId(u64::from(chat.0) * EACH + at as u64),
        time: ago((count - at as i64) * 7),
        ..row
    };
    rows.into_iter().enumerate().map(placed).collect()
}

/// A message by its number.
pub(super) fn find(id: MessageId) -> Option<MessageRow> {
    of(chat_of(id)).into_iter().find(|row| row.id == id)
}

/// Where it is.
pub(super) fn chat_of(id: MessageId) -> ChatId {
    ChatId((id.0 / EACH) as u32)
}

/// The number of the message at this place in a chat.
pub(super) fn id(chat: ChatId, at: u64) -> MessageId {
    MessageId(u64::from(chat.0) * EACH + at)
}

/// The file of a message.
pub(super) fn attachment(row: &MessageRow) -> Option<&Attachment> {
    match &row.body {
        MessageBody::Content { attachment, .. } => attachment.as_ref(),
        MessageBody::Info(_) => None,
    }
}

fn content(
    from: Option<Contact>,
    text: &str,
    quote: Option<Quote>,
    attachment: Option<Attachment>,
) -> MessageRow {
    let state = if from.is_some() { DeliveryState::Seen } else { DeliveryState::Read };
    let (from, text) = (from.map(Author::from), text.to_owned());
    let body = MessageBody::Content { from, text, quote, attachment };
    MessageRow {
        id: MessageId(0),
        body,
        state,
        time: 0,
        edited: false,
        reactions: Vec::new(),
        forwarded: false,
        saved: false,
        pinned: false,
        html: false,
        expires: 0,
    }
}

fn with(from: Option<Contact>, file: Attachment) -> MessageRow {
    content(from, "", None, Some(file))
}

fn text(from: Option<Contact>, text: &str) -> MessageRow {
    content(from, text, None, None)
}

fn own(state: DeliveryState, said: &str) -> MessageRow {
    MessageRow { state, ..text(None, said) }
}

fn notice(info: Info) -> MessageRow {
    MessageRow { body: MessageBody::Info(info), state: DeliveryState::Notice, ..text(None, "") }
}

fn file(name: &str, media_type: &str, kind: FileKind) -> Attachment {
    Attachment {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: 1_234_567,
        here: true,
        download: None,
        kind,
        dimensions: None,
        duration: None,
        app: None,
    }
}

fn picture(name: &str, dimensions: (u32, u32)) -> Attachment {
    Attachment { dimensions: Some(dimensions), ..file(name, "image/png", FileKind::Image) }
}

fn quote(from: Option<&str>, text: &str) -> Option<Quote> {
    let (from, own) = (from.map(str::to_owned), from.is_none());
    Some(Quote { id: Some(id(chats::ADA, 1)), elsewhere: None, from, own, text: text.to_owned() })
}

fn reactions(counts: &[(&str, u32, bool)]) -> Vec<Reaction> {
    counts.iter().map(|&(emoji, count, own)| Reaction { emoji: emoji.to_owned(), count, own }).collect()
}

fn talk() -> Vec<MessageRow> {
    let failed = DeliveryState::Failed(Problem::new(ProblemKind::MessageRefused, "550 too large"));
    vec![
        notice(Info::Encrypted),
        text(
            person(1),
            "Have you seen the tide today?\nIt reaches the second step: https://example.org/tides",
        ),
        content(None, "Not yet.", quote(Some("Ada Lovelace"), "Have you seen the tide today?"), None),
        MessageRow { edited: true, ..text(None, "I am on my way to the harbour, with everything we need.") },
        MessageRow {
            reactions: reactions(&[("👍", 1, true), ("🌊", 3, false)]), ..text(person(1), "Good.")
        },
        MessageRow { forwarded: true, saved: true, pinned: true, ..text(person(1), "Low water is at six.") },
        content(person(1), "Both!", quote(None, LONG), None),
        MessageRow { html: true, expires: ago(-60), ..text(person(1), "A letter with a table in it …") },
        text(person(1), "🦊🌊🎈"),
        text(person(1), LONG),
        own(DeliveryState::Delivered, "Delivered, not read."),
        own(DeliveryState::Pending, "Waits for the network."),
        own(failed, "Refused by the server."),
        MessageRow { state: DeliveryState::Fresh, ..text(person(1), "See you there.") },
    ]
}

fn group() -> Vec<MessageRow> {
    let many = [
        ("👍", 12, true),
        ("❤️", 7, false),
        ("😂", 3, false),
        ("😮", 2, false),
        ("🌊", 1, false),
        ("⛵", 1, false),
    ];
    vec![
        notice(Info::MemberAdded { by: Some("Ada Lovelace".into()), who: None }),
        text(person(1), "Welcome aboard!"),
        text(person(2), "I bring the boat, who brings lunch? 🥪"),
        text(person(2), "And who has the key?"),
        MessageRow {
            reactions: reactions(&many), ..text(person(3), "המפתח אצלי, see you at the harbour")
        },
        MessageRow { state: DeliveryState::Read, ..content(None, "I do.", quote(Some(LONG), LONG), None) },
        text(person(4), "My name does not fit anywhere."),
        text(person(5), "😄"),
        text(person(6), "My name has no letter."),
    ]
}

fn notices() -> Vec<MessageRow> {
    let (ada, hebrew) = (Some("Ada Lovelace".to_owned()), Some(RIGHT_TO_LEFT.to_owned()));
    let all = vec![
        Info::Encrypted,
        Info::JoinWaiting,
        Info::JoinDone,
        Info::MemberAdded { by: None, who: hebrew.clone() },
        Info::MemberRemoved { by: ada.clone(), who: hebrew.clone() },
        Info::MemberLeft(ada.clone()),
        Info::MemberIn(hebrew.clone()),
        Info::MemberOut(hebrew.clone()),
        Info::Renamed { by: hebrew, old: "Boat".into(), new: LONG.into() },
        Info::PictureChanged { by: None, set: true },
        Info::DescriptionChanged { by: ada.clone() },
        Info::TimerChanged { by: ada.clone(), seconds: 86_400 },
        Info::Pinned { by: ada, message: id(chats::ADA, 1) },
        Info::App { instance: chats::APP, href: None, text: "Ada has voted".into() },
        Info::Text("A notice of another program, as it came.".into()),
    ];
    all.into_iter().map(notice).collect()
}

fn device() -> Vec<MessageRow> {
    let all = [
        DeviceNews::Welcome,
        DeviceNews::Updated { version: "0.1.0".into() },
        DeviceNews::ClockWrong { hours: -30 },
        DeviceNews::ServerFull { percent: 95 },
        DeviceNews::StorageFull { percent: 80 },
    ];
    all.map(|news| notice(Info::Device(news))).into()
}

fn pictures() -> Vec<MessageRow> {
    let sticker =
        Attachment { dimensions: Some((192, 192)), ..file("fox.png", "image/png", FileKind::Sticker) };
    vec![
        with(person(1), picture("harbour.png", (1280, 800))),
        content(None, "The harbour, this morning.", None, Some(picture("morning.png", (1280, 800)))),
        MessageRow {
            reactions: reactions(&[("😍", 2, false)]),
            ..with(person(1), picture("tall.png", (400, 1600)))
        },
        with(person(1), sticker),
        with(None, Attachment { kind: FileKind::Gif, ..picture("waves.gif", (320, 200)) }),
    ]
}

fn media() -> Vec<MessageRow> {
    let waiting = |download| Attachment {
        here: false,
        download,
        ..file("harbour.pdf", "application/pdf", FileKind::File)
    };
    let gone = Problem::new(ProblemKind::FileGone, "404");
    let sound = |name, kind| Attachment { duration: Some(73_000), ..file(name, "audio/ogg", kind) };
    let video = Attachment {
        dimensions: Some((640, 360)),
        duration: Some(12_000),
        ..file("tide.mp4", "video/mp4", FileKind::Video)
    };
    let app = AppSummary {
        name: "Poll".into(),
        document: "Where do we sail?".into(),
        summary: "3 votes".into(),
        icon: None,
    };
    let app = Attachment { app: Some(app), ..file("poll.xdc", "application/x-webxdc", FileKind::App) };
    vec![
        with(None, video),
        with(person(1), sound("voice.ogg", FileKind::Voice)),
        with(None, sound("A song with a rather long name, by somebody.ogg", FileKind::Audio)),
        with(person(1), file(&format!("{LONG}.pdf"), "application/pdf", FileKind::File)),
        content(None, "Here is the plan.", None, Some(file("plan.ods", "application/ods", FileKind::File))),
        with(person(1), waiting(None)),
        with(person(1), app),
        with(None, file("Ada Lovelace.vcf", "text/vcard", FileKind::Card)),
        with(person(1), waiting(Some(Download::Offered))),
        with(person(1), waiting(Some(Download::Running))),
        with(person(1), waiting(Some(Download::Failed(gone)))),
        with(person(1), file("No key.vcf", "text/vcard", FileKind::Card)),
    ]
}

fn bidi() -> Vec<MessageRow> {
    vec![
        text(person(3), "שלום! נתראה ב־12:30 ליד ה-harbour?"),
        text(None, "Yes, 12:30. What does „נמל“ mean?"),
        content(None, "מעולה", quote(Some(RIGHT_TO_LEFT), "שלום! נתראה ב־12:30 ליד ה-harbour?"), None),
        text(person(3), "مرحبا، هذا النص من اليمين إلى اليسار (and this is not) ١٢٣"),
        text(person(3), "https://example.org/שלום/path"),
        content(
            person(3),
            "קובץ",
            None,
            Some(file("דוח 2024 (final).pdf", "application/pdf", FileKind::File)),
        ),
    ]
}
