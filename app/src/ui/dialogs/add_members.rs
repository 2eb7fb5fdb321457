//! Choosing new members of a group.

use super::super::{people::People, problem};
use crate::{
    client,
    i18n::t,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, ChatProfile, Command, Contact, ContactId, Problem};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeSet;

/// People who are not in it yet.
#[component]
pub(super) fn AddMembers(profile: ChatProfile) -> impl IntoView {
    let session = session();
    let chat = profile.row.id;
    let without = profile.members.iter().map(|member| member.id).collect::<Vec<_>>();
    let chosen = RwSignal::new(BTreeSet::<ContactId>::new());
    let failure = RwSignal::new(None::<Problem>);
    let toggle = Callback::new(move |contact: Contact| {
        chosen.update(|chosen| {
            if !chosen.remove(&contact.id) {
                chosen.insert(contact.id);
            }
        });
    });
    let add = move |_| {
        let members = chosen.with_untracked(|chosen| chosen.iter().copied().collect());
        spawn_local(async move {
            match client::call(Command::Chats(ChatCommand::AddMembers { chat, members })).await {
                Ok(_) => session.dialog.set(Some(Dialog::ChatProfile(chat))),
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    view! {
        <People on_choice=toggle chosen=chosen without=without/>
        {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
        <footer>
            <button type="button" class="button" on:click=move |_| session.dialog.set(Some(Dialog::ChatProfile(chat)))>{t("cancel")}</button>
            <button type="button" class="button primary" data-testid="add-chosen" prop:disabled=move || chosen.with(BTreeSet::is_empty) on:click=add>
                {t("members-add")}
            </button>
        </footer>
    }
}
