//! Where in a conversation the person is, in pixels and messages.

use super::super::message::{element_id, id_of};
use crate::browser;
use estuary_api::MessageId;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Milliseconds for which a message that was jumped to is marked.
const MARKED: u32 = 1_600;

/// Changes what is shown, and puts back to its place what the person was looking at. The focus of a message that goes out
/// of the page waits on the conversation itself.
pub(super) fn keep(scroller: &HtmlElement, change: impl FnOnce()) {
    let anchor = visible(scroller).next();
    let focused = browser::focused().filter(|focused| scroller.contains(Some(focused)));
    change();
    let Some((anchor, before)) = anchor.map(|element| (element.id(), top(&element))) else { return };
    let scroller = scroller.clone();
    // The rows follow by then, and nothing is painted yet.
    spawn_local(async move {
        tick().await;
        if let Some(element) = browser::element(&anchor) {
            let moved = top(&element) - before;
            if moved.abs() >= 1.0 {
                scroller.set_scroll_top(scroller.scroll_top() + moved.round() as i32);
            }
        }
        if focused.is_some_and(|focused| !focused.is_connected()) {
            scroller.focus().ok();
        }
    });
}

/// The newest message of which the end can be seen.
pub(super) fn last_visible(scroller: &HtmlElement) -> Option<MessageId> {
    let bottom = scroller.get_bounding_client_rect().bottom() + 1.0;
    let seen = visible(scroller).take_while(|element| element.get_bounding_client_rect().bottom() <= bottom);
    seen.last().and_then(|element| id_of(&element))
}

/// Where the person is: at the message whose quote has the focus, or at the last that can be seen.
pub(super) fn here(scroller: &HtmlElement) -> Option<MessageId> {
    let quote = browser::focused().filter(|focused| focused.class_list().contains("quote"));
    let message = quote.and_then(|quote| id_of(&quote.closest("[id^='message-']").ok()??));
    message.or_else(|| last_visible(scroller))
}

/// An end of what the page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

/// Height of so many messages at one end, in pixels.
pub(super) fn extent(scroller: &HtmlElement, side: Side, count: usize) -> f64 {
    let list = scroller.query_selector_all("[id^='message-']").ok();
    let length = list.as_ref().map_or(0, |list| list.length());
    let count = u32::try_from(count).unwrap_or(u32::MAX).min(length);
    let (first, last) = match side {
        Side::Start => (0, count.saturating_sub(1)),
        Side::End => (length - count, length.saturating_sub(1)),
    };
    let bounds = |at| Some(list.as_ref()?.get(at)?.dyn_into::<Element>().ok()?.get_bounding_client_rect());
    bounds(first).zip(bounds(last)).map_or(0.0, |(first, last)| last.bottom() - first.top())
}

/// Shows a loaded message, marks it for a moment, and gives it the focus.
pub(super) fn show(message: MessageId) -> bool {
    let Some(element) = browser::element(&element_id(message)) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
    element.class_list().add_1("marked").ok();
    gloo_timers::callback::Timeout::new(MARKED, move || {
        element.class_list().remove_1("marked").ok();
    })
    .forget();
    true
}

/// Messages that can be seen, or stand below, from the oldest on.
fn visible(scroller: &HtmlElement) -> impl Iterator<Item = Element> + use<> {
    let edge = scroller.get_bounding_client_rect().top();
    let list = scroller.query_selector_all("[id^='message-']").ok();
    let length = list.as_ref().map_or(0, |list| list.length());
    let element = move |index| list.as_ref()?.get(index)?.dyn_into::<Element>().ok();
    // They stand in order, so the first is found by halving.
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        match element(middle) {
            Some(element) if element.get_bounding_client_rect().bottom() <= edge => low = middle + 1,
            _ => high = middle,
        }
    }
    (low..length).filter_map(element)
}

fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}
