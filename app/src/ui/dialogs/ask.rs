//! A question before something that cannot be undone.

use crate::{
    browser, client,
    i18n::{t, t_with},
    session::{Dialog, Question, session},
};
use estuary_api::Command;
use leptos::{prelude::*, task::spawn_local};

/// Key of the title.
pub(super) fn title(question: &Question) -> &'static str {
    match question {
        Question::Block(..) => "block",
        Question::Delete(_) => "delete-for-me",
        Question::ResetInvite => "invite-reset",
        Question::Link { .. } => "link-warning-title",
    }
}

/// The question, and both answers.
#[component]
pub(super) fn Ask(question: Question) -> impl IntoView {
    let session = session();
    let text = match &question {
        Question::Block(_, name) => t_with("request-block-question", [("name", name.as_str().into())]),
        Question::Delete(_) => t("delete-for-me-question"),
        Question::ResetInvite => t("invite-reset-question"),
        Question::Link { host, .. } => t_with("link-warning-text", [("host", host.as_str().into())]),
    };
    let yes = match &question {
        Question::Link { .. } => "link-open",
        other => title(other),
    };
    let url = match &question {
        Question::Link { href, .. } => Some(href.clone()),
        _ => None,
    };
    let agree = move |_| {
        session.dialog.set(None);
        match question.clone() {
            Question::Block(chat, _) => {
                session.leave();
                session.run(Command::BlockChat(chat));
            }
            Question::Delete(message) => session.run(Command::DeleteMessages(vec![message])),
            Question::ResetInvite => spawn_local(async move {
                match client::call(Command::ResetInvite).await {
                    Ok(_) => session.dialog.set(Some(Dialog::Invite)),
                    Err(problem) => session.problem.set(Some(problem)),
                }
            }),
            Question::Link { href, .. } => {
                if let Some(window) = browser::window() {
                    window.open_with_url_and_target_and_features(&href, "_blank", "noopener,noreferrer").ok();
                }
            }
        }
    };
    view! {
        <p dir="auto">{text}</p>
        {url.map(|url| view! { <p class="detail" dir="ltr">{url}</p> })}
        <footer>
            <button type="button" class="button" autofocus=true on:click=move |_| session.dialog.set(None)>{t("cancel")}</button>
            <button type="button" class="button danger" data-testid="agree" on:click=agree>{t(yes)}</button>
        </footer>
    }
}
