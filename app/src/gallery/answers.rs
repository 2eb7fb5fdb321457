//! What is answered to each question, where a story does not say otherwise.

use super::{chats, messages, people};
use estuary_api::{
    AppCommand, AppSummary, AppUpdates, Attachment, ChatCommand, ChatId, ChatListPage, ChatRow, Command,
    ConnectionState, Connectivity, ContactCommand, ContactId, DeliveryState, FileKind, Found, Gallery,
    Instance, Invite, InviteKind, InviteStanding, MediaCommand, MessageCommand, MessageId, MessageInfo,
    MessagePage, MessageRow, Problem, ProblemKind, Reactor, Reply, Settings, Status, StickerId,
};

/// What all pictures of messages show.
const PHOTO: &[u8] = include_bytes!("../../../docs/screenshot.png");
const LINK: &str = "https://i.delta.chat/#0123456789ABCDEF0123456789ABCDEF01234567&v=3&i=abcdefgh&s=ijklmnop&a=mara%40example.org&n=Mara";

/// The answer.
pub(super) fn answer(command: &Command) -> Result<Reply, Problem> {
    let found = match command {
        Command::Status => Some(Reply::Status(Status {
            profile: Some(people::oneself()),
            domain: Some("example.org".into()),
        })),
        Command::CreateProfile(_) | Command::Profile | Command::SetProfile { .. } => {
            Some(Reply::Profile(people::oneself()))
        }
        Command::InviteLink => Some(Reply::InviteLink(LINK.into())),
        Command::CheckInvite(_) => Some(Reply::Invite(invite())),
        Command::Join(_) => chats::view(chats::ADA).map(Reply::Chat),
        Command::ChatList { query, unread, .. } => Some(Reply::ChatList(list(query, *unread))),
        Command::Chat(chat) => chats::view(*chat).map(Reply::Chat),
        Command::Messages { chat, .. } => Some(Reply::Messages(page(*chat))),
        // See `panes`.
        Command::Watch(_) => None,
        Command::Attachment(message) => file(*message),
        Command::Connectivity => Some(Reply::Connectivity(connected())),
        Command::Settings => Some(Reply::Settings(Settings {
            read_receipts: true,
            realtime: true,
            download_limit: Some(640 << 10),
        })),
        Command::Chats(command) => of_chats(command),
        Command::Contacts(command) => of_contacts(command),
        Command::Message(command) => of_message(command),
        Command::Media(command) => of_media(command),
        Command::App(command) => of_app(command),
        Command::ResetInvite
        | Command::MarkSeen { .. }
        | Command::SetDraft { .. }
        | Command::SendText { .. }
        | Command::Retry(_)
        | Command::DeleteMessages(_)
        | Command::AcceptChat(_)
        | Command::BlockChat(_)
        | Command::RetryConnection
        | Command::SetSettings(_)
        | Command::Announce(_) => Some(Reply::Done),
    };
    found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such thing in this story"))
}

/// An invite that was read.
pub(super) fn invite() -> Invite {
    Invite {
        kind: InviteKind::Contact,
        name: "Ada Lovelace".into(),
        address: "ada@example.org".into(),
        fingerprint: people::oneself().fingerprint,
        standing: InviteStanding::New,
    }
}

/// All is well with the server.
pub(super) fn connected() -> Connectivity {
    Connectivity {
        state: ConnectionState::Connected,
        problem: None,
        waiting: 0,
        server: "example.org".into(),
        quota: Some((123_456_789, 500_000_000)),
    }
}

/// A mini app.
pub(super) fn instance(id: MessageId) -> Instance {
    Instance {
        id,
        chat: messages::chat_of(id),
        chat_name: "Harbour crew".into(),
        summary: AppSummary {
            name: "Poll".into(),
            document: "Where do we sail?".into(),
            summary: "3 votes".into(),
            icon: None,
        },
        source_code_url: Some("https://example.org/poll".into()),
        self_addr: String::new(),
        self_name: "Mara".into(),
        is_app_sender: false,
        is_broadcast: false,
        update_interval: 1000,
        update_max_size: 100_000,
        needs_newer: false,
        label: "a".repeat(32),
        can_send: true,
        realtime: false,
    }
}

fn list(query: &str, only_unread: bool) -> ChatListPage {
    let is_meant = |row: &ChatRow| row.name.contains(query) && (row.unread > 0 || !only_unread);
    let rows: Vec<_> = chats::list().into_iter().filter(is_meant).collect();
    page_of(rows)
}

/// The chats moved out of the list.
pub(super) fn archived() -> ChatListPage {
    page_of(chats::archived())
}

fn page_of(rows: Vec<ChatRow>) -> ChatListPage {
    ChatListPage { total: rows.len() as u32, unread: 131, archived: chats::archived().len() as u32, rows }
}

fn page(chat: ChatId) -> MessagePage {
    MessagePage { rows: messages::of(chat), more: false, newer: false }
}

fn found(row: MessageRow) -> Found {
    let chat = messages::chat_of(row.id);
    let chat_name = chats::view(chat).map(|view| view.row.name).unwrap_or_default();
    Found { chat, chat_name, row }
}

fn file(message: MessageId) -> Option<Reply> {
    let row = messages::find(message)?;
    Some(content(messages::attachment(&row)?.clone()))
}

/// A file with content of its kind.
pub(super) fn content(attachment: Attachment) -> Reply {
    let bytes = match attachment.kind {
        FileKind::Audio | FileKind::Voice => waves(),
        _ => PHOTO.to_vec(),
    };
    Reply::Attachment { attachment, bytes }
}

