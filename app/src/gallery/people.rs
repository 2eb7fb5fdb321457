//! Who there is in all stories, with the names that break layouts.

use estuary_api::{
    ChatId, ChatKind, ChatRow, Contact, ContactId, DeliveryState, Picture, ProfileView, Summary, SummaryBody,
};

/// A name without a place to break it, and longer than any row.
pub(super) const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
/// A name that runs the other way.
pub(super) const RIGHT_TO_LEFT: &str = "ליאה בן־דוד";

const COLORS: [u32; 5] = [0x0e_8a_8a, 0xb4_3f_7d, 0x3f_6f_b4, 0xa6_6a_00, 0x5f_8a_0e];
const FINGERPRINT: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

/// A picture for whoever has one.
pub(super) fn picture() -> Vec<u8> {
    include_bytes!("../../../public/icon-192.png").to_vec()
}

/// Somebody on a card, with a key or without.
pub(super) fn on_card(number: u32, key: bool) -> Option<Contact> {
    let contact = person(number)?;
    let fingerprint = if key { contact.fingerprint } else { String::new() };
    Some(Contact { id: ContactId(0), verified: false, fingerprint, ..contact })
}

/// The time some minutes ago.
pub(super) fn ago(minutes: i64) -> i64 {
    crate::format::now() - minutes * 60_000
}

/// Everybody, in the order of their numbers.
pub(super) fn everybody() -> Vec<Contact> {
    let people = [
        ("Ada Lovelace", "Analytical, as ever.", true, true),
        ("Ben", "", true, false),
        (RIGHT_TO_LEFT, "גם כאן", true, false),
        (LONG, LONG, false, false),
        ("🦊🌊", "🎈", false, false),
        ("…", "", false, false),
        ("Chi", "", false, false),
        ("Dora", "", true, false),
        ("Emil", "", false, false),
    ];
    let contact = |(at, (name, status, verified, pictured)): (usize, (&str, &str, bool, bool))| Contact {
        id: ContactId(at as u32 + 1),
        name: name.to_owned(),
        address: format!("person{at}@example.org"),
        fingerprint: FINGERPRINT.to_owned(),
        verified,
        avatar: pictured.then(picture).map(Picture::Bytes),
        status: status.to_owned(),
        color: color(at),
        last_seen: ago(if at == 0 { 0 } else { 90 }),
    };
    people.into_iter().enumerate().map(contact).collect()
}

/// One of them; the first where there is no such number.
pub(super) fn person(number: u32) -> Option<Contact> {
    everybody().into_iter().find(|contact| contact.id == ContactId(number))
}

/// Oneself.
pub(super) fn oneself() -> ProfileView {
    ProfileView {
        name: "Mara Lindqvist".into(),
        address: "mara@example.org".into(),
        fingerprint: FINGERPRINT.into(),
        status: "By the water.".into(),
        avatar: None,
        color: color(3),
    }
}

/// A quiet chat.
pub(super) fn row(id: u32, kind: ChatKind, name: &str) -> ChatRow {
    ChatRow {
        id: ChatId(id),
        kind,
        name: name.to_owned(),
        avatar: None,
        color: color(id as usize),
        verified: false,
        last_seen: 0,
        request: false,
        left: false,
        draft: None,
        last: Some(last("See you at the harbour.", None, DeliveryState::Seen, 40 * i64::from(id))),
        unread: 0,
        time: ago(40 * i64::from(id)),
        pinned: false,
        archived: false,
        muted_until: 0,
    }
}

/// The last message of a chat.
pub(super) fn last(text: &str, from: Option<&str>, state: DeliveryState, minutes: i64) -> Summary {
    let (body, from) = (SummaryBody::Text(text.to_owned()), from.map(str::to_owned));
    Summary { body, from, state, time: ago(minutes) }
}

fn color(at: usize) -> u32 {
    COLORS.iter().cycle().nth(at).copied().unwrap_or_default()
}
