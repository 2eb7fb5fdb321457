//! What can be done with a message.

use super::super::{icon, problem};
use crate::{
    browser,
    i18n::t,
    session::{Dialog, Question, session},
};
use estuary_api::{Command, MessageRow, Problem};
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
    task::spawn_local,
};
use wasm_bindgen::JsCast;
use web_sys::Node;

/// A menu, and for a failed message its reason and *retry*.
#[component]
pub(super) fn Actions(
    row: MessageRow,
    text: String,
    failed: Option<Problem>,
    answering: RwSignal<Option<MessageRow>>,
) -> impl IntoView {
    let session = session();
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let id = row.id;
    let reply = move |_| {
        close();
        answering.set(Some(row.clone()));
        browser::focus("composer");
    };
    let copied = text.clone();
    let copy = move |_| {
        close();
        let text = copied.clone();
        spawn_local(async move {
            browser::copy(&text).await;
        });
    };
    let delete = move |_| {
        close();
        session.dialog.set(Some(Dialog::Ask(Question::Delete(id))));
    };
    let detail = failed.clone();
    let info = move |_| {
        close();
        session.dialog.set(Some(Dialog::Message(text.clone(), detail.clone())));
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    // Whoever goes elsewhere is done with it.
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = menu.get_untracked().is_none_or(|menu| to.is_none_or(|to| menu.contains(Some(&to))));
        if !inside {
            close();
        }
    };
    view! {
        <details class="menu message-menu" node_ref=menu on:keydown=escape on:focusout=left>
            <summary class="icon-button" aria-label=t("message-menu") data-testid="message-menu"><icon::More/></summary>
            // Focusable, because some browsers give a clicked button no focus: it must not count as elsewhere.
            <div class="menu-items" tabindex="-1">
                <button type="button" data-testid="reply" on:click=reply>{t("reply")}</button>
                <button type="button" on:click=copy>{t("copy-text")}</button>
                <button type="button" on:click=info>{t("message-info")}</button>
                <button type="button" class="danger" on:click=delete>{t("delete-for-me")}</button>
            </div>
        </details>
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
