//! Where one writes, the question of a contact request, or why nothing can be written.

use super::{
    super::{
        composer::{Composer, EditForm},
        problem,
    },
    talk::talk,
};
use crate::{
    i18n::{t, t_with},
    session::{Dialog, Question},
};
use estuary_api::{ChatKind, Command};
use leptos::prelude::*;

/// One of the three.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let talk = talk();
    let (session, view) = (talk.session, talk.view);
    let request = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.row.request)));
    let obstacle =
        Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.can_send.clone().err())));
    let name = move || {
        view.with_untracked(|view| view.as_ref().map(|view| view.row.name.clone())).unwrap_or_default()
    };
    let draft = view.with_untracked(|view| view.as_ref().map(|view| view.draft.clone())).unwrap_or_default();
    let block = move |_| session.dialog.set(Some(Dialog::Ask(Question::Block(talk.chat, name()))));
    let delete = move |_| session.dialog.set(Some(Dialog::Ask(Question::DeleteChat(talk.chat, name()))));
    let accept = move |_| session.run(Command::AcceptChat(talk.chat));
    move || {
        if request.get() {
            return view! {
                <div class="request" data-testid="request">
                    <p>{t_with("request-question", [("name", name().into())])}</p>
                    <button type="button" class="button primary" data-testid="accept" on:click=accept>
                        {t("request-accept")}
                    </button>
                    <button type="button" class="button" data-testid="request-delete" on:click=delete>{t("delete")}</button>
                    <button type="button" class="button danger" on:click=block>{t("request-block")}</button>
                </div>
            }
            .into_any();
        }
        match obstacle.get() {
            // That nobody answers there is clear, and said in its head.
            Some(_) if talk.kind_untracked() == Some(ChatKind::Device) => ().into_any(),
            Some(obstacle) => {
                view! { <p class="obstacle" data-testid="obstacle">{problem::explain(obstacle.kind)}</p> }
                    .into_any()
            }
            // What is written waits until what is edited is done.
            None => view! {
                {move || talk.editing.get().map(|(message, text)| view! { <EditForm message text/> })}
                <div class="foot" hidden=move || talk.editing.with(Option::is_some)>
                    <Composer draft=draft.clone()/>
                </div>
            }
            .into_any(),
        }
    }
}
