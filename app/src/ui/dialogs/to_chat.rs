//! Where what a mini app hands over is to go. It becomes a draft; sending it is another decision.

use super::super::{avatar::Avatar, problem};
use crate::{client, host::Chat, i18n::t, session::session};
use estuary_api::{ChatListPage, ChatRow, Command, FileKind, MediaCommand, NewFile, Problem, Reply};
use leptos::{prelude::*, task::spawn_local};

/// As many chats as a person looks through without searching.
const CHATS: u32 = 200;

/// The chats.
#[component]
pub(super) fn ToChat(chat: Chat) -> impl IntoView {
    let session = session();
    let page = RwSignal::new(ChatListPage::default());
    let failure = RwSignal::new(None::<Problem>);
    spawn_local(async move {
        match client::call(Command::ChatList { query: String::new(), offset: 0, limit: CHATS }).await {
            Ok(Reply::ChatList(found)) => drop(page.try_set(found)),
            Ok(_) => {}
            Err(problem) => drop(failure.try_set(Some(problem))),
        }
    });
    let choose = move |row: &ChatRow| {
        let (id, chat) = (row.id, chat.clone());
        spawn_local(async move {
            match draft(id, chat).await {
                Ok(()) => session.open(id),
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
        });
    };
    view! {
        {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
        <ul class="choices" data-testid="to-chat">
            {move || page.get().rows.into_iter().map(|row| {
                let (choose, chosen) = (choose.clone(), row.clone());
                let name = Signal::stored(row.name.clone());
                view! {
                    <li>
                        <button type="button" class="choice" data-testid="to-chat-row" on:click=move |_| choose(&chosen)>
                            <Avatar name color=Signal::stored(row.color) picture=Signal::stored(row.avatar.clone()) size="small"/>
                            <span dir="auto">{row.name}</span>
                        </button>
                    </li>
                }
            }).collect_view()}
        </ul>
        <footer>
            <button type="button" class="button" on:click=move |_| session.dialog.set(None)>{t("cancel")}</button>
        </footer>
    }
}

async fn draft(chat: estuary_api::ChatId, content: Chat) -> Result<(), Problem> {
    if let Some((name, bytes)) = content.file {
        let kind = match name.to_lowercase().ends_with(".xdc") {
            true => FileKind::App,
            false => FileKind::File,
        };
        let file = NewFile { name, media_type: String::new(), kind, size: None, duration: None, bytes };
        client::call(Command::Media(MediaCommand::SetDraft { chat, file: Some(file) })).await?;
    }
    client::call(Command::SetDraft { chat, text: content.text, quote: None }).await.map(drop)
}
