//! A chat: head, messages, and what one can do.

mod feed;
mod foot;
mod head;
mod pinned;
mod place;
mod selection;
mod talk;
mod way;
mod window;

use crate::{browser, client, format, i18n::t_with, session::session, ui::focus};
use estuary_api::{ChatId, ChatKind, Command, Reply};
use feed::{Feed, first_of_chat};
use foot::Foot;
use head::Head;
use leptos::{ev::DragEvent, prelude::*, task::spawn_local};
use pinned::PinnedBar;
use selection::SelectionBar;
pub(super) use talk::{Talk, talk};

/// One chat; another one is another component.
#[component]
pub(super) fn Conversation(chat: ChatId) -> impl IntoView {
    let session = session();
    let talk = Talk::new(chat);
    provide_context(talk);
    let view = talk.view;
    let changed = Memo::new(move |old: Option<&u32>| {
        let (which, count) = session.chat_changed.get();
        if which.is_none_or(|which| which == chat) { count } else { old.copied().unwrap_or_default() }
    });
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        changed.get();
        spawn_local(async move {
            match client::call(Command::Chat(chat)).await {
                Ok(Reply::Chat(answer)) => {
                    if view.try_with_untracked(Option::is_none) == Some(true) {
                        talk.answering.try_set(answer.draft_quote.clone());
                        focus::rescue_soon();
                    }
                    view.try_set(Some(answer));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
        if before.is_none() {
            client::ask_ahead(first_of_chat(chat));
        }
    });
    // What was handed over from elsewhere for this chat.
    Effect::new(move |_| {
        let here = session.handed.with(|handed| handed.as_ref().is_some_and(|(place, _)| *place == chat));
        // What the draft has already is known then.
        if here
            && view.with(Option::is_some)
            && let Some((_, handed)) = session.handed.try_update(Option::take).flatten()
        {
            talk.take(handed);
        }
    });
    Effect::new(move |_| {
        if let Some((_, message)) = session.target.get().filter(|(place, _)| *place == chat) {
            session.target.set(None);
            talk.wanted.set(Some(message));
        }
    });
    let single = move || talk.kind() == Some(ChatKind::Single);
    let known = Memo::new(move |_| view.with(Option::is_some));
    let dragging = RwSignal::new(false);
    let over = move |event: DragEvent| {
        if talk.can_send() && carries_files(&event) {
            event.prevent_default();
            dragging.set(true);
        }
    };
    let dropped = move |event: DragEvent| {
        dragging.set(false);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()).filter(|_| talk.can_send()) {
            event.prevent_default();
            talk.attach(browser::listed(Some(files)));
        }
    };
    view! {
        <section
            class="conversation" class:single=single class:dragging=dragging class:selecting=move || talk.is_selecting()
            on:dragover=over on:dragleave=move |_| dragging.set(false) on:drop=dropped
            aria-label=move || {
                let name = view.with(|view| view.as_ref().map(|view| format::chat_name(&view.row))).unwrap_or_default();
                t_with("messages-in", [("name", name.into())])
            }
        >
            <Head/>
            <PinnedBar/>
            {move || known.get().then(|| {
                let unread = view.with_untracked(|view| view.as_ref().and_then(|view| view.first_unread));
                let unread = unread.filter(|_| talk.wanted.with_untracked(Option::is_none));
                view! { <Feed changed unread/> }
            })}
            {move || if talk.is_selecting() {
                view! { <SelectionBar/> }.into_any()
            } else {
                known.get().then(|| view! { <Foot/> }).into_any()
            }}
        </section>
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
