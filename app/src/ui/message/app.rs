//! A mini app in a chat, and what it tells the chat.

use super::super::app_icon::{AppIcon, app_title};
use crate::{
    host::Source,
    i18n::t,
    session::{OpenApp, session},
};
use estuary_api::{AppSummary, MessageId};
use leptos::prelude::*;

/// Icon, document, name, state, and *Start*.
#[component]
pub(super) fn AppCard(id: MessageId, summary: AppSummary) -> impl IntoView {
    let session = session();
    let title = app_title(&summary);
    let start = move |_| session.app.set(Some(OpenApp { instance: id, href: None }));
    view! {
        <div class="app-card" data-testid="app-card">
            <AppIcon source=Source::Chat(id) path=summary.icon/>
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
