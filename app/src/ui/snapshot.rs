//! The chats as they were seen last. `boot.js` shows them at the next start, while the code of the interface is still on its
//! way and compiled; they give way to the list itself in the frame in which that is painted.

use crate::{browser, profiles};
use gloo_events::EventListener;
use leptos::{html, prelude::*};
use std::{rc::Rc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The id of the element that shows them.
const SHOWN: &str = "snapshot";
/// `boot.js` shows them no longer than this: a start that hangs must not look like one that went well.
pub(crate) const LASTS: Duration = Duration::from_secs(5);
/// Changes within this time are kept together.
const PAUSE: Duration = Duration::from_secs(1);
/// Attributes that are no part of a picture: names that nothing else may have, and states that pass.
const DROPPED: [&str; 5] = ["id", "data-testid", "aria-current", "tabindex", "title"];
/// More bytes are not kept. Pictures of people are among them, and a start waits for what it reads.
const MOST: usize = 1 << 20;

/// Keeps the chats whenever the page goes out of sight, and when they change while it is: the first `rows` of the list. None are
/// kept while it does not show them, as what has changed meanwhile must not be seen again. `follow` reads the signals of changes.
pub(super) fn keep(
    list: NodeRef<html::Nav>,
    rows: impl Fn() -> Option<u32> + 'static,
    follow: impl Fn() + 'static,
) {
    let keep = Rc::new(move || {
        if !browser::is_visible() {
            let list = list.try_get_untracked().flatten();
            let taken = list.zip(rows()).and_then(|(list, rows)| take(&list, rows as usize));
            profiles::keep_snapshot(taken.filter(|taken| taken.len() <= MOST).as_deref());
        }
    });
    let asked = StoredValue::new(false);
    let later = keep.clone();
    Effect::new(move |_| {
        follow();
        if !browser::is_visible() && !asked.get_value() {
            asked.set_value(true);
            let keep = later.clone();
            let then = move || {
                if asked.try_set_value(false).is_none() {
                    keep();
                }
            };
            set_timeout(then, PAUSE);
        }
    });
    let listener = EventListener::new(&document(), "visibilitychange", move |_| keep());
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

/// The pane around the list and the void beside it, as HTML without styles, which the policy of the page forbids there:
/// `boot.js` puts them back.
fn take(list: &Element, rows: usize) -> Option<String> {
    let document = document();
    let root: HtmlElement = document.document_element()?.dyn_into().ok()?;
    let pane = copy(&list.closest(".pane-list").ok()??)?;
    let all = browser::elements::<Element>;
    all(&pane, "[aria-posinset]").into_iter().skip(rows).for_each(|row| row.remove());
    all(&pane, ".banner, .splitter").into_iter().for_each(|part| part.remove());
    let element = |class: &str, parts: &[Element]| {
        let element = document.create_element("div").ok()?;
        element.set_class_name(class);
        parts.iter().try_for_each(|part| element.append_child(part).map(drop)).ok()?;
        Some(element)
    };
    let void = document.query_selector(".pane-main > .void").ok().flatten();
    let void = void.map_or_else(|| element("void", &[]), |void| copy(&void))?;
    let panes = element("panes", &[pane, element("pane-main", &[void])?])?;
    for element in all(&panes, "*") {
        if let Some(style) = element.get_attribute("style") {
            element.remove_attribute("style").ok()?;
            element.set_attribute("data-style", &style).ok()?;
        }
        for name in DROPPED {
            element.remove_attribute(name).ok()?;
        }
    }
    let shown = element("", &[panes])?;
    shown.set_id(SHOWN);
    shown.set_attribute("data-release", &browser::release()?).ok()?;
    shown.set_attribute("data-style", &root.style().css_text()).ok()?;
    for name in ["lang", "dir", "data-accent"] {
        if let Some(value) = root.get_attribute(name) {
            shown.set_attribute(name, &value).ok()?;
        }
    }
    Some(shown.outer_html())
}

fn copy(element: &Element) -> Option<Element> {
    element.clone_node_with_deep(true).ok()?.dyn_into().ok()
}
