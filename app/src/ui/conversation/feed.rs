//! The messages of a chat. The newest stay in view by themselves: the list is laid out from its end.

use super::{
    super::{
        icon,
        message::{Message, element_id, id_of, pressed},
        rows::{once_in_frame, rows},
    },
    announcer::Announcer,
    place::{self, Side},
    shown::Shown,
    talk::{Talk, talk},
    way::Way,
    window::{LEAP, PAGE, Page, RELEASED, STEP, Window},
};
use crate::{
    browser, client,
    format::{self, Item},
    i18n::{t, t_with},
    watcher::{Watcher, whole},
};
use estuary_api::{
    ChatId, Command, DeliveryState, Difference, MessageId, MessageRow, Pane, Problem, ProblemKind, Span,
};
use gloo_events::EventListener;
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use std::{cell::Cell, sync::Arc, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is asked of a chat at first.
const FIRST: Span = Span::End { limit: 20 };
/// Pixels from an end at which it counts as reached.
const NEAR: f64 = 160.0;
/// Pixels from an end of what is loaded at which more is asked for.
const MARGIN: f64 = 900.0;
/// Most messages are higher than this, in pixels.
const HEIGHT: f64 = 76.0;
/// So many are made at first on the lowest screen.
const FEWEST: f64 = 8.0;
/// The first messages are painted before more are made above them. Whoever scrolls has that looked at sooner.
const FIRST_LOOK: Duration = Duration::from_millis(100);

/// What is loaded and where the person is in it; a copy is a reference.
#[derive(Clone, Copy)]
struct Loaded {
    talk: Talk,
    window: RwSignal<Window>,
    /// The newest message is in view.
    at_end: RwSignal<bool>,
    scroller: NodeRef<html::Div>,
    watcher: Watcher,
    /// What is watched.
    span: StoredValue<Span>,
    /// It is looked at anew in the next frame.
    looking: StoredValue<bool>,
    /// The person was told of as having seen up to this.
    seen: StoredValue<Option<MessageId>>,
    /// Where the person was before going to a message elsewhere.
    way: RwSignal<Way>,
}

/// How many messages fill the screen. None is to be asked how high it is before it is painted.
fn screen() -> usize {
    (browser::page_size().1 / HEIGHT).ceil().max(FEWEST) as usize
}

/// What is asked of a chat at first.
pub(super) fn first_of_chat(chat: ChatId) -> Command {
    whole(Pane::Messages { chat, span: FIRST })
}

/// Messages, days, the unread divider.
#[component]
pub(super) fn Feed(unread: Option<MessageId>) -> impl IntoView {
    let talk = talk();
    let loaded = Loaded {
        talk,
        window: RwSignal::new(Window::default()),
        at_end: RwSignal::new(true),
        scroller: NodeRef::new(),
        watcher: Watcher::new(),
        span: StoredValue::new(FIRST),
        looking: StoredValue::new(false),
        seen: StoredValue::new(None),
        way: RwSignal::new(Way::default()),
    };
    let (window, at_end) = (loaded.window, loaded.at_end);
    Effect::new(move |before: Option<()>| {
        talk.session.resynced.track();
        match (before, unread) {
            (None, Some(message)) => loaded.open_at(message),
            _ => loaded.follow(loaded.span.get_value()),
        }
    });
    Effect::new(move |_| {
        if let Some(message) = talk.wanted.get() {
            talk.wanted.set(None);
            loaded.leave(message);
            loaded.jump(message);
        }
    });
    loaded.mark_seen_on_return();
    let onward = move || t(if loaded.way.with(Way::is_empty) { "jump-bottom" } else { "jump-back" });
    let fresh = move || talk.view.with(|view| view.as_ref().map_or(0, |view| view.row.unread));
    let shown = Shown::of(window);
    let content = NodeRef::<html::Div>::new();
    rows(
        move || content.get().map(Element::from),
        move || window.with(|window| format::timeline(window.before(), window.rows(), unread, format::day)),
        move |item| item_view(item, window, shown),
    );
    view! {
        <div class="feed-frame">
            <div
                class="feed" node_ref=loaded.scroller tabindex="0" role="group" aria-label=move || t("messages") data-testid="feed"
                on:scroll=move |_| loaded.look_soon() on:keydown=move |event| walk(loaded, &event)
            >
                <div
                    class="feed-content" role="log" aria-live="off" node_ref=content
                    on:click=move |event| pressed::click(talk, &event, |id| loaded.row(id))
                    on:contextmenu=move |event| pressed::context(talk, &event, |id| loaded.row(id))
                />
            </div>
            <Announcer window/>
            {move || (!at_end.get() || window.with(Window::has_newer)).then(|| view! {
                <button type="button" class="jump" title=onward data-testid="jump-bottom" on:click=move |_| loaded.onward()>
                    <icon::Down/>
                    <span class="visually-hidden">{onward}</span>
                    {move || Some(fresh()).filter(|&fresh| fresh > 0).map(|fresh| view! {
                        <span class="badge" aria-hidden="true">{fresh}</span>
                        <span class="visually-hidden">", "{t_with("unread-count", [("count", fresh.into())])}</span>
                    })}
                </button>
            })}
        </div>
    }
}

fn item_view(item: Item, window: RwSignal<Window>, shown: Shown) -> AnyView {
    match item {
        Item::Day(time) => view! { <p class="day"><span>{move || format::stamp(time)}</span></p> }.into_any(),
        Item::Unread => {
            view! { <p class="unread" id="unread" data-testid="unread-divider"><span>{move || t("unread-divider")}</span></p> }.into_any()
        }
        Item::Message { id, first } => {
            let row = window.with_untracked(|window| window.row(id).cloned());
            row.map(|row| view! { <Message row=shown.follow(row) first/> }).into_any()
        }
    }
}

impl Loaded {
    /// One of the messages the page holds.
    fn row(self, id: MessageId) -> Option<Arc<MessageRow>> {
        self.window.with_untracked(|window| window.row(id).cloned())
    }

    /// Watches a span. What is given of it at first is taken by `take`, and what differs later is put in its place.
    fn watch(self, span: Span, take: impl FnOnce(Page) + 'static, fail: impl FnOnce(Problem) + 'static) {
        self.span.set_value(span);
        let first = Cell::new(Some(take));
        let take = move |difference| {
            let Difference::Messages(page) = difference else { return true };
            let Some(page) = self.window.with_untracked(|window| window.changed(page)) else { return false };
            match first.take() {
                Some(take) => take(page),
                None => self.put(Window::of(span, page, screen())),
            }
            true
        };
        self.watcher.watch(Pane::Messages { chat: self.talk.chat, span }, take, fail);
    }

    /// The same, where what is looked at stays from the beginning.
    fn follow(self, span: Span) {
        let fail = move |problem: Problem| match (span, problem.kind) {
            // It was deleted meanwhile.
            (Span::Around { .. }, ProblemKind::NotFound) => self.load_end(),
            _ => self.tell(problem),
        };
        self.watch(span, move |page| self.put(Window::of(span, page, screen())), fail);
    }

    fn tell(self, problem: Problem) {
        self.talk.session.problem.set(Some(problem));
    }

    /// Shows what is loaded now; what is looked at stays where it is.
    fn put(self, next: Window) {
        let at_end = self.at_end.get_untracked();
        let is_first = self.window.with_untracked(|window| window.rows().is_empty());
        let (next, is_same) = self.window.with_untracked(|window| {
            let next = window.renewed(next, at_end);
            let is_same = next.rows() == window.rows();
            (next, is_same)
        });
        match self.scroller.get_untracked().filter(|_| !at_end && !is_same) {
            Some(scroller) => place::keep(&scroller, move || self.window.set(next)),
            None => self.window.set(next),
        }
        if is_first {
            self.look_first();
        } else {
            self.look_soon();
        }
    }

    /// Looks when the first messages were painted, or at once if they are too low to fill the screen.
    fn look_first(self) {
        request_animation_frame(move || {
            let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
            match scroller.scroll_height() > scroller.client_height() {
                true => set_timeout(move || self.look_soon(), FIRST_LOOK),
                false => self.look(),
            }
        });
    }

    /// Shows a message and what is around it, and then has the page go there.
    fn show(self, message: MessageId, then: impl FnOnce() + 'static, fail: impl FnOnce(Problem) + 'static) {
        let span = Span::Around { message, limit: PAGE as u32 };
        let take = move |page| {
            self.window.set(Window::of(span, page, screen()));
            request_animation_frame(move || {
                then();
                self.look_soon();
            });
        };
        self.watch(span, take, fail);
    }

    /// Begins where the person stopped reading.
    fn open_at(self, message: MessageId) {
        let then = || {
            if let Some(divider) = browser::element("unread") {
                divider.scroll_into_view();
            }
        };
        self.show(message, then, move |problem| {
            // It was deleted meanwhile.
            if problem.kind == ProblemKind::NotFound { self.follow(FIRST) } else { self.tell(problem) }
        });
    }

    /// Shows a message, wherever in the chat it is.
    fn jump(self, message: MessageId) {
        if place::show(message) {
            return;
        }
        let before = self.span.get_value();
        let then = move || {
            self.at_end.set(false);
            place::show(message);
        };
        self.show(message, then, move |problem| {
            self.tell(problem);
            self.follow(before);
        });
    }

    /// Remembers where the person is, unless that is the end.
    fn leave(self, to: MessageId) {
        let scroller = self.scroller.get_untracked().filter(|_| !self.at_end.get_untracked());
        self.way.update(|way| way.leave(scroller.as_deref().and_then(place::here), to));
    }

    /// Goes back to where the person came from, and from there to the newest message.
    fn onward(self) {
        let seen = self.scroller.get_untracked().as_deref().and_then(place::last_visible);
        match self.way.try_update(|way| way.back(seen)).flatten() {
            Some(message) => self.jump(message),
            None => self.to_end(),
        }
    }

    /// Shows the newest message.
    fn to_end(self) {
        if self.window.with_untracked(Window::has_newer)
            && self.window.try_update(|window| window.go_to_end(screen())) != Some(true)
        {
            self.load_end();
        } else {
            self.go_to_end();
        }
    }

    fn load_end(self) {
        let take = move |page| {
            self.window.set(Window::of(FIRST, page, screen()));
            self.go_to_end();
        };
        self.watch(FIRST, take, move |problem| self.tell(problem));
    }

    fn go_to_end(self) {
        self.at_end.set(true);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
        self.look_soon();
    }

    /// Looks where the person is, and has the page follow.
    fn look(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        // Laid out from the end, so the position is zero there and negative above.
        let below = -f64::from(scroller.scroll_top());
        let at_end = below < NEAR && !self.window.with_untracked(Window::has_newer);
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
            if at_end {
                self.way.update(Way::end);
            }
        }
        self.mark_seen();
        let above = f64::from(scroller.scroll_height() - scroller.client_height()) - below;
        // What goes must be out of sight by more than a margin, whatever height it has.
        let spare =
            |left: f64, side| left > MARGIN && left - place::extent(&scroller, side, RELEASED) > MARGIN;
        let count = |left: f64| if left < 1.0 { LEAP } else { STEP };
        if above < MARGIN && self.window.with_untracked(Window::can_step_back) {
            let release = spare(below, Side::End);
            self.step(move |window| window.step_back(count(above), release));
        } else if below < MARGIN && self.window.with_untracked(Window::can_step_on) {
            let release = spare(above, Side::Start);
            self.step(move |window| window.step_on(count(below), release));
        }
        self.grow();
    }

    /// Lets the page take a few more of the messages loaded, and goes on in the next frame if need be.
    fn step(self, step: impl FnOnce(&mut Window)) {
        self.keep_place(step);
        self.look_soon();
    }

    /// Watches more before few are left in wait.
    fn grow(self) {
        let next = self.window.with_untracked(|window| window.next(self.span.get_value()));
        if let Some(next) = next.filter(|_| !self.watcher.is_waiting()) {
            self.follow(next);
        }
    }

    fn keep_place(self, change: impl FnOnce(&mut Window)) {
        if let Some(scroller) = self.scroller.get_untracked() {
            place::keep(&scroller, move || self.window.update(change));
        }
    }

    /// Looks what can be seen and what is missing, once in the next frame, when everything is laid out.
    fn look_soon(self) {
        once_in_frame(self.looking, move || self.look());
    }

    /// Tells the core how far the person has read, if the person can be looking.
    fn mark_seen(self) {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        if !browser::is_attended() {
            return;
        }
        let Some(last) = place::last_visible(&scroller) else { return };
        let fresh = self.window.with_untracked(|window| {
            let seen = window.rows().iter().rposition(|row| row.id == last).map_or(0, |at| at + 1);
            let mut rows = window.rows().iter().take(seen).rev();
            rows.find(|row| row.state == DeliveryState::Fresh).map(|row| row.id)
        });
        let Some(upto) = fresh.filter(|_| self.seen.get_value() != fresh) else { return };
        self.seen.set_value(Some(upto));
        let chat = self.talk.chat;
        spawn_local(async move {
            if client::call(Command::MarkSeen { chat, upto }).await.is_err() {
                // Asked again with the next change.
                self.seen.try_set_value(None);
            }
        });
    }

    fn mark_seen_on_return(self) {
        let Some(page) = browser::window() else { return };
        let listener = EventListener::new(&page, "focus", move |_| self.mark_seen());
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || drop(listener.try_update_value(Option::take)));
    }
}

