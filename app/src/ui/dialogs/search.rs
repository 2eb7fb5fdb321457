//! Looking for messages of one chat.

use super::super::{found::FoundMessages, icon};
use crate::i18n::t;
use estuary_api::ChatId;
use leptos::prelude::*;

/// A field, and what was found.
#[component]
pub(super) fn SearchChat(chat: ChatId) -> impl IntoView {
    let query = RwSignal::new(String::new());
    view! {
        <label class="search">
            <icon::Search/>
            <span class="visually-hidden">{t("search-messages")}</span>
            <input
                type="text" inputmode="search" placeholder=t("search-messages") autocomplete="off" autofocus=true data-testid="chat-search"
                prop:value=query on:input:target=move |event| query.set(event.target().value())
            />
        </label>
        <div class="scrolled"><FoundMessages query chat/></div>
    }
}
