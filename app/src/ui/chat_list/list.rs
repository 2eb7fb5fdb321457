//! The rows of the list. There may be thousands; those that can be seen are there, and space for the others.

use super::{
    row::Row,
    window::{Range, Window},
};
use crate::{browser, client, place::Place, session::Session};
use estuary_api::{ChatCommand, ChatId, Command, Reply};
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Height of a row until one was measured, in pixels.
const HEIGHT: f64 = 64.0;
/// Rows that the page keys go over.
const LEAP: u32 = 10;

/// What is shown of the list; a copy is a reference.
#[derive(Clone, Copy)]
pub(super) struct List {
    session: Session,
    query: RwSignal<String>,
    in_archive: RwSignal<bool>,
    only_unread: RwSignal<bool>,
    range: RwSignal<Range>,
    pub(super) window: RwSignal<Window>,
    /// The list was answered for once.
    pub(super) loaded: RwSignal<bool>,
    /// Counts questions: a later one may be answered first.
    asked: StoredValue<u32>,
    pub(super) scroller: NodeRef<html::Nav>,
    height: RwSignal<f64>,
    /// Place of the row that gets the focus once it is there.
    wanted: StoredValue<Option<u32>>,
    /// Place of the row that had the focus when it went out of sight.
    left: StoredValue<Option<u32>>,
}

impl List {
    pub(super) fn new(
        session: Session,
        query: RwSignal<String>,
        in_archive: RwSignal<bool>,
        only_unread: RwSignal<bool>,
    ) -> Self {
        let list = Self {
            session,
            query,
            in_archive,
            only_unread,
            range: RwSignal::new(Range::default()),
            window: RwSignal::new(Window::default()),
            loaded: RwSignal::new(false),
            asked: StoredValue::new(0),
            scroller: NodeRef::new(),
            height: RwSignal::new(HEIGHT),
            wanted: StoredValue::new(None),
            left: StoredValue::new(None),
        };
        // Another list begins at its beginning.
        Effect::new(move |_| {
            query.track();
            in_archive.track();
            only_unread.track();
            if let Some(scroller) = list.scroller.get_untracked() {
                scroller.set_scroll_top(0);
            }
            list.range.set(Range::default());
        });
        let range = Memo::new(move |_| list.range.get());
        Effect::new(move |_| {
            session.list_changed.track();
            list.ask(range.get());
        });
        list
    }

    fn ask(self, range: Range) {
        let Range { offset, limit } = range;
        let query = self.query.get();
        let plain = query.is_empty();
        let command = match self.in_archive.get() {
            true => Command::Chats(ChatCommand::Archived { offset, limit }),
            false => Command::ChatList { query, unread: self.only_unread.get(), offset, limit },
        };
        let counts = plain && !self.in_archive.get_untracked();
        self.asked.update_value(|count| *count = count.wrapping_add(1));
        let number = self.asked.get_value();
        spawn_local(async move {
            match client::call(command).await {
                Ok(Reply::ChatList(page)) if self.asked.try_get_value() == Some(number) => {
                    if counts {
                        self.session.unread.set(page.unread);
                    }
                    self.put(Window::new(range, page));
                    self.loaded.set(true);
                }
                Ok(_) => {}
                Err(problem) => self.session.problem.set(Some(problem)),
            }
        });
    }

    /// Shows other rows. The focus of a row that went out of sight waits on the list itself.
    fn put(self, window: Window) {
        let focused = browser::focused().and_then(|element| Some((place_of(&element)?, element)));
        self.window.set(window);
        request_animation_frame(move || {
            let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
            if let Some((place, _)) = focused.filter(|(_, element)| !element.is_connected()) {
                self.left.set_value(Some(place));
                scroller.focus().ok();
            }
            if self.wanted.get_value().is_some_and(|place| self.focus(place)) {
                self.wanted.set_value(None);
            }
            self.scrolled();
        });
    }

