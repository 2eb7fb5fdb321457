//! What arrived in another chat, for a moment. Silent chats tell nothing.

use super::{icon, message::summary_text};
use crate::{
    i18n::t,
    session::{News, session},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Milliseconds for which it is shown.
const SHOWN: u32 = 6_000;

/// A click leads there.
#[component]
pub(super) fn NewsNotice() -> impl IntoView {
    let session = session();
    Effect::new(move |_| {
        let shown = session.news.get();
        if shown.is_some() {
            spawn_local(async move {
                TimeoutFuture::new(SHOWN).await;
                // Unless something newer took its place.
                if session.news.get_untracked() == shown {
                    session.news.set(None);
                }
            });
        }
    });
    let card = move |News { chat, chat_name, from, body, app }: News| {
        let text = summary_text(&body);
        let text = from.map_or_else(|| text.clone(), |from| format!("{from}: {text}"));
        let open = move |_| {
            session.news.set(None);
            session.open(chat);
            if app.is_some() {
                session.app.set(app.clone());
            }
        };
        view! {
            <div class="news">
                <button type="button" class="news-text" data-testid="news" on:click=open>
                    <strong dir="auto">{chat_name}</strong><span dir="auto">{text}</span>
                </button>
                <button type="button" class="icon-button" aria-label=t("close") on:click=move |_| session.news.set(None)><icon::Close/></button>
            </div>
        }
    };
    view! { <div role="status" aria-live="polite">{move || session.news.get().map(card)}</div> }
}
