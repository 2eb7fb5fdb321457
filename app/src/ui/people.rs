//! People one can write to, with search: to go to one, or to choose several.

use super::{icon, person::Person};
use crate::{client, i18n::t, session::session};
use estuary_api::{Command, Contact, ContactCommand, ContactId, Reply};
use leptos::{prelude::*, task::spawn_local};
use std::collections::BTreeSet;

/// A list of people; a click calls back.
#[component]
pub(super) fn People(
    on_choice: Callback<Contact>,
    /// Those who are chosen, where several can be.
    #[prop(optional)]
    chosen: Option<RwSignal<BTreeSet<ContactId>>>,
    /// Those who are not shown.
    #[prop(default = Vec::new())]
    without: Vec<ContactId>,
) -> impl IntoView {
    let session = session();
    let query = RwSignal::new(String::new());
    let people = RwSignal::new(None::<Vec<Contact>>);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let command = Command::Contacts(ContactCommand::List { query: query.get() });
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first.
                Ok(Reply::Contacts(found)) if asked.try_get_value() == Some(number) => {
                    people.set(Some(found))
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    let shown = Memo::new(move |_| {
        people
            .get()
            .map(|people| people.into_iter().filter(|one| !without.contains(&one.id)).collect::<Vec<_>>())
    });
    let row = move |contact: Contact| {
        let id = contact.id;
        let given = contact.clone();
        let checked = move || chosen.map(|chosen| chosen.with(|chosen| chosen.contains(&id)));
        view! {
            <li>
                <button
                    type="button" class="person" data-testid="person"
                    aria-pressed=move || checked().map(|checked| checked.to_string())
                    on:click=move |_| on_choice.run(given.clone())
                >
                    <Person contact/>
                    {move || (checked() == Some(true)).then(|| view! { <span class="person-end"><icon::Select/></span> })}
                </button>
            </li>
        }
    };
    view! {
        <div class="stack walked">
            <SearchField query label="people-search"/>
            {move || shown.get().map(|people| if people.is_empty() {
                view! { <p class="empty">{t("people-none")}</p> }.into_any()
            } else {
                view! { <ul role="list" class="people scrolled">{people.into_iter().map(row).collect::<Vec<_>>()}</ul> }.into_any()
            })}
        </div>
    }
}

/// Where one types what is looked for.
#[component]
pub(super) fn SearchField(
    query: RwSignal<String>,
    /// Key of its name, and its name for tests.
    label: &'static str,
) -> impl IntoView {
    view! {
        <label class="search">
            <icon::Search/>
            <span class="visually-hidden">{t(label)}</span>
            <input
                type="text" inputmode="search" placeholder=t(label) autocomplete="off" data-testid=label
                prop:value=query on:input:target=move |event| query.set(event.target().value())
            />
        </label>
    }
}
