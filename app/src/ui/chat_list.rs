//! The chats, newest first.

mod row;

use super::{avatar::Avatar, icon};
use crate::{
    browser, client,
    i18n::t,
    place::Place,
    session::{Dialog, session},
};
use estuary_api::{ChatListPage, ChatRow, Command, Reply};
use gloo_events::{EventListener, EventListenerOptions};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use row::Row;
use wasm_bindgen::JsCast;

/// Rows asked for at once.
const PAGE: u32 = 100;
const SEARCH: &str = "chat-search";

/// List, search, and the ways to elsewhere.
#[component]
pub(super) fn ChatList() -> impl IntoView {
    let session = session();
    let query = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let page = RwSignal::new(ChatListPage::default());
    let loaded = RwSignal::new(false);
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        session.list_changed.track();
        let command = Command::ChatList { query: query.get(), offset: 0, limit: limit.get() };
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        spawn_local(async move {
            match client::call(command).await {
                // A later question may have been answered first.
                Ok(Reply::ChatList(answer)) if asked.try_get_value() == Some(number) => {
                    if query.with_untracked(String::is_empty) {
                        session.unread.set(answer.unread);
                    }
                    page.set(answer);
                    loaded.set(true);
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    focus_search_on_shortcut();
    let ids = move || page.with(|page| page.rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let stop = Memo::new(move |_| {
        page.with(|page| {
            let here = match session.place.get() {
                Place::Chat(chat) => page.rows.iter().map(|row| row.id).find(|&id| id == chat),
                Place::List | Place::Settings | Place::Developer => None,
            };
            here.or_else(|| page.rows.first().map(|row| row.id))
        })
    });
    let more = move || page.with(|page| page.total as usize > page.rows.len());
    view! {
        <Header query/>
        <nav class="chat-list" aria-label=move || t("chats") on:keydown=walk>
            <ul role="list">
                <For each=ids key=|id| *id let:id>
                    <Row row=Memo::new(move |_| {
                        page.with(|page| page.rows.iter().find(|row: &&ChatRow| row.id == id).cloned())
                    }) stop/>
                </For>
            </ul>
            {move || more().then(|| view! {
                <button type="button" class="button quiet" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {t("load-older")}
                </button>
            })}
            {move || (loaded.get() && page.with(|page| page.rows.is_empty()))
                .then(|| view! { <Empty searching=!query.with(String::is_empty)/> })}
        </nav>
    }
}

#[component]
fn Header(query: RwSignal<String>) -> impl IntoView {
    let session = session();
    let profile = move || session.profile.get();
    let name = Signal::derive(move || profile().map(|profile| profile.name).unwrap_or_default());
    let color = Signal::derive(move || profile().map(|profile| profile.color).unwrap_or_default());
    let picture = Signal::derive(move || profile().and_then(|profile| profile.avatar));
    view! {
        <header class="list-header">
            <h1 class="visually-hidden">{move || t("chats")}</h1>
            <button
                type="button" class="icon-button" aria-label=move || t("settings") data-testid="settings"
                on:click=move |_| session.go(Place::Settings)
            >
                <Avatar name color picture size="small"/>
            </button>
            <label class="search">
                <icon::Search/>
                <span class="visually-hidden">{move || t("search")}</span>
                <input
                    id=SEARCH type="search" placeholder=move || t("search") autocomplete="off"
                    prop:value=query on:input:target=move |event| query.set(event.target().value())
                />
            </label>
            <button
                type="button" class="icon-button" aria-label=move || t("invite-show") title=move || t("invite-show")
                data-testid="show-invite" on:click=move |_| session.dialog.set(Some(Dialog::Invite))
            >
                <icon::Code/>
            </button>
            <button
                type="button" class="icon-button accent" aria-label=move || t("new-chat") title=move || t("new-chat")
                data-testid="new-chat" on:click=move |_| session.dialog.set(Some(Dialog::Join(None)))
            >
                <icon::Plus/>
            </button>
        </header>
    }
}

#[component]
fn Empty(searching: bool) -> impl IntoView {
    let session = session();
    if searching {
        return view! { <p class="empty">{move || t("chats-no-match")}</p> }.into_any();
    }
    view! {
        <div class="empty">
            <h2>{move || t("chats-empty-title")}</h2>
            <p>{move || t("chats-empty-text")}</p>
            <button type="button" class="button primary" on:click=move |_| session.dialog.set(Some(Dialog::Invite))>
                {move || t("invite-show")}
            </button>
            <button type="button" class="button" on:click=move |_| session.dialog.set(Some(Dialog::Join(None)))>
                {move || t("join-title")}
            </button>
        </div>
    }
    .into_any()
}

/// Arrow keys go from chat to chat.
fn walk(event: KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        _ => return,
    };
    let document = browser::window().and_then(|window| window.document());
    let item = document
        .and_then(|document| document.active_element())
        .and_then(|active| active.closest("li").ok()?);
    let Some(item) = item else { return };
    let other = if forward { item.next_element_sibling() } else { item.previous_element_sibling() };
    let button = other.and_then(|other| other.query_selector("button").ok()?);
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        button.focus().ok();
    }
}

/// Ctrl+K, and `/` outside of fields.
fn focus_search_on_shortcut() {
    let Some(window) = browser::window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&window, "keydown", options, |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let typing = target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        let palette = (event.ctrl_key() || event.meta_key()) && event.key() == "k";
        if palette || (event.key() == "/" && !typing) {
            event.prevent_default();
            browser::focus(SEARCH);
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
}
