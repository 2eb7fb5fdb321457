//! Keys that work everywhere.

use super::focus;
use crate::{
    browser,
    place::Place,
    session::{Dialog, Session, Stage},
};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Element ids other keys lead to.
pub(super) const SEARCH: &str = "chat-search";

/// Listens as long as the page lives.
pub(super) fn listen(session: Session) {
    let Some(window) = browser::window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // A dialog has keys of its own.
        let busy =
            session.stage.get_untracked() != Stage::Inside || session.dialog.with_untracked(Option::is_some);
        if focus::walk(event) || (!busy && act(session, event)) {
            event.prevent_default();
        }
    })
    .forget();
}

/// Does what the key stands for; `false` if it stands for nothing.
fn act(session: Session, event: &KeyboardEvent) -> bool {
    let control = event.ctrl_key() || event.meta_key();
    let chat = match session.place.get_untracked() {
        Place::Chat(chat) => Some(chat),
        Place::List | Place::Settings | Place::Developer => None,
    };
    match (event.key().as_str(), chat) {
        ("k", _) if control => session.dialog.set(Some(Dialog::Palette)),
        ("f", chat) if control => session.dialog.set(Some(Dialog::Search(chat, String::new()))),
        ("ArrowDown", _) if event.alt_key() => return step(true),
        ("ArrowUp", _) if event.alt_key() => return step(false),
        ("ArrowDown" | "ArrowUp", _) => return focus::rescue_for_arrows(),
        ("Escape", Some(_)) if session.menu.with_untracked(Option::is_none) => end_or_write(),
        ("/", _) if !is_typing(event) => browser::focus(SEARCH),
        ("?", _) if !is_typing(event) => session.dialog.set(Some(Dialog::Shortcuts)),
        _ => return false,
    }
    true
}

/// Ends what stands where one writes, or leads there.
fn end_or_write() {
    let end = document().query_selector(".selection button, .recording button").ok().flatten();
    match end.and_then(|end| end.dyn_into::<HtmlElement>().ok()) {
        Some(end) => end.click(),
        None => browser::focus("composer"),
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Opens the chat beside the open one in the list.
fn step(forward: bool) -> bool {
    let rows = document().query_selector_all(".chat-row").ok();
    let rows: Vec<HtmlElement> = (0..rows.as_ref().map_or(0, |rows| rows.length()))
        .filter_map(|index| rows.as_ref()?.get(index)?.dyn_into().ok())
        .collect();
    let here = rows.iter().position(|row| row.has_attribute("aria-current"));
    let next = match (here, forward) {
        (Some(here), true) => Some(here + 1),
        (Some(here), false) => here.checked_sub(1),
        (None, _) => Some(0),
    };
    let Some(row) = next.and_then(|next| rows.get(next)) else { return false };
    row.click();
    // So that there is always one after it: the list holds what is near.
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    row.scroll_into_view_with_scroll_into_view_options(&options);
    true
}
