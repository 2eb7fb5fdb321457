//! What stands over everything else.

mod about_app;
mod add_members;
mod apps;
mod ask;
mod chat_profile;
mod choose_chat;
mod confirm;
mod contact_profile;
mod details;
mod edit_chat;
mod forward;
mod full;
mod gallery;
mod import;
mod invite;
mod join;
mod leave;
mod media;
mod new_chat;
mod new_group;
mod palette;
mod reactions;
mod search;
mod share_contact;
mod shortcuts;
mod spans;
mod to_chat;

use super::{focus, modal::Modal, viewer::Viewer};
use crate::{
    i18n::{self, t},
    session::{Dialog, session},
};
use about_app::AboutApp;
use add_members::AddMembers;
use apps::Apps;
use ask::Ask;
use chat_profile::ChatProfileCard;
use confirm::{Confirm, ConfirmCard};
use contact_profile::ContactProfileCard;
use details::MessageDetails;
use edit_chat::EditChat;
use forward::Forward;
use full::FullMessage;
use import::ImportFiles;
use invite::InviteCard;
use join::Join;
use leave::Leave;
use leptos::prelude::*;
use media::Media;
use new_chat::NewChat;
use new_group::NewGroup;
use palette::Palette;
use reactions::{ChooseReaction, Reactors};
use search::SearchMessages;
use share_contact::ShareContact;
use shortcuts::Shortcuts;
use spans::{Mute, Timer};
use to_chat::ToChat;

/// The open dialog, if there is one.
#[component]
pub(super) fn Dialogs() -> impl IntoView {
    let session = session();
    let close = Callback::new(move |()| session.dialog.set(None));
    focus::give_back(Signal::derive(move || session.dialog.with(Option::is_some)));
    let titled = move |key: &'static str| Signal::derive(move || t(key));
    move || {
        // Anew in another language.
        i18n::language();
        Some(match session.dialog.get()? {
            Dialog::Invite => view! {
                <Modal title=titled("invite-title") on_close=close><InviteCard/></Modal>
            }
            .into_any(),
            Dialog::Join(text) => view! {
                <Modal title=titled("join-title") on_close=close><Join text/></Modal>
            }
            .into_any(),
            Dialog::Confirm(text, invite) => view! {
                <Modal title=titled("join-title") on_close=close><Confirm text invite/></Modal>
            }
            .into_any(),
            Dialog::Ask(question) => view! {
                <Modal title=titled(ask::title(&question)) on_close=close><Ask question/></Modal>
            }
            .into_any(),
            Dialog::Leave(link) => view! {
                <Modal title=titled("leave-title") on_close=close><Leave link/></Modal>
            }
            .into_any(),
            Dialog::ToChat(handed) => view! {
                <Modal title=titled("to-chat-title") on_close=close><ToChat handed/></Modal>
            }
            .into_any(),
            Dialog::Apps(chat) => view! {
                <Modal title=titled(if chat.is_some() { "apps" } else { "apps-all" }) on_close=close><Apps chat/></Modal>
            }
            .into_any(),
            Dialog::Media(chat) => view! {
                <Modal title=titled(if chat.is_some() { "media" } else { "media-all" }) on_close=close><Media chat/></Modal>
            }
            .into_any(),
            Dialog::AboutApp(instance) => view! {
                <Modal title=titled("app-about") on_close=close><AboutApp instance/></Modal>
            }
            .into_any(),
            Dialog::Import(import) => view! {
                <Modal title=titled("import-title") on_close=close><ImportFiles import/></Modal>
            }
            .into_any(),
            Dialog::Message(row) => view! {
                <Modal title=titled("message-info") on_close=close><MessageDetails row/></Modal>
            }
            .into_any(),
            Dialog::FullMessage(message) => view! {
                <Modal title=titled("message-full") on_close=close><FullMessage message/></Modal>
            }
            .into_any(),
            Dialog::React(message) => view! {
                <Modal title=titled("react") on_close=close><ChooseReaction message/></Modal>
            }
            .into_any(),
            Dialog::Reactions(message) => view! {
                <Modal title=titled("reactions") on_close=close><Reactors message/></Modal>
            }
            .into_any(),
            Dialog::NewChat => view! {
                <Modal title=titled("new-chat") on_close=close><NewChat/></Modal>
            }
            .into_any(),
            Dialog::NewGroup { channel } => view! {
                <Modal title=titled(if channel { "new-channel" } else { "new-group" }) on_close=close><NewGroup channel/></Modal>
            }
            .into_any(),
            Dialog::CloneGroup(like) => view! {
                <Modal title=titled("clone-chat") on_close=close><NewGroup channel=false like/></Modal>
            }
            .into_any(),
            Dialog::ChatProfile(chat) => view! {
                <Modal title=titled("chat-profile") on_close=close><ChatProfileCard chat/></Modal>
            }
            .into_any(),
            Dialog::EditChat(profile) => view! {
                <Modal title=titled("edit-chat") on_close=close><EditChat profile/></Modal>
            }
            .into_any(),
            Dialog::AddMembers(profile) => view! {
                <Modal title=titled("members-add") on_close=close><AddMembers profile/></Modal>
            }
            .into_any(),
            Dialog::ChatInvite(chat) => view! {
                <Modal title=titled("chat-invite") on_close=close><InviteCard chat/></Modal>
            }
            .into_any(),
            Dialog::ContactProfile(contact) => view! {
                <Modal title=titled("contact-profile") on_close=close><ContactProfileCard contact/></Modal>
            }
            .into_any(),
            Dialog::ShareContact(chat) => view! {
                <Modal title=titled("share-contact") on_close=close><ShareContact chat/></Modal>
            }
            .into_any(),
            Dialog::Card(message, contact) => view! {
                <Modal title=titled("kind-card") on_close=close><ConfirmCard message contact/></Modal>
            }
            .into_any(),
            Dialog::Mute(chat) => view! {
                <Modal title=titled("mute") on_close=close><Mute chat/></Modal>
            }
            .into_any(),
            Dialog::Timer(chat, seconds) => view! {
                <Modal title=titled("timer") on_close=close><Timer chat seconds/></Modal>
            }
            .into_any(),
            Dialog::Forward(messages) => view! {
                <Modal title=titled("forward-to") on_close=close><Forward messages/></Modal>
            }
            .into_any(),
            Dialog::Search(chat, words) => view! {
                <Modal title=titled(search::title(chat)) on_close=close><SearchMessages chat words/></Modal>
            }
            .into_any(),
            Dialog::Palette => view! {
                <Modal title=titled("palette") on_close=close><Palette/></Modal>
            }
            .into_any(),
            Dialog::Shortcuts => view! {
                <Modal title=titled("shortcuts") on_close=close><Shortcuts/></Modal>
            }
            .into_any(),
            Dialog::Viewer(chat, message) => view! { <Viewer chat message/> }.into_any(),
        })
    }
}
