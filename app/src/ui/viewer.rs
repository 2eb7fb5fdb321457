//! Pictures of a chat, large: to look at closely, and one after the other.

mod stage;

use super::icon;
use crate::{
    browser, client, format,
    i18n::t,
    media::{self, ObjectUrl},
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
    let all = RwSignal::new(Vec::<MessageRow>::new());
    let current = RwSignal::new(message);
    let url = RwSignal::new(None::<Arc<ObjectUrl>>);
    spawn_local(async move {
        let kinds = vec![FileKind::Image, FileKind::Gif];
        let command = MediaCommand::Gallery { chat: Some(chat), kinds, before: None, limit: MOST };
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
    let save = move |_| {
        let message = current.get_untracked();
        spawn_local(async move {
            match media::bytes(message).await {
                Ok((attachment, bytes)) => drop(browser::save(&bytes, &attachment.name)),
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    let close = move |_| {
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
                <button type="button" class="icon-button" aria-label=t("save-file") title=t("save-file") on:click=save><icon::Download/></button>
                <button type="button" class="icon-button" aria-label=t("close") title=t("close") data-testid="viewer-close" on:click=close><icon::Close/></button>
            </header>
            {move || url.get().map(|url| view! { <Stage url/> })}
            {move || beside(1).map(|_| view! {
                <button type="button" class="icon-button viewer-back" aria-label=t("viewer-back") data-testid="viewer-back" on:click=move |_| go(1)><icon::Back/></button>
            })}
            {move || beside(-1).map(|_| view! {
                <button type="button" class="icon-button viewer-next" aria-label=t("viewer-next") data-testid="viewer-next" on:click=move |_| go(-1)><icon::Next/></button>
            })}
            {move || caption().map(|caption| view! { <p class="viewer-caption" dir="auto">{caption}</p> })}
        </dialog>
    }
}
