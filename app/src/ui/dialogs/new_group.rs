//! Making a group or a channel.

use super::super::{people::People, problem, welcome::PictureField};
use crate::{browser, client, i18n::t, session::session};
use estuary_api::{ChatCommand, ChatProfile, Command, Contact, ContactId, Problem, Reply, SendId};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeSet;
use web_sys::SubmitEvent;

/// Name, picture, and for a group its members.
#[component]
pub(super) fn NewGroup(
    channel: bool,
    /// The group it is to begin as a copy of.
    #[prop(optional)]
    like: Option<ChatProfile>,
) -> impl IntoView {
    let session = session();
    let description = like.as_ref().map(|like| like.description.clone()).unwrap_or_default();
    let people = like.iter().flat_map(|like| &like.members).map(|contact| contact.id);
    let members = RwSignal::new(people.collect::<BTreeSet<ContactId>>());
    let (name, picture) = like.map(|like| (like.row.name, like.row.avatar)).unwrap_or_default();
    let (name, picture) = (RwSignal::new(name), RwSignal::new(picture));
    let failure = RwSignal::new(None::<Problem>);
    let working = RwSignal::new(false);
    // The same however often it is pressed.
    let id = SendId(browser::random());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, avatar) = (name.get_untracked().trim().to_owned(), picture.get_untracked());
        if name.is_empty() || working.get_untracked() {
            return;
        }
        working.set(true);
        failure.set(None);
        let command = if channel {
            ChatCommand::CreateChannel { id, name, avatar }
        } else {
            let members = members.with_untracked(|members| members.iter().copied().collect());
            ChatCommand::CreateGroup { id, name, avatar, description: description.clone(), members }
        };
        spawn_local(async move {
            match client::call(Command::Chats(command)).await {
                Ok(Reply::Chat(view)) => session.open(view.row.id),
                Ok(_) => {}
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
            working.try_set(false);
        });
    };
    let toggle = Callback::new(move |contact: Contact| {
        members.update(|members| {
            if !members.remove(&contact.id) {
                members.insert(contact.id);
            }
        });
    });
    view! {
        <form class="stack" on:submit=submit>
            <PictureField name picture failure/>
            <label class="field">
                <span>{t("name")}</span>
                <input
                    type="text" maxlength="100" required=true autofocus=true autocomplete="off" data-testid="group-name"
                    prop:value=name on:input:target=move |event| name.set(event.target().value())
                />
            </label>
            {if channel {
                view! { <p class="lead">{t("new-channel-hint")}</p> }.into_any()
            } else {
                view! { <h3>{t("members")}</h3> <People on_choice=toggle chosen=members/> }.into_any()
            }}
            {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
            <footer>
                <button type="button" class="button" on:click=move |_| session.dialog.set(None)>{t("cancel")}</button>
                <button type="submit" class="button primary" data-testid="create-group">{t(if channel { "new-channel-create" } else { "new-group-create" })}</button>
            </footer>
        </form>
    }
}
