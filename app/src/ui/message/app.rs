//! A mini app in a chat, and what it tells the chat.

use crate::{
    browser,
    host::{self, Source},
    i18n::t,
    session::{OpenApp, session},
};
use estuary_api::{AppSummary, MessageId};
use leptos::{prelude::*, task::spawn_local};

/// Icon, document, name, state, and *Start*.
#[component]
pub(super) fn AppCard(id: MessageId, summary: AppSummary) -> impl IntoView {
    let session = session();
    let picture = RwSignal::new(None::<String>);
    if let Some(path) = summary.icon {
        spawn_local(async move {
            let found = host::icon(&Source::Chat(id), &path).await;
            picture.try_set(found.and_then(|(bytes, kind)| browser::object_url(&bytes, kind)));
        });
    }
    on_cleanup(move || {
        if let Some(Some(url)) = picture.try_get_untracked() {
            web_sys::Url::revoke_object_url(&url).ok();
        }
    });
    let title = match summary.document.as_str() {
        "" => summary.name,
        document => format!("{document} · {}", summary.name),
    };
    let start = move |_| session.app.set(Some(OpenApp { instance: id, href: None }));
    view! {
        <div class="app-card" data-testid="app-card">
            {move || picture.get().map(|url| view! { <img class="app-icon" src=url alt=""/> })}
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
