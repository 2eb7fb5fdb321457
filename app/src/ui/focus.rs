//! Where the focus goes: by arrow keys through lists, and on when what had it is gone.

use crate::browser;
use gloo_events::EventListener;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where a person would look next, from what stands above everything to what is always there.
const NEXT: [&str; 8] = [
    "dialog[open] [autofocus]",
    "dialog[open] button",
    ".request button",
    COMPOSER,
    ".feed",
    ".pane-app button",
    ".settings button",
    ROW,
];
const COMPOSER: &str = "#composer";
/// The chat at which the Tab key stops.
const ROW: &str = ".chat-row[tabindex='0']";

thread_local! {
    /// What had the focus before something was opened that closes now.
    static BACK: Cell<Option<HtmlElement>> = const { Cell::new(None) };
}

/// Listens as long as the page lives: a button that was pressed by a key may be gone by that.
pub(super) fn watch() {
    let Some(window) = browser::window() else { return };
    EventListener::new(&window, "click", |event| {
        if event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() == 0) {
            rescue_soon();
        }
    })
    .forget();
}

/// Looks after the focus once the page is as it will be.
pub(super) fn rescue_soon() {
    request_animation_frame(|| {
        if let Some(back) = BACK.take().filter(|_| is_lost()) {
            back.focus().ok();
        }
        rescue(&NEXT);
    });
}

/// To what one reads, if the focus is nowhere: arrow keys are meant for that then.
pub(super) fn rescue_for_arrows() -> bool {
    rescue(&[".feed", ROW])
}

/// From the list over to what is beside it.
pub(super) fn leave_list() {
    to_first(&[COMPOSER, ".feed", ".settings button"]);
}

/// Puts the focus to the first of these places that can take it, if what had it is gone or cannot be seen any more.
fn rescue(places: &[&str]) -> bool {
    is_lost() && to_first(places)
}

fn to_first(places: &[&str]) -> bool {
    // On a phone the keyboard would cover what there is to read.
    let mut places = places.iter().filter(|place| **place != COMPOSER || !browser::is_touched());
    places.any(|place| {
        let element = document().query_selector(place).ok().flatten();
        let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        element.is_some_and(|element| {
            element.focus().ok();
            browser::focused().as_ref() == Some(&element)
        })
    })
}

/// Nothing that can be seen has the focus.
fn is_lost() -> bool {
    browser::focused().is_none_or(|element| {
        element.tag_name() == "BODY" || element.get_bounding_client_rect().width() == 0.0
    })
}

/// Gives the focus back to where it was before something was opened, when nothing of it is open any more. As long as it is,
/// the focus stays with it, whatever becomes of its content.
pub(super) fn give_back(open: Signal<bool>) {
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let open = open.get();
        if was_open.is_none() && !open {
            return open;
        }
        if open && was_open != Some(true) {
            before.set_value(browser::focused());
        }
        if !open {
            BACK.set(before.try_update_value(Option::take).flatten());
        }
        rescue_soon();
        open
    });
}

/// What arrow keys lead through.
const WALKED: &str = ".walked, .menu, .emoji-picker";

/// Arrow keys lead through the fields and buttons of a list: to those beside, and in a grid to those above and below. In a
/// field only those keys do that mean nothing there.
pub(super) fn walk(event: &KeyboardEvent) -> bool {
    beside(event.key().as_str()).is_some_and(|next| next.focus().is_ok())
}

fn beside(key: &str) -> Option<HtmlElement> {
    let here = browser::focused()?;
    let all: Vec<HtmlElement> = browser::elements(&here.closest(WALKED).ok()??, "input, button");
    let (at, last) = (all.iter().position(|one| *one == here)?, all.len().checked_sub(1)?);
    let width = |element: &Element| element.get_bounding_client_rect().width();
    let grid = here.closest(".emoji-grid").ok()?;
    let across = grid.map_or(1, |grid| (width(&grid) / width(&here).max(1.0)).round() as usize);
    let forward = if browser::runs_left() { "ArrowLeft" } else { "ArrowRight" };
    let next = match (key, here.tag_name() == "INPUT") {
        ("ArrowDown", true) => at + 1,
        ("ArrowDown", false) => at + across,
        ("ArrowUp", _) => at.saturating_sub(across),
        ("Home", false) => 0,
        ("End", false) => last,
        ("ArrowLeft" | "ArrowRight", false) if key == forward => at + 1,
        ("ArrowLeft" | "ArrowRight", false) => at.saturating_sub(1),
        _ => return None,
    };
    all.get(next.min(last)).cloned()
}
