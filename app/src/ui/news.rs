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

/// Which chat, and who said what.
pub(super) fn words(news: &News) -> (String, String) {
    let (name, text) = (&news.chat_name, summary_text(&news.body));
    let title = if name.is_empty() { t("device-messages") } else { name.clone() };
    (title, news.from.as_ref().map_or_else(|| text.clone(), |from| format!("{from}: {text}")))
}

/// A click leads there.
#[component]
pub(super) fn NewsNotice() -> impl IntoView {
    let session = session();
    Effect::new(move |_| {
        let shown = session.news.get();
        if shown.is_some() {
            spawn_local(async move {
                TimeoutFuture::new(SHOWN).await;
                // Who is about to press it is not hurried.
                while let Ok(Some(_)) = document().query_selector(".news:is(:hover, :focus-within)") {
                    TimeoutFuture::new(SHOWN).await;
                }
                // Unless something newer took its place.
                if session.news.get_untracked() == shown {
                    session.news.set(None);
                }
            });
        }
    });
    let card = move |news: News| {
        let (title, text) = words(&news);
        let News { profile, chat, app, .. } = news;
        let elsewhere = session.others.with_untracked(|others| {
            let other = others.iter().find(|other| other.id == profile)?;
            Some(other.profile.as_ref()?.name.clone())
        });
        let open = move |_| {
            session.news.set(None);
            session.open_in(profile, chat);
            if app.is_some() {
                session.app.set(app.clone());
            }
        };
        view! {
            <div class="news">
                <button type="button" class="news-text" data-testid="news" on:click=open>
                    {elsewhere.map(|name| view! { <small dir="auto">{name}</small> })}
                    <strong dir="auto">{title}</strong><span dir="auto">{text}</span>
                </button>
                <button type="button" class="icon-button" aria-label=t("close") on:click=move |_| session.news.set(None)><icon::Close/></button>
            </div>
        }
    };
    view! { <div role="status" aria-live="polite">{move || session.news.get().map(card)}</div> }
}
