//! Menus: one is open at a time, where the pointer is or under its button. It closes by a choice, by Escape, and when the
//! person goes elsewhere; the browser's own popover sees to the last two.

use super::{emoji::QuickReactions, icon};
use crate::{
    browser,
    i18n::{self, t},
    session::session,
};
use estuary_api::MessageId;
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Pixels between a menu and the edge of the page.
const MARGIN: f64 = 8.0;

/// A choice.
#[derive(Clone)]
pub(crate) struct MenuItem {
    /// Key of its text, and its name for tests.
    label: &'static str,
    sign: fn() -> AnyView,
    danger: bool,
    act: Callback<()>,
}

impl MenuItem {
    /// A choice with the key of its text and its sign.
    pub(super) fn new(
        label: &'static str,
        sign: fn() -> AnyView,
        act: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self { label, sign, danger: false, act: Callback::new(move |()| act()) }
    }

    /// One that takes something away.
    pub(super) fn danger(label: &'static str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { danger: true, ..Self::new(label, || icon::Bin().into_any(), act) }
    }
}

/// A menu that is open.
#[derive(Clone)]
pub(crate) struct OpenMenu {
    /// Where, in pixels of the page.
    at: (f64, f64),
    /// Key of its name.
    label: &'static str,
    /// Reactions to a message above the choices, and the one that was given.
    reactions: Option<(MessageId, Option<String>)>,
    items: Vec<MenuItem>,
}

impl OpenMenu {
    /// A menu at the place of a click: at the pointer, or at the button if a key pressed it.
    pub(super) fn new(event: &MouseEvent, label: &'static str, items: Vec<MenuItem>) -> Self {
        Self { at: place(event), label, reactions: None, items }
    }

    /// Puts reactions above the choices.
    pub(super) fn with_reactions(mut self, message: MessageId, given: Option<String>) -> Self {
        self.reactions = Some((message, given));
        self
    }
}

fn place(event: &MouseEvent) -> (f64, f64) {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    match target.and_then(|target| target.closest("button, article").ok()?) {
        Some(button) if event.type_() == "click" || (x, y) == (0.0, 0.0) => {
            let rect = button.get_bounding_client_rect();
            (rect.left(), rect.bottom())
        }
        _ => (x, y),
    }
}

/// The button of a menu that somebody else opens, who listens for many of them; another key leads to it.
#[component]
pub(super) fn MenuSign(
    /// Key of the menu's name, and its name for tests.
    label: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button" class="icon-button menu-button" tabindex="-1" aria-haspopup="menu" data-testid=label
            aria-label=t(label) title=t(label)
        >
            <icon::More/>
        </button>
    }
}

/// The button that opens a menu.
#[component]
pub(super) fn MenuButton(
    /// Key of the menu's name.
    label: &'static str,
    /// Name for tests.
    #[prop(default = "menu")]
    testid: &'static str,
    /// Its sign.
    #[prop(default = || icon::More().into_any())]
    sign: fn() -> AnyView,
    /// What it opens.
    open: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            type="button" class="icon-button menu-button" aria-haspopup="menu" data-testid=testid
            aria-label=move || t(label) title=move || t(label) on:click=move |event| open.run(event)
        >
            {sign()}
        </button>
    }
}

/// The open menu, if there is one.
#[component]
pub(super) fn MenuHost() -> impl IntoView {
    let session = session();
    move || {
        // Anew in another language.
        i18n::language();
        session.menu.get().map(|menu| view! { <MenuCard menu/> })
    }
}

#[component]
fn MenuCard(menu: OpenMenu) -> impl IntoView {
    let session = session();
    let card = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(browser::focused());
    let OpenMenu { at, label, reactions, items } = menu;
    Effect::new(move |_| {
        let Some(card) = card.get() else { return };
        // Refused only where it is shown already.
        card.show_popover().ok();
        keep_inside(&card, at);
        let first = card.query_selector("button").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            first.focus().ok();
        }
    });
    let close = move || {
        session.menu.set(None);
        if let Some(element) = before.try_get_value().flatten() {
            element.focus().ok();
        }
    };
    let key = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Escape" | "Tab") {
            event.stop_propagation();
            event.prevent_default();
            close();
        }
    };
    let toggled = move |_: web_sys::Event| {
        let shown = card.get_untracked().is_some_and(|card| card.matches(":popover-open").unwrap_or(true));
        if !shown {
            session.menu.set(None);
        }
    };
    let items = items.into_iter().map(|item| {
        let MenuItem { label, sign, danger, act } = item;
        let chosen = move |_| {
            close();
            act.run(());
        };
        view! {
            <button type="button" role="menuitem" tabindex="-1" class:danger=danger data-testid=label on:click=chosen>
                {sign()}<span>{t(label)}</span>
            </button>
        }
    });
    let items: Vec<_> = items.collect();
    view! {
        <div
            class="menu" popover="auto" role="menu" aria-label=t(label) node_ref=card data-testid="open-menu"
            on:keydown=key on:toggle=toggled
        >
            {reactions.map(|(message, given)| view! { <QuickReactions message given close=Callback::new(move |()| close())/> })}
            {items}
        </div>
    }
}

/// Beside the place it was asked for, and all of it in the page. On narrow screens the style makes a sheet of it.
fn keep_inside(card: &HtmlElement, (x, y): (f64, f64)) {
    let size = card.get_bounding_client_rect();
    let (width, height) = browser::page_size();
    let left = x.min(width - size.width() - MARGIN).max(MARGIN);
    let below = y + size.height() + MARGIN <= height;
    let top = if below { y } else { (y - size.height()).max(MARGIN) };
    let style = card.style();
    style.set_property("--left", &format!("{left}px")).ok();
    style.set_property("--top", &format!("{top}px")).ok();
}
