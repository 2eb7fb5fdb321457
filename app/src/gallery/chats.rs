//! The chats of all stories: one for each state a row can be in.

use super::people::{LONG, RIGHT_TO_LEFT, last, person, picture, row};
use estuary_api::{
    ChatId, ChatKind, ChatProfile, ChatRow, ChatView, ContactProfile, DeliveryState, FileKind, Info,
    MessageId, Picture, Problem, ProblemKind, Summary, SummaryBody,
};

/// What stories call the chats they open.
pub(super) const ADA: ChatId = ChatId(1);
pub(super) const GROUP: ChatId = ChatId(2);
pub(super) const CHANNEL: ChatId = ChatId(3);
pub(super) const OWN_CHANNEL: ChatId = ChatId(4);
pub(super) const SAVED: ChatId = ChatId(5);
pub(super) const STRANGER: ChatId = ChatId(6);
pub(super) const LEFT: ChatId = ChatId(7);
pub(super) const HEBREW: ChatId = ChatId(8);
pub(super) const NOTICES: ChatId = ChatId(13);
pub(super) const MEDIA: ChatId = ChatId(14);
pub(super) const QUIET: ChatId = ChatId(15);
pub(super) const PICTURES: ChatId = ChatId(16);
pub(super) const DEVICE: ChatId = ChatId(17);
/// A mini app among the sounds.
pub(super) const APP: MessageId = MessageId(1406);

/// All that stand in the list.
pub(super) fn list() -> Vec<ChatRow> {
    let failed = DeliveryState::Failed(Problem::new(ProblemKind::MessageRefused, "550"));
    let photo = || SummaryBody::File { kind: FileKind::Image, name: "picture.png".into() };
    let summary = |body, state| Some(Summary { body, from: None, state, time: super::people::ago(500) });
    let own = |state| Some(last("On my way!", None, state, 300));
    let mut rows = vec![
        ChatRow {
            verified: true,
            pinned: true,
            last_seen: super::people::ago(0),
            avatar: Some(Picture::Bytes(picture())),
            unread: 2,
            last: Some(last("Have you seen the tide today?", None, DeliveryState::Fresh, 1)),
            ..row(ADA.0, ChatKind::Single, "Ada Lovelace")
        },
        ChatRow {
            unread: 128,
            muted_until: i64::MAX,
            last: Some(last("I bring the boat, who brings lunch? 🥪", Some("Ben"), DeliveryState::Fresh, 3)),
            ..row(GROUP.0, ChatKind::Group, "Harbour crew")
        },
        ChatRow {
            last: summary(photo(), DeliveryState::Seen),
            ..row(CHANNEL.0, ChatKind::Channel, "Tides and weather")
        },
        ChatRow {
            last: own(DeliveryState::Delivered),
            ..row(OWN_CHANNEL.0, ChatKind::OwnChannel, "Mara’s letters")
        },
        ChatRow { last: own(DeliveryState::Read), ..row(SAVED.0, ChatKind::Saved, "My notes") },
        ChatRow { request: true, unread: 1, ..row(STRANGER.0, ChatKind::Single, "Somebody new") },
        ChatRow {
            left: true,
            last: summary(SummaryBody::Info(Info::MemberLeft(None)), DeliveryState::Notice),
            ..row(LEFT.0, ChatKind::Group, "Old boat")
        },
        ChatRow {
            verified: true,
            last: Some(last("נתראה ב־12:30 ליד ה-harbour!", None, DeliveryState::Seen, 700)),
            ..row(HEBREW.0, ChatKind::Single, RIGHT_TO_LEFT)
        },
        ChatRow {
            verified: true,
            pinned: true,
            muted_until: i64::MAX,
            unread: 99_999,
            last: Some(last(LONG, Some(LONG), DeliveryState::Fresh, 900)),
            ..row(9, ChatKind::Group, LONG)
        },
        ChatRow {
            draft: Some(SummaryBody::Text("What I wanted to say".into())),
            last: own(DeliveryState::Read),
            ..row(10, ChatKind::Single, "🦊🌊")
        },
        ChatRow { draft: Some(photo()), last: own(failed.clone()), ..row(18, ChatKind::Single, "Cleo") },
        ChatRow { last: own(failed), ..row(11, ChatKind::Single, "Ben") },
        ChatRow { last: own(DeliveryState::Pending), ..row(12, ChatKind::Single, "…") },
        row(NOTICES.0, ChatKind::Group, "All that happens"),
        row(MEDIA.0, ChatKind::Single, "Sounds and files"),
        row(PICTURES.0, ChatKind::Single, "In colour"),
        row(DEVICE.0, ChatKind::Device, ""),
        ChatRow { last: None, ..row(QUIET.0, ChatKind::Single, "Nothing said yet") },
    ];
    rows.sort_by_key(|row| !row.pinned);
    rows
}

/// Those out of the list.
pub(super) fn archived() -> Vec<ChatRow> {
    vec![ChatRow { archived: true, ..row(30, ChatKind::Group, "Last year’s regatta") }]
}

/// A chat, opened.
pub(super) fn view(chat: ChatId) -> Option<ChatView> {
    let row = list().into_iter().chain(archived()).find(|row| row.id == chat)?;
    let can_send = match row.kind {
        ChatKind::Channel | ChatKind::Device => Err(Problem::new(ProblemKind::ReadOnlyChat, "")),
        _ if chat == LEFT => Err(Problem::new(ProblemKind::ReadOnlyChat, "")),
        _ => Ok(()),
    };
    let contact = match chat {
        HEBREW => person(3),
        _ if row.kind == ChatKind::Single => person(1),
        _ => None,
    };
    Some(ChatView {
        contact,
        can_send,
        draft: match &row.draft {
            Some(SummaryBody::Text(text)) => text.clone(),
            _ => String::new(),
        },
        draft_quote: None,
        draft_files: Vec::new(),
        members: 5,
        timer: if chat == GROUP { 86_400 } else { 0 },
        pinned: None,
        first_unread: None,
        row,
    })
}

/// What is told about a group or channel.
pub(super) fn profile(chat: ChatId) -> Option<ChatProfile> {
    let row = list().into_iter().find(|row| row.id == chat)?;
    let own = chat != LEFT;
    let members = super::people::everybody();
    let past = members.iter().take(1).cloned().collect();
    let description = "Who sails when.\nBring water, and a hat.".into();
    Some(ChatProfile { row, description, members, past, own, can_edit: own })
}

/// What is told about somebody.
pub(super) fn contact_profile(number: u32) -> Option<ContactProfile> {
    let contact = person(number)?;
    Some(ContactProfile {
        introducer: (number == 2).then(|| person(1)).flatten(),
        own_name: contact.name.clone(),
        nickname: String::new(),
        blocked: number == 4,
        shared: list().into_iter().take(3).collect(),
        relays: vec!["example.org".into(), "relay.example".into()],
        contact,
    })
}
