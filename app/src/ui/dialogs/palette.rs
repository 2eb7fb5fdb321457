//! Going anywhere by a few letters.

use super::{super::profiles::ProfileWays, choose_chat::ChooseChat};
use crate::{
    i18n::t,
    place::Place,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, ChatRow, Command};
use leptos::prelude::*;

/// Chats by name, and what else there is.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let session = session();
    let choose = Callback::new(move |row: ChatRow| session.open(row.id));
    let to = move |dialog: Dialog| move |_| session.dialog.set(Some(dialog.clone()));
    let settings = move |_| {
        session.dialog.set(None);
        session.go(Place::Settings);
    };
    let read = move |_| {
        session.dialog.set(None);
        session.run(Command::Chats(ChatCommand::MarkAllSeen(None)));
    };
    view! {
        <ChooseChat on_choice=choose/>
        <div class="palette-ways">
            <button type="button" class="button" on:click=to(Dialog::NewChat)>{t("new-chat")}</button>
            <button type="button" class="button" data-testid="palette-saved" on:click=move |_| session.open_by(Command::Chats(ChatCommand::Saved))>{t("saved-messages")}</button>
            <button type="button" class="button" data-testid="search-all" on:click=to(Dialog::Search(None, String::new()))>{t("search-all")}</button>
            <button type="button" class="button" data-testid="media-all" on:click=to(Dialog::Media(None))>{t("media-all")}</button>
            <button type="button" class="button" on:click=to(Dialog::Apps(None))>{t("apps-all")}</button>
            <button type="button" class="button" data-testid="palette-all-seen" on:click=read>{t("mark-all-seen")}</button>
            <ProfileWays/>
            <button type="button" class="button" on:click=settings>{t("settings")}</button>
            <button type="button" class="button" on:click=to(Dialog::Shortcuts)>{t("shortcuts")}</button>
        </div>
    }
}
