//! The line beside the chats: drawn with a pointer, moved by arrow keys or pressed, it makes them wider or narrower.

use crate::{browser, i18n::t};
use leptos::{
    ev::{KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{DomRect, HtmlElement};

const CHOICE: &str = "list-width";
/// Pixels by which a key moves it.
const STEP: i32 = 24;
/// Pixels the chats may have. The style sees to it that what is beside them keeps half of the page.
const LEAST: i32 = 240;
const MOST: i32 = 640;
/// What the chats' own line takes of that.
const LINE: i32 = 1;
/// Where presses lead, one after the other, for those who cannot draw.
const WIDTHS: [i32; 3] = [288, 384, 512];

/// Where there are two panes. The width is kept in this browser.
#[component]
pub(super) fn Splitter() -> impl IntoView {
    let line = NodeRef::<html::Div>::new();
    let kept = browser::choice(CHOICE).and_then(|kept| kept.parse::<i32>().ok());
    let now = RwSignal::new(kept);
    let drawn = StoredValue::new(None::<bool>);
    if let Some(width) = kept {
        show(width);
    }
    let chats = move || line.get_untracked().and_then(|line| place_of_chats(&line));
    let width = move || now.get().or_else(|| Some(chats()?.width() as i32 + LINE)).unwrap_or(LEAST);
    let set = move |wanted: i32| {
        let width = wanted.clamp(LEAST, MOST);
        show(width);
        now.set(Some(width));
        browser::choose(CHOICE, &width.to_string());
    };
    let key = move |event: KeyboardEvent| {
        let here = untrack(width);
        let outwards = if browser::runs_left() { "ArrowLeft" } else { "ArrowRight" };
        set(match event.key().as_str() {
            key @ ("ArrowLeft" | "ArrowRight") => here + if key == outwards { STEP } else { -STEP },
            "Home" => LEAST,
            "End" => MOST,
            _ => return,
        });
        event.prevent_default();
    };
    let pressed = move |event: PointerEvent| {
        drawn.set_value(Some(false));
        if let Some(line) = line.get_untracked() {
            line.set_pointer_capture(event.pointer_id()).ok();
        }
    };
    let moved = move |event: PointerEvent| {
        if let (Some(_), Some(chats)) = (drawn.get_value(), chats()) {
            drawn.set_value(Some(true));
            let x = f64::from(event.client_x());
            set(if browser::runs_left() { chats.right() - x } else { x - chats.left() } as i32);
        }
    };
    let released = move |_: PointerEvent| {
        if drawn.try_update_value(Option::take).flatten() == Some(false) {
            let here = untrack(width);
            let wider = WIDTHS.into_iter().find(|&width| width > here);
            set(wider.or(WIDTHS.first().copied()).unwrap_or(here));
        }
    };
    view! {
        <div
            class="splitter" node_ref=line role="separator" aria-orientation="vertical" tabindex="0" data-testid="splitter"
            aria-label=move || t("list-width") aria-valuemin=LEAST aria-valuemax=MOST aria-valuenow=width
            on:keydown=key on:pointerdown=pressed on:pointermove=moved on:pointerup=released
        ></div>
    }
}

/// The chats without the profiles beside them.
fn place_of_chats(line: &HtmlElement) -> Option<DomRect> {
    let header = line.parent_element()?.query_selector(".list-header").ok()??;
    Some(header.get_bounding_client_rect())
}

fn show(width: i32) {
    if let Some(root) = document().document_element()
        && let Ok(root) = root.dyn_into::<HtmlElement>()
    {
        root.style().set_property("--list-width", &format!("{width}px")).ok();
    }
}
