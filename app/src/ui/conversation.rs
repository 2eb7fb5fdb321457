//! A chat: head, messages, and what one can do.

mod announcer;
mod feed;
mod foot;
mod head;
mod pinned;
mod place;
mod selection;
mod shown;
mod talk;
mod way;
mod window;

use crate::{browser, client, format, i18n::t_with, session::session, ui::focus, watcher::Watcher};
use estuary_api::{ChatId, ChatKind, Difference, Pane};
use feed::{Feed, first_of_chat};
use foot::Foot;
use head::Head;
use leptos::{ev::DragEvent, prelude::*};
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
    let watcher = Watcher::new();
    Effect::new(move |before: Option<()>| {
        session.resynced.track();
        let take = move |difference| {
            let Difference::Chat(answer) = difference else { return true };
            if view.with_untracked(Option::is_none) {
                talk.answering.set(answer.draft_quote.clone());
                focus::rescue_soon();
            }
            view.set(Some(*answer));
            true
        };
        watcher.watch(Pane::Chat(chat), take, move |problem| session.problem.set(Some(problem)));
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
                view! { <Feed unread/> }
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
