//! Pictures of a chat, large: to look at closely, and one after the other.

mod stage;

use super::{
    icon,
    problem::{Front, Notice},
};
use crate::{
    browser, client, format,
    i18n::t,
    media::{self, ObjectUrl, export},
    session::session,
};
use estuary_api::{ChatId, Command, FileKind, MediaCommand, MessageBody, MessageId, MessageRow, Reply};
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use stage::Stage;
use std::sync::Arc;

/// Pictures one can go to from the one that was opened.
const MOST: u32 = 500;

/// Whether there is something to look at; others wait on the server.
fn is_here(row: &MessageRow) -> bool {
    matches!(&row.body, MessageBody::Content { attachment: Some(file), .. } if file.here)
}

/// Begins with one picture; arrow keys lead to the others.
#[component]
pub(super) fn Viewer(chat: ChatId, message: MessageId) -> impl IntoView {
    let session = session();
    let dialog = NodeRef::<html::Dialog>::new();
    let over = Front::enter();
    let all = RwSignal::new(Vec::<MessageRow>::new());
    let current = RwSignal::new(message);
    let url = RwSignal::new(None::<Arc<ObjectUrl>>);
    spawn_local(async move {
        let kinds = vec![FileKind::Image, FileKind::Gif];
        let command =
            MediaCommand::Gallery { chat: Some(chat), kinds, name: String::new(), before: None, limit: MOST };
        // Without the others there is still the one.
        if let Ok(Reply::Gallery(page)) = client::call(Command::Media(command)).await {
            all.try_set(page.rows.into_iter().map(|found| found.row).filter(is_here).collect());
        }
    });
    Effect::new(move |_| {
        let message = current.get();
        spawn_local(async move {
            match media::url(message).await {
                Ok(loaded) if current.try_get_untracked() == Some(message) => drop(url.try_set(Some(loaded))),
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            dialog.show_modal().ok();
        }
    });
    // Newest first: what comes before in the list was sent later.
    let beside = move |by: isize| {
        all.with(|all| {
            let at = all.iter().position(|row| row.id == current.get())?;
            Some(all.get(at.checked_add_signed(by)?)?.id)
        })
    };
    let go = move |by| {
        if let Some(message) = untrack(|| beside(by)) {
            current.set(message);
        }
    };
    let row = move || all.with(|all| all.iter().find(|row| row.id == current.get()).cloned());
    let caption = move || match row()?.body {
        MessageBody::Content { text, .. } if !text.is_empty() => Some(text),
        _ => None,
    };
    let sender = move || match row()?.body {
        MessageBody::Content { from, .. } => Some(from.map_or_else(|| t("you"), |from| from.name)),
        MessageBody::Info(_) => None,
    };
    let time = move || row().map(|row| format!("{}, {}", format::stamp(row.time), format::clock(row.time)));
    let save = move || session.attempt(export::save(current.get_untracked()));
    let copy = move || session.attempt(export::copy(current.get_untracked()));
    let share = move || session.attempt(export::share(current.get_untracked()));
    let shareable = move || match row()?.body {
        MessageBody::Content { attachment, .. } => attachment.filter(export::is_shareable),
        MessageBody::Info(_) => None,
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => go(if browser::runs_left() { -1 } else { 1 }),
        "ArrowRight" => go(if browser::runs_left() { 1 } else { -1 }),
        _ => {}
    };
    view! {
        <dialog node_ref=dialog class="viewer" aria-label=t("viewer") data-testid="viewer" on:close=move |_| session.dialog.set(None) on:keydown=key>
            <header>
                <p><strong dir="auto">{sender}</strong><span>{time}</span></p>
                {button("save-file", icon::Download().into_any(), Box::new(save))}
                {button("copy-image", icon::Copy().into_any(), Box::new(copy))}
                {move || shareable().map(|_| button("share", icon::Share().into_any(), Box::new(share)))}
                {button("close", icon::Close().into_any(), Box::new(close))}
            </header>
            {move || url.get().map(|url| view! { <Stage url/> })}
            {move || beside(1).map(|_| button("viewer-back", icon::Back().into_any(), Box::new(move || go(1))))}
            {move || beside(-1).map(|_| button("viewer-next", icon::Next().into_any(), Box::new(move || go(-1))))}
            {move || caption().map(|caption| view! { <p class="viewer-caption" dir="auto">{caption}</p> })}
            <Notice over/>
        </dialog>
    }
}

/// A button by the key of its name, which is its class and its name for tests as well.
fn button(label: &'static str, sign: AnyView, act: Box<dyn Fn()>) -> AnyView {
    let (class, title) = (format!("icon-button {label}"), t(label));
    view! {
        <button type="button" class=class aria-label=title.clone() title=title data-testid=format!("in-{label}") on:click=move |_| act()>
            {sign}
        </button>
    }
    .into_any()
}
