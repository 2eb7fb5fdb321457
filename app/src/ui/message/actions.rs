//! What can be done with a message.

use super::super::{menu::Menu, problem};
use crate::{
    browser,
    i18n::t,
    session::{Dialog, Question, session},
};
use estuary_api::{Command, MessageBody, MessageRow, Problem, Quote};
use leptos::{prelude::*, task::spawn_local};

/// A menu, and for a failed message its reason and *retry*.
#[component]
pub(super) fn Actions(
    row: MessageRow,
    text: String,
    failed: Option<Problem>,
    answering: RwSignal<Option<Quote>>,
) -> impl IntoView {
    let session = session();
    let id = row.id;
    let reply = move |_| {
        answering.set(Some(quote(&row)));
        browser::focus("composer");
    };
    let copied = text.clone();
    let copy = move |_| {
        let text = copied.clone();
        spawn_local(async move {
            browser::copy(&text).await;
        });
    };
    let delete = move |_| {
        session.dialog.set(Some(Dialog::Ask(Question::Delete(id))));
    };
    let detail = failed.clone();
    let info = move |_| {
        session.dialog.set(Some(Dialog::Message(text.clone(), detail.clone())));
    };
    view! {
        <Menu label=Signal::derive(|| t("message-menu")) testid="message-menu">
            <button type="button" data-testid="reply" on:click=reply>{t("reply")}</button>
            <button type="button" on:click=copy>{t("copy-text")}</button>
            <button type="button" on:click=info>{t("message-info")}</button>
            <button type="button" class="danger" on:click=delete>{t("delete-for-me")}</button>
        </Menu>
        {failed.map(|failed| view! {
            <div class="failed" data-testid="failed">
                <span>{problem::explain(failed.kind)}</span>
                <button type="button" class="button" data-testid="retry" on:click=move |_| session.run(Command::Retry(id))>
                    {t("retry")}
                </button>
            </div>
        })}
    }
}

/// The message as the one that is answered.
fn quote(row: &MessageRow) -> Quote {
    let (from, text) = match &row.body {
        MessageBody::Content { from, text, .. } => {
            (from.as_ref().map(|from| from.name.clone()), text.clone())
        }
        MessageBody::Info(_) => (None, String::new()),
    };
    Quote { id: Some(row.id), own: from.is_none(), from, text }
}
