//! All emoji, with search.

use super::catalogue::{self, Emoji, Group};
use crate::{browser, i18n::t};
use leptos::{prelude::*, task::spawn_local};

/// Calls back with the one chosen.
#[component]
pub(in super::super) fn EmojiPicker(on_choice: Callback<String>) -> impl IntoView {
    let groups = RwSignal::new(Vec::<Group>::new());
    let query = RwSignal::new(String::new());
    // On a phone the keyboard would cover them.
    if !browser::is_touched() {
        request_animation_frame(|| browser::focus("emoji-search"));
    }
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
    let alone = recent.is_empty();
    let all = move || {
        let groups = groups.get().into_iter().enumerate();
        let grid = |(at, group): (usize, Group)| view! { <Grid name=group.name emoji=group.emoji choose first=alone && at == 0/> };
        groups.map(grid).collect::<Vec<_>>()
    };
    view! {
        <div class="emoji-picker" data-testid="emoji-picker">
            <input
                type="text" id="emoji-search" inputmode="search" aria-label=t("emoji-search") placeholder=t("emoji-search") autocomplete="off" data-testid="emoji-search"
                prop:value=query on:input:target=move |event| query.set(event.target().value())
            />
            <div class="emoji-all">
                {move || if query.with(|query| query.trim().is_empty()) {
                    let recent = recent.clone();
                    view! {
                        {(!recent.is_empty()).then(|| view! { <Grid name=t("emoji-recent") emoji=recent choose first=true/> })}
                        {all()}
                    }.into_any()
                } else {
                    let found = groups.with(|groups| query.with(|query| catalogue::find(groups, query)));
                    view! { <Grid name=t("emoji-found") emoji=found choose first=true/> }.into_any()
                }}
            </div>
        </div>
    }
}

#[component]
fn Grid(
    name: String,
    emoji: Vec<Emoji>,
    choose: Callback<String>,
    /// The Tab key stops at its first emoji, and at no other: there are thousands.
    first: bool,
) -> impl IntoView {
    let cells = emoji.into_iter().enumerate().map(|(at, Emoji { text, name })| {
        let chosen = text.clone();
        let tabindex = if first && at == 0 { "0" } else { "-1" };
        view! {
            <button type="button" tabindex=tabindex aria-label=name.clone() title=name data-testid="emoji" on:click=move |_| choose.run(chosen.clone())>
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
