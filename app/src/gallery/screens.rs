//! Stories of whole screens.

use super::{
    answers, chats, messages, people,
    story::{Step, Story},
};
use crate::{
    place::Place,
    session::{Handed, News, OpenApp, Other, Session, Stage},
};
use estuary_api::{
    ChatId, ChatListPage, ChatView, Command, ConnectionState, Connectivity, DraftFile, MediaCommand,
    MessageCommand, MessagePage, Problem, ProblemKind, Reply, Status, SummaryBody,
};
use leptos::prelude::*;

/// All of them.
pub(super) fn stories() -> Vec<Story> {
    [start(), lists(), conversations(), writing(), places()].concat()
}

fn start() -> Vec<Story> {
    vec![
        Story::new("loading", ".splash[aria-busy]", |session| session.stage.set(Stage::Loading)),
        Story::new("unreadable", ".splash .problem", |session| {
            let problem = Problem::new(ProblemKind::StorageUnreadable, "row 17 of table messages");
            session.stage.set(Stage::Failed(problem));
        }),
        Story::new("welcome", "[data-testid=start]", |_| {}).answering(nobody),
        Story::new("welcome-invited", "[data-testid=invited]", |session| {
            session.invited.set(Some("https://i.delta.chat/#0".into()));
        })
        .answering(nobody),
        Story::new("welcome-refused", "[data-testid=problem]", |_| {}).answering(refused).doing(&[
            Step::Type("[data-testid=name]", "Mara"),
            Step::Click(".advanced summary"),
            Step::Click("[data-testid=start]"),
        ]),
    ]
}

fn nobody(command: &Command) -> Option<Result<Reply, Problem>> {
    let status = Status { profile: None, domain: Some("example.org".into()) };
    matches!(command, Command::Status).then_some(Ok(Reply::Status(status)))
}

fn refused(command: &Command) -> Option<Result<Reply, Problem>> {
    match command {
        Command::CreateProfile(_) => Some(Err(Problem::new(ProblemKind::AccountRefused, "403"))),
        _ => nobody(command),
    }
}

fn lists() -> Vec<Story> {
    vec![
        Story::new("chats", "[data-testid=chat-row]", |_| {}),
        Story::new("chats-empty", ".empty .button", |_| {}).answering(nothing),
        Story::new("chats-archive", ".archive-bar[aria-pressed=true]", |_| {})
            .doing(&[Step::Click("[data-testid=archived-chats]")]),
        Story::new("chats-menu", "[data-testid=open-menu]", |_| {})
            .doing(&[Step::Click("[data-testid=list-menu]")]),
        Story::new("chats-unread", "[data-testid=unread-clear]", |_| {})
            .doing(&[Step::Click("[data-testid=list-menu]"), Step::Click("[data-testid=unread-only]")]),
        Story::new("chats-search", "[data-testid=found]", |_| {}).doing(&[Step::Type("#chat-search", "a")]),
        Story::new("chats-no-match", ".empty", |_| {})
            .answering(nothing_found)
            .doing(&[Step::Type("#chat-search", "xyz")]),
        Story::new("profiles", "[data-testid=profile-way]", |session| session.others.set(others())),
        Story::new("offline", "[data-testid=banner]", |session| session.connectivity.set(Some(offline()))),
        Story::new("news", "[data-testid=news]", |session| session.news.set(news())),
        Story::new("problem", ".notice", |session| {
            session.problem.set(Some(Problem::new(ProblemKind::WorkerDied, "unreachable executed")));
        }),
    ]
}

fn nothing(command: &Command) -> Option<Result<Reply, Problem>> {
    matches!(command, Command::ChatList { .. }).then(|| Ok(Reply::ChatList(ChatListPage::default())))
}

fn nothing_found(command: &Command) -> Option<Result<Reply, Problem>> {
    match command {
        Command::Message(MessageCommand::Search(_)) => Some(Ok(Reply::Found(Vec::new()))),
        _ => nothing(command),
    }
}

fn others() -> Vec<Other> {
    let known = |number: &str, name: &str, unread| {
        let profile = Some(estuary_api::ProfileView { name: name.to_owned(), ..people::oneself() });
        number.parse().ok().map(|id| Other { id, profile, unread })
    };
    let unreadable = "4".parse().ok().map(|id| Other { id, profile: None, unread: 0 });
    [known("2", "Work", 3), known("3", people::LONG, 1200), unreadable].into_iter().flatten().collect()
}

fn offline() -> Connectivity {
    let problem = Some(Problem::new(ProblemKind::ServerUnreachable, "fetch failed"));
    Connectivity { state: ConnectionState::Offline, problem, waiting: 3, ..answers::connected() }
}

fn news() -> Option<News> {
    Some(News {
        profile: crate::profiles::shown(),
        chat: chats::GROUP,
        chat_name: "Harbour crew".into(),
        from: Some(people::RIGHT_TO_LEFT.into()),
        body: SummaryBody::Text(
            "I bring the boat, who brings lunch, and who has the key of the boathouse?".into(),
        ),
        app: None,
    })
}

fn in_chat(name: &str, shows: &'static str, chat: ChatId) -> Story {
    Story::new(name, shows, move |session| session.place.set(Place::Chat(chat)))
}