/// A second of a sound that swells twelve times (RIFF/WAVE, 8 bits, 8000 samples a second).
fn waves() -> Vec<u8> {
    const RATE: u32 = 8000;
    let head = [&b"RIFF"[..], &(RATE + 36).to_le_bytes(), b"WAVEfmt \x10\0\0\0\x01\0\x01\0"].concat();
    let format =
        [RATE.to_le_bytes(), RATE.to_le_bytes(), [1, 0, 8, 0], *b"data", RATE.to_le_bytes()].concat();
    let swell = |at: u32| (at * 12 % RATE * 120 / RATE) as u8;
    let samples = (0..RATE).map(|at| if at % 8 < 4 { 128 + swell(at) } else { 128 - swell(at) });
    head.into_iter().chain(format).chain(samples).collect()
}

fn gallery(chat: Option<ChatId>, kinds: &[FileKind]) -> Gallery {
    let chats = chat.map_or(vec![chats::MEDIA, chats::PICTURES], |chat| vec![chat]);
    let rows = chats.into_iter().flat_map(messages::of).rev();
    let wanted = |file: &Attachment| kinds.contains(&file.kind);
    let rows = rows.filter(|row| messages::attachment(row).is_some_and(wanted));
    Gallery { rows: rows.map(found).collect(), more: false }
}

fn of_chats(command: &ChatCommand) -> Option<Reply> {
    Some(match command {
        ChatCommand::Profile(chat) => Reply::ChatProfile(chats::profile(*chat)?),
        ChatCommand::InviteLink(_) => Reply::InviteLink(LINK.into()),
        ChatCommand::Saved => Reply::Chat(chats::view(chats::SAVED)?),
        ChatCommand::Pinned(chat) => {
            let rows = messages::of(*chat).into_iter().filter(|row| row.pinned).collect();
            Reply::Messages(MessagePage { rows, more: false, newer: false })
        }
        _ => Reply::Done,
    })
}

fn of_contacts(command: &ContactCommand) -> Option<Reply> {
    Some(match command {
        ContactCommand::List { .. } => Reply::Contacts(people::everybody()),
        ContactCommand::Blocked => Reply::Contacts(people::person(4).into_iter().collect()),
        ContactCommand::Profile(ContactId(number)) => Reply::ContactProfile(chats::contact_profile(*number)?),
        ContactCommand::Chat(_) => Reply::Chat(chats::view(chats::ADA)?),
        ContactCommand::ReadCard(message) => {
            let row = messages::find(*message)?;
            let key = messages::attachment(&row)?.name != "No key.vcf";
            Reply::Contacts(people::on_card(if key { 1 } else { 4 }, key).into_iter().collect())
        }
        _ => Reply::Done,
    })
}

fn of_message(command: &MessageCommand) -> Option<Reply> {
    Some(match command {
        MessageCommand::Reactions(_) => Reply::Reactions(vec![
            Reactor { contact: None, emoji: "👍".into() },
            Reactor { contact: people::person(1), emoji: "👍".into() },
            Reactor { contact: people::person(4), emoji: "🌊".into() },
        ]),
        MessageCommand::Info(id) => Reply::MessageInfo(MessageInfo {
            rfc_id: "0d5f9c9e-5c0b-4d5c-9b5e-3a1f0c9d8e7f@localhost".into(),
            sent: people::ago(9),
            received: people::ago(8),
            readers: people::everybody().into_iter().map(|reader| (reader, people::ago(3))).collect(),
            headers: "From: <ada@example.org>\nSubject: Message from Ada\nChat-Version: 1.0".into(),
            hops: "mx.example.org\nrelay.example".into(),
            error: match messages::find(*id)?.state {
                DeliveryState::Failed(problem) => Some(problem),
                _ => None,
            },
        }),
        MessageCommand::Html(_) => Reply::Html(b"<h1>Tides</h1><table><tr><td>06:12<td>low</table>".to_vec()),
        MessageCommand::Search(search) => {
            let rows = messages::of(search.chat.unwrap_or(chats::ADA));
            let said = rows.into_iter().filter(|row| matches!(row.state, DeliveryState::Seen));
            Reply::Found(said.map(found).collect())
        }
        _ => Reply::Done,
    })
}

fn of_media(command: &MediaCommand) -> Option<Reply> {
    Some(match command {
        MediaCommand::Gallery { chat, kinds, .. } => Reply::Gallery(gallery(*chat, kinds)),
        MediaCommand::Stickers => Reply::Stickers((0..9).map(StickerId).collect()),
        MediaCommand::Sticker(_) => {
            let stickers = messages::of(chats::PICTURES)
                .into_iter()
                .filter_map(|row| messages::attachment(&row).cloned());
            content(stickers.into_iter().find(|file| file.kind == FileKind::Sticker)?)
        }
        _ => Reply::Done,
    })
}

fn of_app(command: &AppCommand) -> Option<Reply> {
    Some(match command {
        AppCommand::Instance(id) => Reply::Instance(instance(*id)),
        AppCommand::Updates { .. } => Reply::AppUpdates(AppUpdates::default()),
        AppCommand::Labels => Reply::AppLabels(Vec::new()),
        AppCommand::SendUpdate { .. } | AppCommand::Advertise { .. } => Reply::Done,
        AppCommand::File { .. } | AppCommand::Channel(_) | AppCommand::Unpack { .. } => return None,
    })
}
