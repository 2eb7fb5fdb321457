//! The chats, newest first.

pub(super) mod actions;
mod row;

use super::{avatar::Avatar, found::FoundMessages, icon, shortcut::SEARCH};
use crate::{
    browser, client,
    i18n::t,
    place::Place,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, ChatKind, ChatListPage, ChatRow, Command, Reply, Search};
use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use row::Row;
use wasm_bindgen::JsCast;

/// Rows asked for at once.
const PAGE: u32 = 100;

/// List, search, and the ways to elsewhere.
#[component]
pub(super) fn ChatList() -> impl IntoView {
    let session = session();
    let query = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let page = RwSignal::new(ChatListPage::default());
    let loaded = RwSignal::new(false);
    let asked = StoredValue::new(0_u32);
    let archive = RwSignal::new(ChatListPage::default());
    let in_archive = RwSignal::new(false);
    Effect::new(move |_| {
        session.list_changed.track();
        spawn_local(async move {
            let all = Command::Chats(ChatCommand::Archived { offset: 0, limit: u32::MAX });
            if let Ok(Reply::ChatList(answer)) = client::call(all).await {
                archive.try_set(answer);
            }
        });
    });
    // The last one was taken out.
    Effect::new(move |_| {
        if archive.with(|archive| archive.rows.is_empty()) {
            in_archive.set(false);
        }
    });
    let shown = Memo::new(move |_| if in_archive.get() { archive.get() } else { page.get() });
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
    let ids = move || shown.with(|page| page.rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let stop = Memo::new(move |_| {
        shown.with(|page| {
            let here = match session.place.get() {
                Place::Chat(chat) => page.rows.iter().map(|row| row.id).find(|&id| id == chat),
                Place::List | Place::Settings | Place::Developer => None,
            };
            here.or_else(|| page.rows.first().map(|row| row.id))
        })
    });
    let more = move || !in_archive.get() && page.with(|page| page.total as usize > page.rows.len());
    view! {
        <Header query/>
        <ArchiveBar archive in_archive searching=Signal::derive(move || !query.with(String::is_empty))/>
        <nav class="chat-list" aria-label=move || t("chats") on:keydown=walk>
            <ul role="list">
                <For each=ids key=|id| *id let:id>
                    <Row row=Memo::new(move |_| {
                        shown.with(|page| page.rows.iter().find(|row: &&ChatRow| row.id == id).cloned())
                    }) stop/>
                </For>
            </ul>
            {move || more().then(|| view! {
                <button type="button" class="button quiet" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {t("load-older")}
                </button>
            })}
            {move || (!query.with(|query| query.trim().is_empty())).then(|| view! { <FoundMessages search=Signal::derive(move || Search { query: query.get(), ..Search::default() })/> })}
            {move || (loaded.get() && page.with(|page| page.rows.iter().all(|row| row.kind == ChatKind::Device)) && archive.with(|archive| archive.rows.is_empty()))
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
                data-testid="new-chat" on:click=move |_| session.dialog.set(Some(Dialog::NewChat))
            >
                <icon::Plus/>
            </button>
        </header>
    }
}

/// The way to the archive and back; nothing as long as it is empty.
#[component]
fn ArchiveBar(
    archive: RwSignal<ChatListPage>,
    in_archive: RwSignal<bool>,
    searching: Signal<bool>,
) -> impl IntoView {
    let count = Memo::new(move |_| archive.with(|archive| archive.rows.len() as u32));
    move || {
        (count.get() > 0 && !searching.get()).then(|| view! {
            <button
                type="button" class="archive-bar" data-testid="archived-chats" aria-pressed=move || in_archive.get().to_string()
                on:click=move |_| in_archive.update(|open| *open = !*open)
            >
                {move || if in_archive.get() { icon::Back().into_any() } else { icon::Archive().into_any() }}
                <span>{t("archive-chats")}</span>
                <small>{move || count.get()}</small>
            </button>
        })
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
