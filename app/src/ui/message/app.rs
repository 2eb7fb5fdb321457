//! A mini app in a chat, and what it tells the chat.

use crate::{
    host::{self, Source},
    i18n::t,
    media::ObjectUrl,
    session::{OpenApp, session},
};
use estuary_api::{AppSummary, MessageId};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Icon, document, name, state, and *Start*.
#[component]
pub(super) fn AppCard(id: MessageId, summary: AppSummary) -> impl IntoView {
    let session = session();
    let picture = RwSignal::new(None::<Arc<ObjectUrl>>);
    if let Some(path) = summary.icon {
        spawn_local(async move {
            let found = host::icon(&Source::Chat(id), &path).await;
            picture.try_set(found.and_then(|(bytes, kind)| ObjectUrl::of_bytes(&bytes, kind)));
        });
    }
    let title = match summary.document.as_str() {
        "" => summary.name,
        document => format!("{document} · {}", summary.name),
    };
    let start = move |_| session.app.set(Some(OpenApp { instance: id, href: None }));
    view! {
        <div class="app-card" data-testid="app-card">
            {move || picture.get().map(|url| view! { <img class="app-icon" src=url.as_str().to_owned() alt=""/> })}
            <div class="app-card-text">
                <strong dir="auto" data-testid="app-name">{title}</strong>
                {(!summary.summary.is_empty()).then(|| view! { <span dir="auto" data-testid="app-summary">{summary.summary}</span> })}
            </div>
            <button type="button" class="button primary" data-testid="app-start" on:click=start>{t("app-start")}</button>
        </div>
    }
}

/// A line of an app; pressing it opens the app where the line says.
#[component]
pub(super) fn AppNotice(instance: MessageId, href: Option<String>, text: String) -> impl IntoView {
    let session = session();
    let open = move |_| session.app.set(Some(OpenApp { instance, href: href.clone() }));
    view! {
        <button type="button" class="link" dir="auto" data-testid="app-notice" on:click=open>{text}</button>
    }
}
