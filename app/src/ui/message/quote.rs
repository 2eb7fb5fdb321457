//! The message a message answers.

use super::super::conversation::talk;
use crate::i18n::t;
use estuary_api::{MessageBody, MessageRow, Quote};
use leptos::prelude::*;

/// A click goes there, wherever in this chat or another it is.
#[component]
pub(super) fn QuoteBlock(quote: Quote) -> impl IntoView {
    let talk = talk();
    let Quote { id, elsewhere, from, own, text } = quote;
    let who = if own { Some(t("you")) } else { from };
    let jump = move |_| match (elsewhere, id) {
        (Some(chat), Some(id)) => talk.session.open_at(chat, id),
        (None, Some(_)) => talk.wanted.set(id),
        (_, None) => {}
    };
    view! {
        <button type="button" class="quote" data-testid="quote" on:click=jump>
            <span class="visually-hidden">{t("quote-jump")}</span>
            {who.map(|who| view! { <strong dir="auto">{who}</strong> })}
            <span dir="auto">{text}</span>
        </button>
    }
}

/// A message as the one that is answered.
pub(in super::super) fn quote_of(row: &MessageRow) -> Quote {
    let (from, text) = match &row.body {
        MessageBody::Content { from, text, attachment, .. } => {
            let file = || attachment.as_ref().map(|attachment| attachment.name.clone()).unwrap_or_default();
            let text = if text.is_empty() { file() } else { text.clone() };
            (from.as_ref().map(|from| from.name.clone()), text)
        }
        MessageBody::Info(_) => (None, String::new()),
    };
    Quote { id: Some(row.id), elsewhere: None, own: from.is_none(), from, text }
}
