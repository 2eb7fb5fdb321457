//! The chats as they were seen last. `boot.js` shows them at the next start, while the code of the interface is still on its
//! way and compiled; they give way to the list itself in the frame in which that is painted.

use crate::{browser, profiles};
use gloo_events::EventListener;
use leptos::{html, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The element that shows them, by the name `boot.js` gives it.
const SHOWN: &str = "snapshot";
/// `boot.js` shows them no longer than this: a start that hangs must not look like one that went well.
pub(crate) const LASTS: Duration = Duration::from_secs(5);
/// Attributes that are no part of a picture: names that nothing else may have, and states that pass.
const DROPPED: [&str; 5] = ["id", "data-testid", "aria-current", "tabindex", "title"];
/// More bytes are not kept. Pictures of people are among them, and a start waits for what it reads.
const MOST: usize = 1 << 20;

/// Keeps the chats whenever the page goes out of sight: the first `rows` of the list. None are kept while it does not show
/// them, as what has changed meanwhile must not be seen again.
pub(super) fn keep(list: NodeRef<html::Nav>, rows: impl Fn() -> Option<u32> + 'static) {
    let listener = EventListener::new(&document(), "visibilitychange", move |_| {
        if !browser::is_visible() {
            let list = list.try_get_untracked().flatten();
            let taken = list.zip(rows()).and_then(|(list, rows)| take(&list, rows as usize));
            profiles::keep_snapshot(taken.filter(|taken| taken.len() <= MOST).as_deref());
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
}

/// Whether they are shown now.
pub(crate) fn is_shown() -> bool {
    browser::element(SHOWN).is_some()
}

/// Has them give way, where they are shown.
pub(super) fn give_way() {
    request_animation_frame(|| browser::remove(SHOWN));
}

/// The pane around the list, as HTML without styles, which the policy of the page forbids there: `boot.js` puts them back.
fn take(list: &Element, rows: usize) -> Option<String> {
    let document = document();
    let root: HtmlElement = document.document_element()?.dyn_into().ok()?;
    let pane: Element = list.closest(".pane-list").ok()??.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    all(&pane, "[aria-posinset]").into_iter().skip(rows).for_each(|row| row.remove());
    all(&pane, ".banner, .splitter").into_iter().for_each(|part| part.remove());
    for element in all(&pane, "*") {
        if let Some(style) = element.get_attribute("style") {
            element.remove_attribute("style").ok()?;
            element.set_attribute("data-style", &style).ok()?;
        }
        for name in DROPPED {
            element.remove_attribute(name).ok()?;
        }
    }
    let shown = document.create_element("div").ok()?;
    shown.set_id(SHOWN);
    shown.set_attribute("data-release", &browser::release()?).ok()?;
    shown.set_attribute("data-style", &root.style().css_text()).ok()?;
    for name in ["lang", "dir", "data-accent"] {
        if let Some(value) = root.get_attribute(name) {
            shown.set_attribute(name, &value).ok()?;
        }
    }
    let panes = document.create_element("div").ok()?;
    panes.set_class_name("panes");
    let main = document.create_element("div").ok()?;
    main.set_class_name("pane-main");
    let void = document.create_element("div").ok()?;
    void.set_class_name("void");
    main.append_child(&void).ok()?;
    panes.append_child(&pane).ok()?;
    panes.append_child(&main).ok()?;
    shown.append_child(&panes).ok()?;
    Some(shown.outer_html())
}

fn all(pane: &Element, css: &str) -> Vec<Element> {
    let Ok(found) = pane.query_selector_all(css) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}
