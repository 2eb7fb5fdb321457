//! Choosing a chat by its name.

use super::super::{avatar::Avatar, icon};
use crate::{client, format, i18n::t, session::session};
use estuary_api::{ChatRow, Command, Reply};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};

/// Chats shown at once; search finds the others.
const PAGE: u32 = 60;

/// Calls back with the chat.
#[component]
pub(super) fn ChooseChat(on_choice: Callback<ChatRow>) -> impl IntoView {
    let session = session();
    let query = RwSignal::new(String::new());
    let rows = RwSignal::new(Vec::<ChatRow>::new());
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let command = Command::ChatList { query: query.get(), unread: false, offset: 0, limit: PAGE };
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first.
                Ok(Reply::ChatList(page)) if asked.try_get_value() == Some(number) => rows.set(page.rows),
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    // Who knows the name needs no other keys.
    let key = move |event: KeyboardEvent| {
        if let Some(first) =
            rows.with_untracked(|rows| rows.first().cloned()).filter(|_| event.key() == "Enter")
        {
            event.prevent_default();
            on_choice.run(first);
        }
    };
    let row = move |row: ChatRow| {
        let (given, name) = (row.clone(), format::chat_name(&row));
        let ChatRow { color, avatar, .. } = row;
        view! {
            <li>
                <button type="button" class="person" data-testid="choose-chat" on:click=move |_| on_choice.run(given.clone())>
                    <Avatar name=name.clone() color picture=avatar size="small"/><span dir="auto">{name}</span>
                </button>
            </li>
        }
    };
    view! {
        <div class="stack walked">
            <label class="search">
                <icon::Search/>
                <span class="visually-hidden">{t("search")}</span>
                <input
                    type="text" inputmode="search" placeholder=t("search") autocomplete="off" autofocus=true data-testid="choose-chat-search"
                    prop:value=query on:input:target=move |event| query.set(event.target().value()) on:keydown=key
                />
            </label>
            <ul role="list" class="people scrolled">{move || rows.get().into_iter().map(row).collect::<Vec<_>>()}</ul>
        </div>
    }
}
