//! Who one talks to.

use super::super::{avatar::Avatar, icon, menu::Menu};
use crate::{
    i18n::t,
    session::{Dialog, Question, session},
};
use estuary_api::{ChatKind, ChatView};
use leptos::prelude::*;

/// Name, picture, verification, and the way back.
#[component]
pub(super) fn Head(view: RwSignal<Option<ChatView>>) -> impl IntoView {
    let session = session();
    let name = Signal::derive(move || {
        view.with(|view| view.as_ref().map(|view| view.row.name.clone())).unwrap_or_default()
    });
    let color = Signal::derive(move || view.with(|view| view.as_ref().map_or(0, |view| view.row.color)));
    let picture =
        Signal::derive(move || view.with(|view| view.as_ref().and_then(|view| view.row.avatar.clone())));
    let status =
        move || view.with(|view| view.as_ref()?.contact.as_ref().map(|contact| contact.status.clone()));
    let verified = move || view.with(|view| view.as_ref().is_some_and(|view| view.row.verified));
    let block = move |_| {
        if let Some(row) = view.with_untracked(|view| view.as_ref().map(|view| view.row.clone())) {
            session.dialog.set(Some(Dialog::Ask(Question::Block(row.id, row.name))));
        }
    };
    let single =
        move || view.with(|view| view.as_ref().is_some_and(|view| view.row.kind == ChatKind::Single));
    view! {
        <header class="chat-header">
            <button
                type="button" class="icon-button only-narrow" aria-label=move || t("back") data-testid="back"
                on:click=move |_| session.leave()
            >
                <icon::Back/>
            </button>
            <Avatar name color picture size="small"/>
            <div class="chat-header-text">
                <h1 dir="auto">
                    <span data-testid="chat-name">{name}</span>
                    {move || verified().then(|| view! {
                        <span class="verified" title=t("verified")><icon::Verified/><span class="visually-hidden">{t("verified")}</span></span>
                    })}
                </h1>
                {move || status().filter(|status| !status.is_empty()).map(|status| view! { <p dir="auto">{status}</p> })}
            </div>
            {move || single().then(|| view! {
                <Menu label=Signal::derive(|| t("chat-menu"))>
                    <button type="button" class="danger" on:click=block>{t("block")}</button>
                </Menu>
            })}
        </header>
    }
}
