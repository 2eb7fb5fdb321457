//! What can be done with a chat as a whole.

use super::super::{
    icon,
    menu::{MenuItem, OpenMenu},
};
use crate::{
    format,
    session::{Dialog, Question, Session},
};
use estuary_api::{ChatCommand, ChatId, ChatKind, ChatRow, Command};
use leptos::{ev::MouseEvent, prelude::*};

/// Opens the menu of a chat.
pub(in super::super) fn open(session: Session, event: &MouseEvent, row: ChatRow) {
    session.menu.set(Some(OpenMenu::new(event, "chat-menu", items(session, row))));
}

/// The choices, also for the menu in the head of the chat.
pub(in super::super) fn items(session: Session, row: ChatRow) -> Vec<MenuItem> {
    let (chat, pinned, archived) = (row.id, row.pinned, row.archived);
    let run = move |command: ChatCommand| session.run(Command::Chats(command));
    let mut items = Vec::new();
    if row.unread > 0 {
        items.push(MenuItem::new(
            "mark-seen",
            || icon::Ticks().into_any(),
            move || run(ChatCommand::MarkAllSeen(Some(chat))),
        ));
    } else if !matches!(row.kind, ChatKind::Saved | ChatKind::OwnChannel) {
        items.push(MenuItem::new(
            "mark-unseen",
            || icon::Envelope().into_any(),
            move || {
                // What is shown would be seen again at once.
                session.leave_chat(chat);
                run(ChatCommand::MarkUnseen(chat));
            },
        ));
    }
    items.push(MenuItem::new(
        if pinned { "unpin" } else { "pin" },
        || icon::Pin().into_any(),
        move || {
            run(ChatCommand::Pin { chat, pinned: !pinned });
        },
    ));
    items.push(if row.muted_until > format::now() {
        MenuItem::new(
            "unmute",
            || icon::Sound().into_any(),
            move || run(ChatCommand::Mute { chat, until: 0 }),
        )
    } else {
        MenuItem::new(
            "mute",
            || icon::Mute().into_any(),
            move || session.dialog.set(Some(Dialog::Mute(chat))),
        )
    });
    items.push(MenuItem::new(
        if archived { "unarchive" } else { "archive" },
        || icon::Archive().into_any(),
        move || {
            run(ChatCommand::Archive { chat, archived: !archived });
        },
    ));
    let name = format::chat_name(&row);
    let ask = move |question: fn(ChatId, String) -> Question| {
        session.dialog.set(Some(Dialog::Ask(question(chat, name.clone()))));
    };
    if !row.left && matches!(row.kind, ChatKind::Group | ChatKind::Channel) {
        let ask = ask.clone();
        items.push(MenuItem::danger("leave-delete", move || ask(Question::LeaveAndDelete)));
    }
    items.push(MenuItem::danger("delete-chat", move || ask(Question::DeleteChat)));
    items
}
