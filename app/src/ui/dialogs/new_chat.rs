//! Whom to write to.

use super::super::{icon, people::People};
use crate::{
    i18n::t,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, Command, Contact, ContactCommand};
use leptos::prelude::*;

/// The ways to something new, then people one knows.
#[component]
pub(super) fn NewChat() -> impl IntoView {
    let session = session();
    let to = move |dialog: Dialog| move |_| session.dialog.set(Some(dialog.clone()));
    let write = Callback::new(move |contact: Contact| {
        session.open_by(Command::Contacts(ContactCommand::Chat(contact.id)));
    });
    let saved = move |_| session.open_by(Command::Chats(ChatCommand::Saved));
    view! {
        <div class="ways">
            <button type="button" class="way" data-testid="open-invite" on:click=to(Dialog::Join(None))><icon::Code/>{t("join-title")}</button>
            <button type="button" class="way" data-testid="new-group" on:click=to(Dialog::NewGroup { channel: false })><icon::People/>{t("new-group")}</button>
            <button type="button" class="way" data-testid="new-channel" on:click=to(Dialog::NewGroup { channel: true })><icon::Channel/>{t("new-channel")}</button>
            <button type="button" class="way" data-testid="saved-messages" on:click=saved><icon::Bookmark/>{t("saved-messages")}</button>
        </div>
        <People on_choice=write/>
    }
}
