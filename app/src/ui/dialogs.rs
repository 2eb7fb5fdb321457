//! What stands over everything else.

mod ask;
mod confirm;
mod invite;
mod join;

use super::{modal::Modal, problem};
use crate::{
    i18n::t,
    session::{Dialog, session},
};
use ask::Ask;
use confirm::Confirm;
use invite::InviteCard;
use join::Join;
use leptos::prelude::*;

/// The open dialog, if there is one.
#[component]
pub(super) fn Dialogs() -> impl IntoView {
    let session = session();
    let close = Callback::new(move |()| session.dialog.set(None));
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
