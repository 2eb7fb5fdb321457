//! Messages that were found.

use super::message::summary_of;
use crate::{
    client, format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{Command, Found, MessageCommand, Reply, Search};
use leptos::{prelude::*, task::spawn_local};

/// Messages shown at the most.
const MOST: u32 = 50;

/// Looks for messages while what is wanted changes; a click shows one in its chat.
#[component]
pub(super) fn FoundMessages(
    #[prop(into)] search: Signal<Search>,
    /// Says how many there are.
    #[prop(optional)]
    counted: bool,
) -> impl IntoView {
    let session = session();
    let found = RwSignal::new(None::<Vec<Found>>);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let search = Search { limit: MOST, ..search.get() };
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        if search.query.trim().is_empty() && search.from.is_none() && search.kind.is_none() {
            return found.set(None);
        }
        let command = Command::Message(MessageCommand::Search(search));
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first.
                Ok(Reply::Found(answer)) if asked.try_get_value() == Some(number) => found.set(Some(answer)),
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    let row = move |Found { chat: place, chat_name, row }: Found| {
        let id = row.id;
        let (from, text) = summary_of(&row);
        let (query, chat) = search.with_untracked(|search| (search.query.clone(), search.chat));
        let title = if chat.is_some() { from } else { chat_name };
        let parts = format::highlighted(&text, &query);
        let parts = parts
            .into_iter()
            .map(|(part, hit)| if hit { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() });
        view! {
            <li>
                <button type="button" class="found" data-testid="found" on:click=move |_| session.open_at(place, id)>
                    <strong dir="auto">{title}</strong>
                    <time>{format::short(row.time)}</time>
                    <span dir="auto">{parts.collect::<Vec<_>>()}</span>
                </button>
            </li>
        }
    };
    let count = move || {
        found.get().filter(|_| counted).map(|all| {
            let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
            match count {
                MOST.. => t_with("found-newest", [("count", MOST.into())]),
                _ => t_with("found-count", [("count", count.into())]),
            }
        })
    };
    let rows = move || {
        found.get().filter(|all| !all.is_empty()).map(|all| {
            view! {
                <section aria-label=t("messages-found")>
                    <h2 class="list-title">{t("messages-found")}</h2>
                    <ul role="list">{all.into_iter().map(row).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    };
    view! {
        {counted.then(|| view! { <p class="found-count" role="status" data-testid="found-count">{count}</p> })}
        {rows}
    }
}