fn conversations() -> Vec<Story> {
    let message = "[data-testid=message]";
    vec![
        in_chat("talk", message, chats::ADA),
        in_chat("talk-unread", "[data-testid=unread-divider]", chats::ADA).answering(unread),
        in_chat("talk-empty", "[data-testid=composer]", chats::QUIET),
        in_chat("group", message, chats::GROUP),
        in_chat("notices", ".info", chats::NOTICES),
        in_chat("pictures", "[data-testid=picture] img", chats::PICTURES),
        in_chat("media", "[data-testid=app-card]", chats::MEDIA),
        in_chat("bidi", message, chats::HEBREW),
        in_chat("channel", "[data-testid=obstacle]", chats::CHANNEL),
        in_chat("channel-own", "[data-testid=composer]", chats::OWN_CHANNEL),
        in_chat("saved", "[data-testid=composer]", chats::SAVED),
        in_chat("request", "[data-testid=request]", chats::STRANGER),
        in_chat("left", "[data-testid=obstacle]", chats::LEFT),
        in_chat("menu-message", "[data-testid=open-menu]", chats::ADA)
            .doing(&[Step::Click("#message-101 .menu-button")]),
        in_chat("menu-attach", "[data-testid=open-menu]", chats::ADA)
            .doing(&[Step::Click("[data-testid=attach-menu]")]),
        in_chat("menu-chat", "[data-testid=open-menu]", chats::GROUP)
            .doing(&[Step::Click(".chat-header .menu-button")]),
        in_chat("selecting", ".message.chosen", chats::ADA).doing(&[
            Step::Click("#message-102 .menu-button"),
            Step::Click("[data-testid=select]"),
            Step::Click("#message-104"),
        ]),
    ]
}

/// More than a screen, the last of it not seen.
fn unread(command: &Command) -> Option<Result<Reply, Problem>> {
    match command {
        Command::Chat(chat) => {
            let mut view = chats::view(*chat)?;
            view.first_unread = Some(messages::id(*chat, 4));
            view.pinned = Some(estuary_api::Quote {
                id: Some(messages::id(*chat, 5)),
                elsewhere: None,
                from: Some("Ada Lovelace".into()),
                own: false,
                text: "Low water is at six.".into(),
            });
            Some(Ok(Reply::Chat(view)))
        }
        Command::Messages { chat, .. } => {
            let rows = messages::of(*chat);
            Some(Ok(Reply::Messages(MessagePage { rows, more: false, newer: true })))
        }
        _ => None,
    }
}

fn writing() -> Vec<Story> {
    vec![
        in_chat("answering", ".answering", chats::ADA)
            .doing(&[Step::Click("#message-106 .menu-button"), Step::Click("[data-testid=reply]")]),
        in_chat("editing", "[data-testid=edit-form]", chats::ADA)
            .doing(&[Step::Click("#message-103 .menu-button"), Step::Click("[data-testid=edit]")]),
        in_chat("emoji", "[data-testid=emoji]", chats::ADA)
            .doing(&[Step::Click("[data-testid=emoji-button]")]),
        in_chat("stickers", "[data-testid=sticker-choice] img", chats::ADA)
            .doing(&[Step::Click("[data-testid=emoji-button]"), Step::Click("[data-testid=stickers]")]),
        in_chat("stickers-none", "[data-testid=stickers-none]", chats::ADA)
            .answering(|command| {
                let asks = matches!(command, Command::Media(MediaCommand::Stickers));
                asks.then(|| Ok(Reply::Stickers(Vec::new())))
            })
            .doing(&[Step::Click("[data-testid=emoji-button]"), Step::Click("[data-testid=stickers]")]),
        Story::new("tray", "[data-testid=tray-item]:nth-child(3)", |session| {
            session.place.set(Place::Chat(chats::ADA));
            session.handed.set(Some((chats::ADA, handed())));
        }),
        in_chat("recording", "[data-testid=voice-send]:enabled", chats::QUIET)
            .doing(&[Step::Click("[data-testid=voice-record]")]),
        in_chat("draft", "[data-testid=draft-start]", chats::ADA).answering(draft),
    ]
}

/// What another program hands over.
pub(super) fn handed() -> Handed {
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let files = vec![
        file("kept.txt", b"kept"),
        file("photo.png", &people::picture()),
        file("plan.ods", b"plan"),
        file(&format!("{}.pdf", people::LONG), b"long"),
    ];
    Handed { text: "Look at these!".into(), files, ..Handed::default() }
}

/// One file of each kind, as an earlier page left them.
fn draft(command: &Command) -> Option<Result<Reply, Problem>> {
    let mut files = Vec::new();
    for row in messages::of(chats::MEDIA) {
        let Some(file) = messages::attachment(&row).filter(|file| file.here) else { continue };
        if !files.iter().any(|known: &DraftFile| known.file.kind == file.kind) {
            let instance = file.app.is_some().then_some(chats::APP);
            files.push(DraftFile { place: row.id.0, file: file.clone(), instance });
        }
    }
    Some(Ok(match command {
        Command::Chat(chat) => Reply::Chat(ChatView { draft_files: files, ..chats::view(*chat)? }),
        Command::Media(MediaCommand::DraftFile { place, .. }) => {
            answers::content(files.into_iter().find(|file| file.place == *place)?.file)
        }
        _ => return None,
    }))
}

fn places() -> Vec<Story> {
    let to = |place| move |session: Session| session.place.set(place);
    vec![
        Story::new("settings", "[data-testid=blocked]", to(Place::Settings)),
        Story::new("settings-trouble", "[data-testid=connection] .problem", move |session| {
            session.connectivity.set(Some(offline()));
            session.others.set(others());
            session.place.set(Place::Settings);
        }),
        Story::new("developer", "[data-testid=developer-archive]", to(Place::Developer)),
        Story::new("app-gone", "[data-testid=app-pane] .splash .problem", |session| {
            session.place.set(Place::Chat(chats::ADA));
            session.app.set(Some(OpenApp { instance: chats::APP, href: None }));
        })
        .answering(gone),
    ]
}

fn gone(command: &Command) -> Option<Result<Reply, Problem>> {
    matches!(command, Command::App(_)).then(|| Err(Problem::new(ProblemKind::NotFound, "deleted meanwhile")))
}
