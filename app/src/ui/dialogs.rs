//! What stands over everything else.

mod ask;
mod confirm;
mod invite;
mod join;
mod leave;
mod to_chat;

use super::{modal::Modal, problem};
use crate::{
    browser,
    i18n::t,
    session::{Dialog, session},
};
use ask::Ask;
use confirm::Confirm;
use invite::InviteCard;
use join::Join;
use leave::Leave;
use leptos::prelude::*;
use to_chat::ToChat;
use web_sys::HtmlElement;

/// The open dialog, if there is one.
#[component]
pub(super) fn Dialogs() -> impl IntoView {
    let session = session();
    let close = Callback::new(move |()| session.dialog.set(None));
    return_focus(session.dialog);
    let titled = move |key: &'static str| Signal::derive(move || t(key));
    move || {
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
            Dialog::ToChat(chat) => view! {
                <Modal title=titled("to-chat-title") on_close=close><ToChat chat/></Modal>
            }
            .into_any(),
            Dialog::Message(text, failed) => view! {
                <Modal title=titled("message-info") on_close=close>
                    {failed.map(|failed| view! { <problem::Text problem=failed/> })}
                    <p class="text selectable" dir="auto">{text}</p>
                </Modal>
            }
            .into_any(),
        })
    }
}

/// Gives the focus back to where it was before the first of a row of dialogs.
fn return_focus(dialog: RwSignal<Option<Dialog>>) {
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |was_open: Option<bool>| {
        let open = dialog.with(Option::is_some);
        match (was_open.unwrap_or_default(), open) {
            (false, true) => before.set_value(browser::focused()),
            (true, false) => {
                if let Some(Some(element)) = before.try_update_value(Option::take) {
                    element.focus().ok();
                }
            }
            _ => {}
        }
        open
    });
}