/// Arrow keys go from message to message, End goes back or to the newest; Enter opens the menu of one.
fn walk(loaded: Loaded, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let on_feed = target.class_list().contains("feed");
    if (!on_feed && id_of(&target).is_none()) || pressed::key(loaded.talk, event, |id| loaded.row(id)) {
        return;
    }
    let Ok(Some(feed)) = target.closest(".feed") else { return };
    let all: Vec<HtmlElement> = browser::elements(&feed, "[id^='message-']");
    let here = all.iter().position(|element| **element == target);
    let next = match (event.key().as_str(), here) {
        ("ArrowUp", Some(here)) => here.checked_sub(1),
        ("ArrowUp", None) => {
            let seen = target.dyn_ref::<HtmlElement>().and_then(place::last_visible).map(element_id);
            let seen = seen.and_then(|seen| all.iter().position(|element| element.id() == seen));
            seen.or_else(|| all.len().checked_sub(1))
        }
        ("ArrowDown", Some(here)) => Some(here + 1),
        ("End", _) => {
            event.prevent_default();
            // Where one is may go out of the page.
            if let Some(scroller) = loaded.scroller.get_untracked() {
                scroller.focus().ok();
            }
            return loaded.onward();
        }
        ("Enter", Some(_)) => {
            if let Ok(Some(button)) = target.query_selector(".menu-button")
                && let Some(button) = button.dyn_ref::<HtmlElement>()
            {
                event.prevent_default();
                button.click();
            }
            return;
        }
        _ => return,
    };
    if let Some(element) = next.and_then(|next| all.get(next)) {
        event.prevent_default();
        element.focus().ok();
    }
}
