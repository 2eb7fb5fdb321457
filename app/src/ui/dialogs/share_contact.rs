//! Handing somebody on: their card becomes a draft; sending it is another decision.

use super::super::people::People;
use crate::{
    media,
    session::{Dialog, Handed, Session, session},
};
use estuary_api::{ChatId, Contact, ContactId};
use leptos::{prelude::*, task::spawn_local};

/// Whose card the draft of a chat is to have.
#[component]
pub(super) fn ShareContact(chat: ChatId) -> impl IntoView {
    let session = session();
    let choose = Callback::new(move |contact: Contact| hand_on(session, contact.id, Some(chat)));
    view! { <People on_choice=choose/> }
}

/// Puts the card of a contact into the draft of a chat, or asks of which.
pub(super) fn hand_on(session: Session, contact: ContactId, chat: Option<ChatId>) {
    spawn_local(async move {
        match media::card(contact).await {
            Ok((card, bytes)) => {
                let handed = Handed { files: vec![(card.name, bytes)], ..Handed::default() };
                let next = match chat {
                    Some(chat) => {
                        session.handed.set(Some((chat, handed)));
                        None
                    }
                    None => Some(Dialog::ToChat(handed)),
                };
                session.dialog.set(next);
            }
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
}
