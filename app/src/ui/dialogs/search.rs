//! Looking for messages: by words, by who wrote them, and by what they bring along.

use super::super::{found::FoundMessages, icon};
use crate::{client, i18n::t, session::session};
use estuary_api::{
    ChatCommand, ChatId, Command, Contact, ContactCommand, ContactId, Problem, Reply, Search, SearchKind,
    Sender,
};
use leptos::{prelude::*, task::spawn_local};

/// Kinds by their names in the list of choices, with the key of what a person reads.
const KINDS: [(SearchKind, &str); 7] = [
    (SearchKind::Pictures, "media-pictures"),
    (SearchKind::Videos, "found-videos"),
    (SearchKind::Sounds, "media-sounds"),
    (SearchKind::Files, "media-files"),
    (SearchKind::Links, "found-links"),
    (SearchKind::Apps, "apps"),
    (SearchKind::Cards, "found-cards"),
];
/// Stands for oneself in the list of people.
const ME: &str = "me";

/// What the search is called.
pub(super) fn title(chat: Option<ChatId>) -> &'static str {
    if chat.is_some() { "search-messages" } else { "search-all" }
}

/// A field, two choices, and what was found: in one chat, or in all.
#[component]
pub(super) fn SearchMessages(
    chat: Option<ChatId>,
    /// What is looked for at first.
    words: String,
) -> impl IntoView {
    let session = session();
    let search = RwSignal::new(Search { chat, query: words.clone(), ..Search::default() });
    let people = RwSignal::new(Vec::<Contact>::new());
    spawn_local(async move {
        match writers(chat).await {
            Ok(found) => drop(people.try_set(found)),
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
    let from = move |value: String| {
        let sender = match value.as_str() {
            ME => Some(Sender::Me),
            number => number.parse().ok().map(|number| Sender::Contact(ContactId(number))),
        };
        search.update(|search| search.from = sender);
    };
    let kind = move |value: String| {
        let chosen = KINDS.into_iter().find(|(_, key)| *key == value).map(|(kind, _)| kind);
        search.update(|search| search.kind = chosen);
    };
    view! {
        <div class="stack walked">
            <label class="search">
                <icon::Search/>
                <span class="visually-hidden">{t(title(chat))}</span>
                <input
                    type="text" inputmode="search" placeholder=t(title(chat)) autocomplete="off" autofocus=true value=words data-testid="chat-search"
                    on:input:target=move |event| search.update(|search| search.query = event.target().value())
                />
            </label>
            <div class="search-choices">
                <label class="field">
                    <span>{t("found-from")}</span>
                    <select data-testid="search-from" on:change:target=move |event| from(event.target().value())>
                        <option value="">{t("found-anybody")}</option>
                        <option value=ME>{t("you")}</option>
                        {move || people.get().into_iter().map(|contact| view! {
                            <option value=contact.id.to_string()>{contact.name}</option>
                        }).collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span>{t("found-kind")}</span>
                    <select data-testid="search-kind" on:change:target=move |event| kind(event.target().value())>
                        <option value="">{t("found-anything")}</option>
                        {KINDS.map(|(_, key)| view! { <option value=key>{t(key)}</option> })}
                    </select>
                </label>
            </div>
            <div class="scrolled"><FoundMessages search counted=true/></div>
        </div>
    }
}

/// Those who may have written: in a chat the others of it, otherwise everybody known.
async fn writers(chat: Option<ChatId>) -> Result<Vec<Contact>, Problem> {
    let Some(chat) = chat else {
        let everybody = Command::Contacts(ContactCommand::List { query: String::new() });
        return Ok(match client::call(everybody).await? {
            Reply::Contacts(contacts) => contacts,
            _ => Vec::new(),
        });
    };
    if let Reply::Chat(view) = client::call(Command::Chat(chat)).await?
        && let Some(contact) = view.contact
    {
        return Ok(vec![contact]);
    }
    Ok(match client::call(Command::Chats(ChatCommand::Profile(chat))).await? {
        Reply::ChatProfile(profile) => profile.members.into_iter().chain(profile.past).collect(),
        _ => Vec::new(),
    })
}
