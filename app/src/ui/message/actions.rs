//! What can be done with a message.

use super::{
    super::{
        conversation::Talk,
        icon,
        menu::{MenuItem, OpenMenu},
        problem,
    },
    quote_of,
};
use crate::{
    browser,
    format::{Segment, segments},
    i18n::t,
    media::{self, export},
    session::{Dialog, Question, Session, session},
};
use estuary_api::{
    ChatKind, Command, DeliveryState, FileKind, LARGEST_STICKER, MediaCommand, MessageBody, MessageCommand,
    MessageId, MessageRow,
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Opens the menu of a message.
pub(super) fn open(talk: Talk, event: &MouseEvent, row: Arc<MessageRow>) {
    let MessageBody::Content { from, text, attachment, .. } = row.body.clone() else { return };
    let session = talk.session;
    let (id, own) = (row.id, from.is_none());
    let sent = is_sent(&row);
    let writable = talk.can_send();
    let given = row.reactions.iter().find(|reaction| reaction.own).map(|reaction| reaction.emoji.clone());
    let mut items = Vec::new();
    if writable {
        let row = row.clone();
        items.push(MenuItem::new("reply", || icon::Reply().into_any(), move || reply(talk, &row)));
    }
    if let Some(from) = from.filter(|_| talk.kind_untracked() == Some(ChatKind::Group)) {
        let (quote, id) = (quote_of(&row), from.id);
        let privately = move || session.answer_privately(id, quote.clone());
        items.push(MenuItem::new("reply-privately", || icon::Reply().into_any(), privately));
    }
    if !text.is_empty() {
        items.push(copy(session, "copy-text", text.clone()));
    }
    items.extend(link_of(&text, event).map(|link| copy(session, "copy-link", link)));
    let is_app = attachment.as_ref().is_some_and(|attachment| attachment.kind == FileKind::App);
    if own && sent && writable && is_app {
        // For those who came later: it takes along what was done in it.
        items.push(MenuItem::new(
            "send-again",
            || icon::Send().into_any(),
            move || {
                session.run(Command::Retry(id));
            },
        ));
    }
    if let Some(file) = attachment.filter(|attachment| attachment.here) {
        let save = move || session.attempt(export::save(id));
        items.push(MenuItem::new("save-file", || icon::Download().into_any(), save));
        if media::shows_inline(file.kind, &file.media_type) {
            let copy = move || session.attempt(export::copy(id));
            items.push(MenuItem::new("copy-image", || icon::Copy().into_any(), copy));
        }
        if media::shows_inline(file.kind, &file.media_type) && file.size <= LARGEST_STICKER {
            let keep = move || session.run(Command::Media(MediaCommand::KeepSticker(id)));
            items.push(MenuItem::new("sticker-keep", || icon::Smile().into_any(), keep));
        }
        if export::is_shareable(&file) {
            let share = move || session.attempt(export::share(id));
            items.push(MenuItem::new("share", || icon::Share().into_any(), share));
        }
    }
    if own && sent && writable && !text.is_empty() {
        let row = row.clone();
        items.push(MenuItem::new("edit", || icon::Pencil().into_any(), move || talk.edit(&row)));
    }
    items.push(MenuItem::new(
        "forward",
        || icon::Forward().into_any(),
        move || {
            session.dialog.set(Some(Dialog::Forward(vec![id])));
        },
    ));
    let (saved, pinned) = (row.saved, row.pinned);
    let run = move |command: MessageCommand| session.run(Command::Message(command));
    if talk.kind_untracked() != Some(ChatKind::Saved) {
        items.push(MenuItem::new(
            if saved { "unsave-message" } else { "save-message" },
            || icon::Bookmark().into_any(),
            move || {
                run(MessageCommand::Save { message: id, saved: !saved });
            },
        ));
    }
    if writable && sent {
        items.push(MenuItem::new(
            if pinned { "unpin" } else { "pin" },
            || icon::Pin().into_any(),
            move || {
                run(MessageCommand::Pin { message: id, pinned: !pinned });
            },
        ));
    }
    if !row.reactions.is_empty() {
        let who = move || session.dialog.set(Some(Dialog::Reactions(id)));
        items.push(MenuItem::new("reactions", || icon::Smile().into_any(), who));
    }
    items.push(MenuItem::new(
        "message-info",
        || icon::Info().into_any(),
        move || {
            session.dialog.set(Some(Dialog::Message((*row).clone())));
        },
    ));
    items.push(MenuItem::new("select", || icon::Select().into_any(), move || talk.toggle(id)));
    items.push(MenuItem::danger("delete", move || delete(talk, id, own && sent)));
    let menu = OpenMenu::new(event, "message-menu", items);
    session.menu.set(Some(if writable { menu.with_reactions(id, given) } else { menu }));
}

/// Does what a key stands for while the message itself has the focus; `false` if it stands for nothing.
pub(super) fn by_key(talk: Talk, event: &KeyboardEvent, row: &MessageRow) -> bool {
    let MessageBody::Content { from, .. } = &row.body else { return false };
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    match event.key().as_str() {
        " " | "Enter" if talk.is_selecting_untracked() => talk.toggle(row.id),
        "r" if plain && talk.can_send() => reply(talk, row),
        "Delete" if plain => delete(talk, row.id, from.is_none() && is_sent(row)),
        _ => return false,
    }
    true
}

fn copy(session: Session, label: &'static str, text: String) -> MenuItem {
    let act = move || {
        let text = text.clone();
        session.attempt(async move { browser::copy(&text).await });
    };
    MenuItem::new(label, || icon::Copy().into_any(), act)
}

/// The link in a text that was pressed, or else the first one.
fn link_of(text: &str, event: &MouseEvent) -> Option<String> {
    let links = segments(text).into_iter().filter_map(|segment| match segment {
        Segment::Link { href, .. } => Some(href),
        _ => None,
    });
    let links: Vec<_> = links.collect();
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.text_content());
    let pressed = pressed.filter(|pressed| links.contains(pressed));
    pressed.or_else(|| links.into_iter().next())
}

fn is_sent(row: &MessageRow) -> bool {
    !matches!(row.state, DeliveryState::Pending | DeliveryState::Failed(_))
}

fn reply(talk: Talk, row: &MessageRow) {
    talk.answering.set(Some(quote_of(row)));
    browser::focus("composer");
}

fn delete(talk: Talk, message: MessageId, own: bool) {
    let question = Question::Delete { messages: vec![message], own };
    talk.session.dialog.set(Some(Dialog::Ask(question)));
}

/// Why a message was not sent, and sending it again.
#[component]
pub(super) fn Failure(id: MessageId, row: RwSignal<Arc<MessageRow>>) -> impl IntoView {
    let session = session();
    move || {
        let kind = row.with(|row| match &row.state {
            DeliveryState::Failed(problem) => Some(problem.kind),
            _ => None,
        });
        kind.map(|kind| view! {
            <div class="failed" data-testid="failed">
                <span>{problem::explain(kind)}</span>
                <button type="button" class="button" data-testid="retry" on:click=move |_| session.run(Command::Retry(id))>
                    {t("retry")}
                </button>
            </div>
        })
    }
}