    /// Asks for what came into sight.
    pub(super) fn scrolled(self) {
        // On a small screen it is hidden behind a chat.
        let shown = self.scroller.get_untracked().filter(|scroller| scroller.client_height() > 0);
        let Some(scroller) = shown else { return };
        let row = scroller.query_selector("[aria-posinset]").ok().flatten();
        let measured = row.map(|row| row.get_bounding_client_rect().height()).filter(|height| *height > 1.0);
        if let Some(height) = measured.filter(|height| (height - self.height.get_untracked()).abs() > 0.1) {
            self.height.set(height);
        }
        let height = self.height.get_untracked();
        let first = f64::from(scroller.scroll_top()) / height;
        let seen = f64::from(scroller.client_height()) / height;
        let range = Range::around(first as u32, seen.ceil() as u32 + 1);
        if self.range.get_untracked() != range {
            self.range.set(range);
        }
    }

    /// Space in place of so many rows.
    fn space(self, rows: impl Fn(&Window) -> u32) -> String {
        format!("{:.2}px", f64::from(self.window.with(rows)) * self.height.get())
    }

    /// Keys go from chat to chat, also to those that are not loaded yet.
    pub(super) fn walk(self, event: &KeyboardEvent) {
        let Some(focused) = browser::focused() else { return };
        let on_list =
            self.scroller.get_untracked().is_some_and(|scroller| scroller.is_same_node(Some(&focused)));
        let here = place_of(&focused).or_else(|| self.left.get_value().filter(|_| on_list));
        let Some(last) = self.window.with_untracked(|window| window.total.checked_sub(1)) else { return };
        let Some(here) = here else { return };
        let place = match event.key().as_str() {
            "ArrowDown" => here.saturating_add(1),
            "ArrowUp" => here.saturating_sub(1),
            "PageDown" => here.saturating_add(LEAP),
            "PageUp" => here.saturating_sub(LEAP),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        let place = place.min(last);
        if self.focus(place) {
            return;
        }
        self.wanted.set_value(Some(place));
        if let Some(scroller) = self.scroller.get_untracked() {
            let middle = f64::from(scroller.client_height()) / 2.0;
            scroller.set_scroll_top((f64::from(place) * self.height.get_untracked() - middle) as i32);
        }
    }

    /// Gives the focus to the row at this place, if it is there.
    fn focus(self, place: u32) -> bool {
        let css = format!("[aria-posinset='{}'] button", u64::from(place) + 1);
        let row = self.scroller.get_untracked().and_then(|scroller| scroller.query_selector(&css).ok()?);
        row.and_then(|row| row.dyn_into::<HtmlElement>().ok()).is_some_and(|row| row.focus().is_ok())
    }
}

/// Place in the list of the row in which this is.
fn place_of(element: &Element) -> Option<u32> {
    let item = element.closest("[aria-posinset]").ok()??;
    item.get_attribute("aria-posinset")?.parse::<u32>().ok()?.checked_sub(1)
}

/// The rows that are there.
#[component]
pub(super) fn Rows(list: List) -> impl IntoView {
    let window = list.window;
    let ids = move || window.with(|window| window.rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let stop = Memo::new(move |_| {
        let here = match list.session.place.get() {
            Place::Chat(chat) => Some(chat),
            Place::List | Place::Settings | Place::Developer => None,
        };
        window.with(|window| here.filter(|chat| window.find(*chat).is_some()).or(window.first_seen()))
    });
    let total = Memo::new(move |_| window.with(|window| window.total));
    let row = move |id: ChatId| {
        Memo::new(move |_| window.with(|window| window.find(id).map(|(_, row)| row.clone())))
    };
    let place = move |id: ChatId| Memo::new(move |_| window.with(|window| Some(window.find(id)?.0 + 1)));
    view! {
        <ul
            role="list"
            style=("padding-block-start", move || list.space(|window| window.offset.min(window.total)))
            style=("padding-block-end", move || list.space(Window::after))
        >
            <For each=ids key=|id| *id let:id>
                <Row row=row(id) place=place(id) total stop/>
            </For>
        </ul>
    }
}
