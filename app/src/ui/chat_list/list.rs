//! The rows of the list. There may be thousands; those that can be seen are there, and space for the others.

use super::{
    super::{
        rows::{once_in_frame, rows},
        snapshot,
    },
    row::Row,
    slots::{Slot, slots},
    window::{self, BEGINNING, Places, Window},
};
use crate::{
    browser,
    media::faces,
    place::Place,
    session::Session,
    watcher::{Watcher, whole},
};
use estuary_api::{ChatId, Command, Difference, Pane, WhichChats};
use leptos::{
    ev::KeyboardEvent,
    html,
    prelude::*,
    task::{spawn_local, tick},
};
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
    /// How many chats were moved out of the list.
    pub(super) archived: RwSignal<u32>,
    /// Places of the rows that can be seen.
    seen: StoredValue<Places>,
    watcher: Watcher,
    /// Places of the rows that are watched.
    watched: StoredValue<Places>,
    pub(super) window: RwSignal<Window>,
    /// The list was answered for once.
    pub(super) loaded: RwSignal<bool>,
    /// It is looked at anew in the next frame.
    looking: StoredValue<bool>,
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
            archived: RwSignal::new(0),
            seen: StoredValue::new(BEGINNING),
            watcher: Watcher::new(),
            watched: StoredValue::new(BEGINNING),
            window: RwSignal::new(Window::default()),
            loaded: RwSignal::new(false),
            looking: StoredValue::new(false),
            scroller: NodeRef::new(),
            height: RwSignal::new(HEIGHT),
            wanted: StoredValue::new(None),
            left: StoredValue::new(None),
        };
        // Another list begins at its beginning.
        Effect::new(move |before: Option<()>| {
            query.track();
            in_archive.track();
            only_unread.track();
            // At first it is there, and asking would have all laid out that is not complete.
            if let Some(scroller) = list.scroller.get_untracked().filter(|_| before.is_some()) {
                scroller.set_scroll_top(0);
            }
            list.seen.set_value(BEGINNING);
        });
        Effect::new(move |_| {
            session.resynced.track();
            query.track();
            in_archive.track();
            only_unread.track();
            let loaded = list.loaded.get_untracked();
            list.watch(if loaded { window::reserve(&list.seen.get_value()) } else { BEGINNING });
        });
        list
    }

    /// Watches these rows.
    fn watch(self, places: Places) {
        let (offset, limit) = (places.start, places.end - places.start);
        let (query, in_archive) = (self.query.get_untracked(), self.in_archive.get_untracked());
        let counts = query.is_empty() && !in_archive;
        let which = match in_archive {
            true => WhichChats::Archived,
            false => WhichChats::Listed { query, unread: self.only_unread.get_untracked() },
        };
        self.watched.set_value(places);
        let take = move |difference| {
            let Difference::Chats(page) = difference else { return true };
            let Some(page) = self.window.with_untracked(|window| window.changed(page)) else { return false };
            faces::expect(page.rows.iter().filter_map(|row| row.avatar.as_ref()));
            if counts && self.session.unread.get_untracked() != page.unread {
                self.session.unread.set(page.unread);
            }
            if self.archived.get_untracked() != page.archived {
                self.archived.set(page.archived);
            }
            // The last one was taken out.
            if in_archive && page.archived == 0 {
                self.in_archive.set(false);
            }
            let seen = self.seen.get_value();
            self.change(move |window| *window = window.renewed(offset, page, &seen));
            if !self.loaded.get_untracked() {
                self.loaded.set(true);
                snapshot::give_way();
            }
            true
        };
        let pane = Pane::Chats { which, offset, limit };
        self.watcher.watch(pane, take, move |problem| self.session.problem.set(Some(problem)));
    }

    /// Watches other rows before they can be seen.
    fn grow(self) {
        let wanted = window::reserve(&self.seen.get_value());
        let total = self.window.with_untracked(|window| window.total);
        let is_there = self.watched.with_value(|watched| {
            watched.start <= wanted.start.min(total) && wanted.end.min(total) <= watched.end
        });
        if self.loaded.get_untracked() && !self.watcher.is_waiting() && !is_there {
            self.watch(wanted);
        }
    }

    /// Shows other rows. The focus stays with its chat; that of one that went out of sight waits on the list itself.
    fn change(self, change: impl FnOnce(&mut Window)) {
        let focused = browser::focused().and_then(|element| {
            let place = place_of(&element)?;
            Some((element, place, self.window.with_untracked(|window| window.at(place))?))
        });
        self.window.update(change);
        self.look_soon();
        let Some((element, before, chat)) = focused else { return };
        spawn_local(async move {
            tick().await;
            let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
            let after = self.window.with_untracked(|window| window.find(chat).map(|(place, _)| place));
            match after {
                Some(_) if browser::focused().as_ref() == Some(&element) => {}
                Some(place) => {
                    self.focus(place);
                }
                None => {
                    self.left.set_value(Some(before));
                    scroller.focus().ok();
                }
            }
        });
    }

    /// How many rows can be seen, where these are the first ones of all chats.
    pub(super) fn first_rows(self) -> Option<u32> {
        let is_all = self.loaded.try_get_untracked()?
            && !self.in_archive.try_get_untracked()?
            && !self.only_unread.try_get_untracked()?
            && self.query.try_with_untracked(String::is_empty)?
            && self.window.try_with_untracked(Window::before)? == 0;
        is_all.then(|| self.seen.get_value().end)
    }

    /// Looks what can be seen and what is missing, once in the next frame, when everything is laid out.
    pub(super) fn look_soon(self) {
        once_in_frame(self.looking, move || self.look());
    }

    /// Looks what can be seen, and has the page follow.
    fn look(self) {
        // On a small screen it is hidden behind a chat.
        let shown =
            self.scroller.try_get_untracked().flatten().filter(|scroller| scroller.client_height() > 0);
        let Some(scroller) = shown else { return };
        if self.wanted.get_value().is_some_and(|place| self.focus(place)) {
            self.wanted.set_value(None);
        }
        let row = scroller.query_selector("[aria-posinset]").ok().flatten();
        let measured = row.map(|row| row.get_bounding_client_rect().height()).filter(|height| *height > 1.0);
        if let Some(height) = measured.filter(|height| (height - self.height.get_untracked()).abs() > 0.1) {
            self.height.set(height);
        }
        let height = self.height.get_untracked();
        let first = (f64::from(scroller.scroll_top()) / height) as u32;
        let seen = first..first + (f64::from(scroller.client_height()) / height).ceil() as u32 + 1;
        self.seen.set_value(seen.clone());
        if let Some(next) = self.window.with_untracked(|window| window.next(&seen)) {
            self.change(|window| window.hold(next));
        }
        self.grow();
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

/// What is asked at first.
pub(crate) fn first_of_list() -> Command {
    let Places { start, end } = BEGINNING;
    let which = WhichChats::Listed { query: String::new(), unread: false };
    whole(Pane::Chats { which, offset: start, limit: end - start })
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
    let stop = Memo::new(move |_| {
        let here = match list.session.place.get() {
            Place::Chat(chat) => Some(chat),
            Place::List | Place::Settings | Place::Developer => None,
        };
        let seen = list.seen.get_value().start;
        window.with(|window| here.filter(|chat| window.find(*chat).is_some()).or(window.nearest(seen)))
    });
    let total = Memo::new(move |_| window.with(|window| window.total));
    let slots = Memo::new(move |before: Option<&Vec<(Slot, ChatId)>>| {
        let chats: Vec<_> = window.with(|window| window.rows().iter().map(|row| row.id).collect());
        slots(before.map_or(&[], Vec::as_slice), &chats)
    });
    let found = move |slot: Slot| {
        Memo::new(move |_| {
            let shown = |slots: &Vec<(Slot, ChatId)>| {
                slots.iter().find(|(other, _)| *other == slot).map(|(_, chat)| *chat)
            };
            let chat = slots.with(shown)?;
            window.with(|window| window.find(chat).map(|(place, row)| (place + 1, row.clone())))
        })
    };
    let parent = NodeRef::<html::Ul>::new();
    rows(
        move || parent.get().map(Element::from),
        move || slots.with(|slots| slots.iter().map(|(slot, _)| *slot).collect()),
        move |slot| {
            let found = found(slot);
            let row = Memo::new(move |_| found.get().map(|(_, row)| row));
            let place = Memo::new(move |_| found.get().map(|(place, _)| place));
            view! { <Row row place total stop/> }
        },
    );
    view! {
        <ul
            role="list" node_ref=parent
            style=("padding-block-start", move || list.space(Window::before))
            style=("padding-block-end", move || list.space(Window::after))
        />
    }
}
