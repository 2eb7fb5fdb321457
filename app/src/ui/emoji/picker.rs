//! All emoji, with search.

use super::catalogue::{self, Emoji, Group};
use crate::i18n::t;
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Calls back with the one chosen.
#[component]
pub(in super::super) fn EmojiPicker(on_choice: Callback<String>) -> impl IntoView {
    let groups = RwSignal::new(Vec::<Group>::new());
    let query = RwSignal::new(String::new());
    spawn_local(async move {
        if let Some(loaded) = catalogue::load().await {
            groups.try_set(loaded);
        }
    });
    let choose = Callback::new(move |emoji: String| {
        catalogue::remember(&emoji);
        on_choice.run(emoji);
    });
    let recent: Vec<Emoji> =
        catalogue::recent().into_iter().map(|text| Emoji { name: text.clone(), text }).collect();
    let all = move || {
        groups
            .get()
            .into_iter()
            .map(|group| view! { <Grid name=group.name emoji=group.emoji choose/> })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="emoji-picker" data-testid="emoji-picker">
            <input
                type="text" inputmode="search" aria-label=t("emoji-search") placeholder=t("emoji-search") autocomplete="off" data-testid="emoji-search"
                prop:value=query on:input:target=move |event| query.set(event.target().value())
            />
            <div class="emoji-all" on:keydown=walk>
                {move || if query.with(|query| query.trim().is_empty()) {
                    let recent = recent.clone();
                    view! {
                        {(!recent.is_empty()).then(|| view! { <Grid name=t("emoji-recent") emoji=recent choose/> })}
                        {all()}
                    }.into_any()
                } else {
                    let found = groups.with(|groups| query.with(|query| catalogue::find(groups, query)));
                    view! { <Grid name=t("emoji-found") emoji=found choose/> }.into_any()
                }}
            </div>
        </div>
    }
}

#[component]
fn Grid(name: String, emoji: Vec<Emoji>, choose: Callback<String>) -> impl IntoView {
    let cells = emoji.into_iter().map(|Emoji { text, name }| {
        let chosen = text.clone();
        view! {
            <button type="button" aria-label=name.clone() title=name data-testid="emoji" on:click=move |_| choose.run(chosen.clone())>
                {text}
            </button>
        }
    });
    view! {
        <section>
            <h2>{name}</h2>
            <div class="emoji-grid">{cells.collect::<Vec<_>>()}</div>
        </section>
    }
}

/// Arrow keys go from emoji to emoji.
fn walk(event: KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" => 8,
        "ArrowUp" => -8,
        _ => return,
    };
    let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let here = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(list) = target.and_then(|target| target.query_selector_all("button").ok()) else { return };
    let all: Vec<HtmlElement> =
        (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect();
    let Some(at) = all.iter().position(|cell| here.as_ref() == Some(cell.as_ref())) else { return };
    if let Some(cell) = at.checked_add_signed(by).and_then(|at| all.get(at)) {
        event.prevent_default();
        cell.focus().ok();
    }
}
