//! Changing what a group or channel shows of itself.

use super::super::{problem, welcome::PictureField};
use crate::{
    client,
    i18n::t,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, ChatProfile, Command, Problem};
use leptos::{prelude::*, task::spawn_local};
use web_sys::SubmitEvent;

/// Name, picture, description.
#[component]
pub(super) fn EditChat(profile: ChatProfile) -> impl IntoView {
    let session = session();
    let chat = profile.row.id;
    let name = RwSignal::new(profile.row.name);
    let picture = RwSignal::new(profile.row.avatar);
    let description = RwSignal::new(profile.description);
    let failure = RwSignal::new(None::<Problem>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let title = name.get_untracked().trim().to_owned();
        if title.is_empty() {
            return;
        }
        let (avatar, description) = (picture.get_untracked(), description.get_untracked());
        let command = ChatCommand::SetProfile { chat, name: title, avatar, description };
        spawn_local(async move {
            match client::call(Command::Chats(command)).await {
                Ok(_) => session.dialog.set(Some(Dialog::ChatProfile(chat))),
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            <PictureField name picture failure/>
            <label class="field">
                <span>{t("name")}</span>
                <input type="text" maxlength="100" required=true data-testid="group-name" prop:value=name on:input:target=move |event| name.set(event.target().value())/>
            </label>
            <label class="field">
                <span>{t("description")}</span>
                <textarea rows="3" maxlength="2000" data-testid="group-description" prop:value=description on:input:target=move |event| description.set(event.target().value())></textarea>
            </label>
            {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
            <footer>
                <button type="button" class="button" on:click=move |_| session.dialog.set(Some(Dialog::ChatProfile(chat)))>{t("cancel")}</button>
                <button type="submit" class="button primary" data-testid="save-chat">{t("save")}</button>
            </footer>
        </form>
    }
}
