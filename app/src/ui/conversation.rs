//! A chat: head, messages, and what one can do.

mod feed;
mod head;

use super::{composer::Composer, problem};
use crate::{
    client,
    i18n::{t, t_with},
    session::{Dialog, Question, session},
};
use estuary_api::{ChatId, ChatKind, ChatView, Command, Quote, Reply};
use feed::Feed;
use head::Head;
use leptos::{prelude::*, task::spawn_local};

/// One chat; another one is another component.
#[component]
pub(super) fn Conversation(chat: ChatId) -> impl IntoView {
    let session = session();
    let view = RwSignal::new(None::<ChatView>);
    let answering = RwSignal::new(None::<Quote>);
    let changed = Memo::new(move |old: Option<&u32>| {
        let (which, count) = session.chat_changed.get();
        if which.is_none_or(|which| which == chat) { count } else { old.copied().unwrap_or_default() }
    });
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        changed.get();
        spawn_local(async move {
            match client::call(Command::Chat(chat)).await {
                Ok(Reply::Chat(answer)) => {
                    if view.try_with_untracked(Option::is_none) == Some(true) {
                        answering.try_set(answer.draft_quote.clone());
                    }
                    view.try_set(Some(answer));
                }
                Ok(_) => {}
                Err(problem) => session.problem.set(Some(problem)),
            }
        });
    });
    let class = move || {
        let single = view.with(|view| view.as_ref().is_some_and(|view| view.row.kind == ChatKind::Single));
        if single { "conversation single" } else { "conversation" }
    };
    let known = Memo::new(move |_| view.with(Option::is_some));
    view! {
        <section class=class aria-label=move || {
            let name = view.with(|view| view.as_ref().map(|view| view.row.name.clone())).unwrap_or_default();
            t_with("messages-in", [("name", name.into())])
        }>
            <Head view/>
            {move || known.get().then(|| {
                let unread = view.with_untracked(|view| view.as_ref().and_then(|view| view.first_unread));
                view! { <Feed chat changed unread answering/> }
            })}
            {move || known.get().then(|| view! { <Foot chat view answering/> })}
        </section>
    }
}

/// Composer, the question of a contact request, or why nothing can be written.
#[component]
fn Foot(chat: ChatId, view: RwSignal<Option<ChatView>>, answering: RwSignal<Option<Quote>>) -> impl IntoView {
    let session = session();
    let request = Memo::new(move |_| view.with(|view| view.as_ref().is_some_and(|view| view.row.request)));
    let obstacle =
        Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.can_send.clone().err())));
    let name = move || {
        view.with_untracked(|view| view.as_ref().map(|view| view.row.name.clone())).unwrap_or_default()
    };
    let draft = view.with_untracked(|view| view.as_ref().map(|view| view.draft.clone())).unwrap_or_default();
    let block = move |_| session.dialog.set(Some(Dialog::Ask(Question::Block(chat, name()))));
    move || {
        if request.get() {
            return view! {
                <div class="request" data-testid="request">
                    <p>{t_with("request-question", [("name", name().into())])}</p>
                    <button type="button" class="button primary" data-testid="accept" on:click=move |_| session.run(Command::AcceptChat(chat))>
                        {t("request-accept")}
                    </button>
                    <button type="button" class="button danger" on:click=block>{t("request-block")}</button>
                </div>
            }
            .into_any();
        }
        match obstacle.get() {
            Some(obstacle) => {
                view! { <p class="obstacle" data-testid="obstacle">{problem::explain(obstacle.kind)}</p> }
                    .into_any()
            }
            None => view! { <Composer chat draft=draft.clone() answering/> }.into_any(),
        }
    }
}
