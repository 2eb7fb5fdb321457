//! The message that is answered, above the text.

use super::super::icon;
use crate::i18n::t;
use estuary_api::Quote;
use leptos::prelude::*;

/// With a way to answer nothing.
#[component]
pub(super) fn Answering(quote: Quote, answering: RwSignal<Option<Quote>>) -> impl IntoView {
    let Quote { from, own, text, .. } = quote;
    let who = if own { t("you") } else { from.unwrap_or_default() };
    view! {
        <div class="answering">
            <icon::Reply/>
            <div><strong dir="auto">{who}</strong><span dir="auto">{text}</span></div>
            <button type="button" class="icon-button" aria-label=t("reply-cancel") on:click=move |_| answering.set(None)>
                <icon::Close/>
            </button>
        </div>
    }
}
