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
    let read = RwSignal::new(None::<Option<Contact>>);
    spawn_local(async move {
        let contact = match client::call(Command::Contacts(ContactCommand::ReadCard(id))).await {
            Ok(Reply::Card(contact)) => Some(contact),
            _ => None,
        };
        read.try_set(Some(contact));
    });
    let ask = move |_| {
        if let Some(Some(contact)) = read.get_untracked().filter(|_| !talk.is_selecting_untracked()) {
            talk.session.dialog.set(Some(Dialog::Card(id, contact)));
        }
    };
    move || {
        let contact = match read.get() {
            Some(None) => return view! { <FileChip id attachment=attachment.clone()/> }.into_any(),
            contact => contact.flatten(),
        };
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
