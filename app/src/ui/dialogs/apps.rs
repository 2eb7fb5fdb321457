//! The mini apps of a chat, or of all chats.

use super::{
    super::{
        app_icon::{AppIcon, app_title},
        icon,
    },
    gallery::Gallery,
};
use crate::{
    host::Source,
    i18n::t,
    session::{Dialog, OpenApp, Question, session},
};
use estuary_api::{AppSummary, ChatId, FileKind, Found, MessageBody};
use leptos::prelude::*;

/// Newest first.
#[component]
pub(super) fn Apps(chat: Option<ChatId>) -> impl IntoView {
    let gallery = Gallery::new(chat, &[FileKind::App]);
    let row = move |found: Found| {
        let MessageBody::Content { attachment: Some(file), .. } = &found.row.body else { return None };
        let summary = file.app.clone().filter(|_| file.here)?;
        Some(view! { <Row found summary named=chat.is_none()/> })
    };
    move || {
        gallery.rows.get().map(|rows| {
            let rows: Vec<_> = rows.into_iter().filter_map(row).collect();
            if rows.is_empty() {
                return view! { <p class="lead" data-testid="apps-none">{t("apps-none")}</p> }.into_any();
            }
            view! {
                <ul role="list" class="apps" data-testid="apps">{rows}</ul>
                {move || gallery.more.get().then(|| view! {
                    <button type="button" class="button quiet" on:click=move |_| gallery.load()>{t("load-older")}</button>
                })}
            }
            .into_any()
        })
    }
}

#[component]
fn Row(
    found: Found,
    summary: AppSummary,
    /// Says in which chat it is.
    named: bool,
) -> impl IntoView {
    let session = session();
    let Found { chat, chat_name, row } = found;
    let id = row.id;
    let own = matches!(row.body, MessageBody::Content { from: None, .. });
    let start = move |_| {
        session.open(chat);
        session.app.set(Some(OpenApp { instance: id, href: None }));
    };
    let show = move |_| session.open_at(chat, id);
    let delete = move |_| {
        session.dialog.set(Some(Dialog::Ask(Question::Delete { messages: vec![id], own })));
    };
    view! {
        <li class="app-card" data-testid="apps-row">
            <AppIcon source=Source::Chat(id) path=summary.icon.clone()/>
            <div class="app-card-text">
                <strong dir="auto">{app_title(&summary)}</strong>
                {(!summary.summary.is_empty()).then(|| view! { <span dir="auto">{summary.summary}</span> })}
                {named.then(|| view! { <small dir="auto" data-testid="apps-chat">{chat_name}</small> })}
            </div>
            <button
                type="button" class="button primary" data-testid="apps-start" on:click=start>
                {t("app-start")}
            </button>
            <button type="button" class="icon-button" aria-label=t("app-show") title=t("app-show") data-testid="apps-show" on:click=show>
                <icon::Next/>
            </button>
            <button type="button" class="icon-button" aria-label=t("delete") title=t("delete") data-testid="apps-delete" on:click=delete>
                <icon::Bin/>
            </button>
        </li>
    }
}
