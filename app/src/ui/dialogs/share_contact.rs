//! Handing somebody on: their card becomes a draft; sending it is another decision.

use super::super::people::People;
use crate::{
    media,
    session::{Handed, Session, session},
};
use estuary_api::{ChatId, Contact, ContactId};
use leptos::{prelude::*, task::spawn_local};

/// Whose card the draft of a chat is to have.
#[component]
pub(super) fn ShareContact(chat: ChatId) -> impl IntoView {
    let session = session();
    let choose = Callback::new(move |contact: Contact| {
        let keep = move |card| {
            session.handed.set(Some((chat, card)));
            session.dialog.set(None);
        };
        hand_on(session, contact.id, Callback::new(keep));
    });
    view! { <People on_choice=choose/> }
}

/// Does something with the card of a contact.
pub(super) fn hand_on(session: Session, contact: ContactId, then: Callback<Handed>) {
    spawn_local(async move {
        match media::card(contact).await {
            Ok((card, bytes)) => then.run(Handed { text: String::new(), files: vec![(card.name, bytes)] }),
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
}
