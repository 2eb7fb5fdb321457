//! A small menu behind a button. It closes by a choice, by Escape, and when the person goes elsewhere.

use super::icon;
use gloo_events::EventListener;
use leptos::{
    ev::{FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// The items are buttons.
#[component]
pub(super) fn Menu(
    /// What the menu is for.
    #[prop(into)]
    label: Signal<String>,
    /// Name for tests.
    #[prop(default = "menu")]
    testid: &'static str,
    /// The items.
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let chosen = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest("button").is_ok_and(|button| button.is_some())) {
            close();
        }
    };
    let key = move |event: KeyboardEvent| {
        let Some(menu) = menu.get_untracked().filter(|menu| event.key() == "Escape" && menu.open()) else {
            return;
        };
        event.stop_propagation();
        close();
        let summary = menu.query_selector("summary").ok().flatten();
        if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
            summary.focus().ok();
        }
    };
    // Only where the focus goes to something: some browsers give a pressed button none.
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let Some((menu, to)) = menu.get_untracked().zip(to) else { return };
        if !menu.contains(Some(&to)) {
            close();
        }
    };
    close_on_press_elsewhere(menu);
    view! {
        <details class="menu" node_ref=menu on:keydown=key on:focusout=left>
            <summary class="icon-button" aria-label=label title=label data-testid=testid><icon::More/></summary>
            <div class="menu-items" on:click=chosen>{children()}</div>
        </details>
    }
}

/// Listens only while the menu is open: a conversation has many menus.
fn close_on_press_elsewhere(menu: NodeRef<html::Details>) {
    let listener = StoredValue::new_local(None::<EventListener>);
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
    Effect::new(move |_| {
        let Some(menu) = menu.get() else { return };
        let details = menu.clone();
        let toggled = EventListener::new(&menu, "toggle", move |_| {
            let open = details.open().then(|| {
                let details = details.clone();
                EventListener::new(&document(), "pointerdown", move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                    if !details.contains(target.as_ref()) {
                        details.set_open(false);
                    }
                })
            });
            listener.try_set_value(open);
        });
        // It ends with its element.
        toggled.forget();
    });
}
