//! Somebody who was handed on by a card.

use super::{
    super::{conversation::talk, person::Person},
    file::FileChip,
};
use crate::{client, i18n::t, session::Dialog};
use estuary_api::{Attachment, Command, Contact, ContactCommand, MessageId, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Who it is; a click asks whether to chat. What cannot be read as a card is a file.
#[component]
pub(super) fn CardBlock(id: MessageId, attachment: Attachment) -> impl IntoView {
    let talk = talk();
    // Nobody, once it is known that it cannot be read.
    let read = RwSignal::new(None::<Vec<Contact>>);
    spawn_local(async move {
        let people = match client::call(Command::Contacts(ContactCommand::ReadCard(id))).await {
            Ok(Reply::Contacts(people)) => people,
            _ => Vec::new(),
        };
        read.try_set(Some(people));
    });
    let person = move || read.get().into_iter().flatten().next();
    let ask = move |_| {
        if let Some(contact) = untrack(person).filter(|_| !talk.is_selecting_untracked()) {
            talk.session.dialog.set(Some(Dialog::Card(id, contact)));
        }
    };
    move || {
        let contact = person();
        if contact.is_none() && read.with(Option::is_some) {
            return view! { <FileChip id attachment=attachment.clone()/> }.into_any();
        }
        let key = contact.as_ref().map(|contact| !contact.fingerprint.is_empty());
        view! {
            <button type="button" class="person" data-testid="card" disabled=key != Some(true) on:click=ask>
                <span class="visually-hidden">{t("kind-card")}</span>
                {contact.map(|contact| view! { <Person contact/> })}
            </button>
            {(key == Some(false)).then(|| view! { <p class="attachment-fault" data-testid="card-no-key">{t("card-no-key")}</p> })}
        }
        .into_any()
    }
}
