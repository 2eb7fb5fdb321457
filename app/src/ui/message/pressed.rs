//! What is done to a message by pointer and keys. The conversation listens for all its messages: as listeners of each they would
//! be most of what a message takes to make.

use super::actions;
use crate::{browser, ui::conversation::Talk};
use estuary_api::{MessageBody, MessageId, MessageRow};
use leptos::ev::{KeyboardEvent, MouseEvent};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

type Row = Arc<MessageRow>;

/// A press: on the button of its menu, or to choose it among others.
pub(in crate::ui) fn click(talk: Talk, event: &MouseEvent, row: impl Fn(MessageId) -> Option<Row>) {
    let Some((target, row)) = message(event, row) else { return };
    if talk.is_selecting_untracked() {
        event.prevent_default();
        talk.toggle(row.id);
    } else if is_in(&target, ".menu-button") {
        actions::open(talk, event, row);
    }
}

/// The other button, or the key for menus.
pub(in crate::ui) fn context(talk: Talk, event: &MouseEvent, row: impl Fn(MessageId) -> Option<Row>) {
    let Some((target, row)) = message(event, row) else { return };
    // Text that is selected and links are meant to be copied by the browser's own menu.
    if !is_in(&target, "a") && !browser::has_selection() && !talk.is_selecting_untracked() {
        event.prevent_default();
        actions::open(talk, event, row);
    }
}

/// A key, while the message itself has the focus; `false` if it stands for nothing.
pub(in crate::ui) fn key(talk: Talk, event: &KeyboardEvent, row: impl Fn(MessageId) -> Option<Row>) -> bool {
    let pressed = message(event, row).filter(|(target, _)| target.class_list().contains("message"));
    let does = pressed.is_some_and(|(_, row)| actions::by_key(talk, event, &row));
    if does {
        event.prevent_default();
        event.stop_propagation();
    }
    does
}

/// What was pressed, and the message in which that is, if somebody wrote it.
fn message(event: &Event, row: impl Fn(MessageId) -> Option<Row>) -> Option<(Element, Row)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let id = super::id_of(&target.closest("article.message").ok()??)?;
    let row = row(id).filter(|row| matches!(row.body, MessageBody::Content { .. }))?;
    Some((target, row))
}

fn is_in(element: &Element, css: &str) -> bool {
    element.closest(css).is_ok_and(|found| found.is_some())
}
