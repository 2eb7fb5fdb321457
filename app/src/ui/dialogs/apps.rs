//! The mini apps of a chat, or of all chats.

use super::super::{
    app_icon::{AppIcon, app_title},
    icon,
};
use crate::{
    client,
    host::Source,
    i18n::t,
    session::{Dialog, OpenApp, Question, session},
};
use estuary_api::{
    AppSummary, ChatId, Command, FileKind, Instance, MediaCommand, MessageBody, MessageId, Reply,
};
use leptos::{prelude::*, task::spawn_local};

/// Apps asked for at once.
const PAGE: u32 = 50;

/// Newest first.
#[component]
pub(super) fn Apps(chat: Option<ChatId>) -> impl IntoView {
    let session = session();
    let rows = RwSignal::new(None::<Vec<(MessageId, AppSummary)>>);
    let more = RwSignal::new(false);
    let load = move || {
        let shown = rows.get_untracked().unwrap_or_default();
        let before = shown.last().map(|(id, _)| *id);
        let command = MediaCommand::Gallery { chat, kinds: vec![FileKind::App], before, limit: PAGE };
        spawn_local(async move {
            match client::call(Command::Media(command)).await {
                Ok(Reply::Messages(page)) => {
                    more.try_set(page.more);
                    let found = page.rows.into_iter().filter_map(|row| match row.body {
                        MessageBody::Content { attachment: Some(file), .. } if file.here => {
                            Some((row.id, file.app?))
                        }
                        _ => None,
                    });
                    rows.try_set(Some(shown.into_iter().chain(found).collect()));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    load();
    move || {
        rows.get().map(|rows| {
            if rows.is_empty() {
                return view! { <p class="lead" data-testid="apps-none">{t("apps-none")}</p> }.into_any();
            }
            let rows = rows.into_iter().map(|(id, summary)| view! { <Row id summary named=chat.is_none()/> });
            view! {
                <ul role="list" class="apps" data-testid="apps">{rows.collect_view()}</ul>
                {move || more.get().then(|| view! {
                    <button type="button" class="button quiet" on:click=move |_| load()>{t("load-older")}</button>
                })}
            }
            .into_any()
        })
    }
}

#[component]
fn Row(
    id: MessageId,
    summary: AppSummary,
    /// Says in which chat it is.
    named: bool,
) -> impl IntoView {
    let session = session();
    let instance = RwSignal::new(None::<Instance>);
    spawn_local(async move {
        if let Ok(found) = Source::Chat(id).instance().await {
            instance.try_set(Some(found));
        }
    });
    let known =
        move || instance.with_untracked(|instance| instance.as_ref().map(|it| (it.chat, it.is_app_sender)));
    let start = move |_| {
        if let Some((chat, _)) = known() {
            session.open(chat);
            session.app.set(Some(OpenApp { instance: id, href: None }));
        }
    };
    let show = move |_| {
        if let Some((chat, _)) = known() {
            session.open_at(chat, id);
        }
    };
    let delete = move |_| {
        if let Some((_, own)) = known() {
            session.dialog.set(Some(Dialog::Ask(Question::Delete { messages: vec![id], own })));
        }
    };
    let place = move || instance.get().filter(|_| named).map(|instance| instance.chat_name);
    view! {
        <li class="app-card" data-testid="apps-row">
            <AppIcon source=Source::Chat(id) path=summary.icon.clone()/>
            <div class="app-card-text">
                <strong dir="auto">{app_title(&summary)}</strong>
                {(!summary.summary.is_empty()).then(|| view! { <span dir="auto">{summary.summary}</span> })}
                {move || place().map(|name| view! { <small dir="auto" data-testid="apps-chat">{name}</small> })}
            </div>
            <button
                type="button" class="button primary" data-testid="apps-start" on:click=start
                prop:disabled=move || instance.with(Option::is_none)
            >
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
