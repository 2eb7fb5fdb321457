//! Messages that were found.

use super::{message::summary_of, rows::rows};
use crate::{
    client, format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{Command, Found, MessageCommand, Reply, Search};
use leptos::{html, prelude::*, task::spawn_local};
use std::time::Duration;
use web_sys::Element;

/// Messages shown at the most.
const MOST: u32 = 50;
/// Those that fill a screen are painted before more are made.
const SCREEN: usize = 8;
const FIRST_LOOK: Duration = Duration::from_millis(100);

/// What was found, by which question.
#[derive(Clone)]
struct Answer {
    number: u32,
    found: Vec<Found>,
    /// So many of them are shown.
    shown: usize,
}

/// Looks for messages while what is wanted changes; a click shows one in its chat.
#[component]
pub(super) fn FoundMessages(
    #[prop(into)] search: Signal<Search>,
    /// Says how many there are.
    #[prop(optional)]
    counted: bool,
) -> impl IntoView {
    let session = session();
    let answer = RwSignal::new(None::<Answer>);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let search = Search { limit: MOST, ..search.get() };
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        if search.query.trim().is_empty() && search.from.is_none() && search.kind.is_none() {
            return answer.set(None);
        }
        let command = Command::Message(MessageCommand::Search(search));
        // A later question may be answered first.
        let is_last = move || asked.try_get_value() == Some(number);
        spawn_local(async move {
            match client::call(command).await {
                Ok(Reply::Found(found)) if is_last() => {
                    answer.set(Some(Answer { number, found, shown: SCREEN }));
                    let show_all = move || {
                        if is_last() {
                            answer.update(|answer| {
                                answer.iter_mut().for_each(|answer| answer.shown = usize::MAX)
                            });
                        }
                    };
                    set_timeout(show_all, FIRST_LOOK);
                }
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
    let list = NodeRef::<html::Ul>::new();
    rows(
        move || list.get().map(Element::from),
        move || {
            answer.with(|answer| {
                let shown = answer.iter().flat_map(|answer| {
                    (0..answer.found.len().min(answer.shown)).map(|place| (answer.number, place))
                });
                shown.collect()
            })
        },
        move |(_, place)| {
            let found = answer.with_untracked(|answer| answer.as_ref()?.found.get(place).cloned());
            found.map(row)
        },
    );
    let count = move || {
        answer.with(|answer| answer.as_ref().map(|answer| answer.found.len())).filter(|_| counted).map(
            |count| {
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                match count {
                    MOST.. => t_with("found-newest", [("count", MOST.into())]),
                    _ => t_with("found-count", [("count", count.into())]),
                }
            },
        )
    };
    let any = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().is_some_and(|answer| !answer.found.is_empty()))
    });
    let section = move || {
        any.get().then(|| {
            view! {
                <section aria-label=move || t("messages-found")>
                    <h2 class="list-title">{move || t("messages-found")}</h2>
                    <ul role="list" node_ref=list/>
                </section>
            }
        })
    };
    view! {
        {counted.then(|| view! { <p class="found-count" role="status" data-testid="found-count">{count}</p> })}
        {section}
    }
}
