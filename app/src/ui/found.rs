//! Messages that were found.

use super::message::summary_of;
use crate::{client, format, i18n::t, session::session};
use estuary_api::{ChatId, Command, Found, MessageCommand, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Messages shown at the most.
const MOST: u32 = 50;

/// Looks for messages while the query changes; a click shows one in its chat.
#[component]
pub(super) fn FoundMessages(
    #[prop(into)] query: Signal<String>,
    /// Only in this chat.
    #[prop(optional)]
    chat: Option<ChatId>,
) -> impl IntoView {
    let session = session();
    let found = RwSignal::new(Vec::<Found>::new());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let query = query.get().trim().to_owned();
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        if query.is_empty() {
            return found.set(Vec::new());
        }
        let command = Command::Message(MessageCommand::Search { query, chat, limit: MOST });
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first.
                Ok(Reply::Found(answer)) if asked.try_get_value() == Some(number) => found.set(answer),
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    let row = move |Found { chat: place, chat_name, row }: Found| {
        let id = row.id;
        let (from, text) = summary_of(&row);
        let title = if chat.is_some() { from } else { chat_name };
        let parts = format::highlighted(&text, &query.get_untracked());
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
    move || {
        let all = found.get();
        (!all.is_empty()).then(|| {
            view! {
                <section aria-label=t("messages-found")>
                    <h2 class="list-title">{t("messages-found")}</h2>
                    <ul role="list">{all.into_iter().map(row).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    }
}
