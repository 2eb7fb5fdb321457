//! The chats, newest first.

pub(super) mod actions;
mod list;
mod row;
mod slots;
mod window;

pub(crate) use list::first_of_list;

use super::{
    avatar::Avatar,
    found::FoundMessages,
    icon,
    menu::{MenuButton, MenuItem, OpenMenu},
    shortcut::SEARCH,
    snapshot,
};
use crate::{
    browser,
    i18n::t,
    place::Place,
    session::{Dialog, session},
};
use estuary_api::{ChatCommand, Command, Picture, Search};
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use list::{List, Rows};
use wasm_bindgen::JsCast;
use window::Window;

/// List, search, and the ways to elsewhere.
#[component]
pub(super) fn ChatList() -> impl IntoView {
    let session = session();
    let query = RwSignal::new(String::new());
    let in_archive = RwSignal::new(false);
    let only_unread = RwSignal::new(false);
    let list = List::new(session, query, in_archive, only_unread);
    let archived = list.archived;
    let resized = window_event_listener(ev::resize, move |_| list.look_soon());
    on_cleanup(move || resized.remove());
    snapshot::keep(list.scroller, move || list.first_rows(), move || list.window.track());
    let searching = Memo::new(move |_| !query.with(|query| query.trim().is_empty()));
    let empty = Memo::new(move |_| list.loaded.get() && !list.window.with(Window::has_people));
    view! {
        <Header query in_archive only_unread/>
        <Show when=move || only_unread.get() fallback=move || view! { <ArchiveBar archived in_archive searching/> }>
            <UnreadBar only_unread/>
        </Show>
        <nav
            class="chat-list" aria-label=move || t("chats") tabindex="-1" node_ref=list.scroller
            on:scroll=move |_| list.look_soon() on:keydown=move |event| walk(list, &event)
        >
            <Rows list/>
            {move || searching.get().then(|| view! { <FoundMessages search=Signal::derive(move || Search { query: query.get(), ..Search::default() })/> })}
            {move || (empty.get() && (only_unread.get() || archived.get() == 0)).then(|| view! { <Empty searching=searching.get() unread=only_unread.get()/> })}
        </nav>
    }
}

#[component]
fn Header(query: RwSignal<String>, in_archive: RwSignal<bool>, only_unread: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let profile = move || session.profile.get();
    let name = Signal::derive(move || profile().map(|profile| profile.name).unwrap_or_default());
    let color = Signal::derive(move || profile().map(|profile| profile.color).unwrap_or_default());
    let picture = Signal::derive(move || profile().and_then(|profile| profile.avatar).map(Picture::Bytes));
    let menu = Callback::new(move |event| {
        let items = vec![
            MenuItem::new(
                "unread-only",
                || icon::Envelope().into_any(),
                move || {
                    in_archive.set(false);
                    only_unread.set(true);
                },
            ),
            MenuItem::new(
                "mark-all-seen",
                || icon::Ticks().into_any(),
                move || {
                    session.run(Command::Chats(ChatCommand::MarkAllSeen(None)));
                },
            ),
        ];
        session.menu.set(Some(OpenMenu::new(&event, "list-menu", items)));
    });
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
            <MenuButton label="list-menu" testid="list-menu" open=menu/>
        </header>
    }
}

/// The way to the archive and back; nothing as long as it is empty.
#[component]
fn ArchiveBar(archived: RwSignal<u32>, in_archive: RwSignal<bool>, searching: Memo<bool>) -> impl IntoView {
    let count = Memo::new(move |_| archived.get());
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

/// Says that only unread chats are shown, and leads back to all.
#[component]
fn UnreadBar(only_unread: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button" class="archive-bar" data-testid="unread-clear" aria-pressed="true"
            on:click=move |_| only_unread.set(false)
        >
            <icon::Back/>
            <span>{move || t("unread-only")}</span>
        </button>
    }
}

#[component]
fn Empty(searching: bool, unread: bool) -> impl IntoView {
    let session = session();
    if searching || unread {
        let key = if searching { "chats-no-match" } else { "unread-none" };
        return view! { <p class="empty" role="status">{move || t(key)}</p> }.into_any();
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

/// Keys go from chat to chat, and from one message that was found to the next.
fn walk(list: List, event: &KeyboardEvent) {
    let found = browser::focused().and_then(|active| active.closest(".found").ok()?);
    let Some(item) = found.and_then(|found| found.parent_element()) else { return list.walk(event) };
    let other = match event.key().as_str() {
        "ArrowDown" => item.next_element_sibling(),
        "ArrowUp" => item.previous_element_sibling(),
        _ => return,
    };
    let button = other.and_then(|other| other.query_selector("button").ok()?);
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        event.prevent_default();
        button.focus().ok();
    }
}
