//! The message a message answers.

use super::element_id;
use crate::{browser, i18n::t};
use estuary_api::Quote;
use leptos::prelude::*;

/// A click goes there, if it is loaded.
#[component]
pub(in super::super) fn QuoteBlock(quote: Quote) -> impl IntoView {
    let Quote { id, from, own, text } = quote;
    let who = if own { Some(t("you")) } else { from };
    let jump = move |_| {
        let document = browser::window().and_then(|window| window.document());
        let element = id.and_then(|id| document?.get_element_by_id(&element_id(id)));
        if let Some(element) = element {
            element.scroll_into_view();
            browser::focus(&element.id());
        }
    };
    view! {
        <button type="button" class="quote" aria-label=format!("{}: {text}", t("quote-jump")) on:click=jump>
            {who.map(|who| view! { <strong dir="auto">{who}</strong> })}
            <span dir="auto">{text.clone()}</span>
        </button>
    }
}
