//! People whose messages are not shown.

use super::super::{focus, person::Person};
use crate::{client, i18n::t, session::session};
use estuary_api::{Command, Contact, ContactCommand, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Each with a way back.
#[component]
pub(super) fn BlockedPeople() -> impl IntoView {
    let session = session();
    let people = RwSignal::new(Vec::<Contact>::new());
    let refresh = move || {
        spawn_local(async move {
            match client::call(Command::Contacts(ContactCommand::Blocked)).await {
                Ok(Reply::Contacts(blocked)) => {
                    people.try_set(blocked);
                    focus::rescue_soon();
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    refresh();
    let unblock = move |contact| {
        spawn_local(async move {
            let command = ContactCommand::Block { contact, blocked: false };
            match client::call(Command::Contacts(command)).await {
                Ok(_) => refresh(),
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    };
    let row = move |contact: Contact| {
        let id = contact.id;
        view! {
            <li class="person" data-testid="blocked">
                <Person contact/>
                <button type="button" class="button person-end" data-testid="unblock" on:click=move |_| unblock(id)>{move || t("unblock")}</button>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{move || t("blocked-people")}</h2>
            {move || {
                let people = people.get();
                if people.is_empty() {
                    view! { <p class="lead">{move || t("blocked-none")}</p> }.into_any()
                } else {
                    view! { <ul role="list" class="people">{people.into_iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
                }
            }}
        </section>
    }
}
