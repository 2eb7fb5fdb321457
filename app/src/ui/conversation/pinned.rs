//! The newest pinned message, under the head of its chat.

use super::{super::icon, talk::talk};
use crate::i18n::t;
use leptos::prelude::*;

/// A click shows it in its place.
#[component]
pub(super) fn PinnedBar() -> impl IntoView {
    let talk = talk();
    let pinned =
        Memo::new(move |_| talk.view.with(|view| view.as_ref().and_then(|view| view.pinned.clone())));
    move || {
        pinned.get().map(|quote| view! {
            <button type="button" class="pinned-bar" data-testid="pinned-bar" on:click=move |_| talk.wanted.set(quote.id)>
                <icon::Pin/>
                <span><strong>{t("pinned-message")}</strong><span dir="auto">{quote.text.clone()}</span></span>
            </button>
        })
    }
}
