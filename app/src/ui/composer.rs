//! Writing a message.

use super::icon;
use crate::{browser, client, i18n::t, session::session};
use estuary_api::{ChatId, Command, MessageId, Quote, SendId};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use web_sys::SubmitEvent;

/// Pause in typing after which a draft is kept.
const PAUSE: u32 = 600;

/// Text field, reply bar, send button. What is not sent is kept as the chat's draft.
#[component]
pub(super) fn Composer(
    chat: ChatId,
    /// The kept draft.
    draft: String,
    answering: RwSignal<Option<Quote>>,
) -> impl IntoView {
    let session = session();
    let text = RwSignal::new(draft);
    let field = NodeRef::<html::Textarea>::new();
    let pending = StoredValue::new_local(None::<Timeout>);
    let quote = move || answering.with_untracked(|quote| quote.as_ref()?.id);
    let keep = move || session.run(Command::SetDraft { chat, text: text.get_untracked(), quote: quote() });
    let typed = move |value: String| {
        text.set(value);
        pending.set_value(Some(Timeout::new(PAUSE, move || {
            pending.set_value(None);
            keep();
        })));
    };
    let keep_now = move || {
        if let Some(Some(timeout)) = pending.try_update_value(Option::take) {
            timeout.cancel();
            keep();
        }
    };
    on_cleanup(keep_now);
    keep_when_hidden(keep_now);
    // What is answered belongs to the draft; the first run only sees what the draft came with.
    Effect::new(move |old: Option<Option<MessageId>>| {
        let new = answering.with(|quote| quote.as_ref().and_then(|quote| quote.id));
        if old.is_some_and(|old| old != new) && !text.with_untracked(String::is_empty) {
            keep();
        }
        new
    });
    let send = move || {
        let value = text.get_untracked();
        if value.trim().is_empty() {
            return;
        }
        pending.set_value(None);
        let command =
            Command::SendText { id: SendId(browser::random()), chat, text: value.clone(), quote: quote() };
        text.set(String::new());
        answering.set(None);
        spawn_local(async move {
            if let Err(problem) = client::call(command).await {
                // Back to where it was, unless something else was written meanwhile.
                text.try_update(|text| {
                    if text.is_empty() {
                        *text = value;
                    }
                });
                session.problem.set(Some(problem));
            }
        });
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            // While an input method composes, Enter chooses a candidate.
            "Enter" if !event.shift_key() && !event.is_composing() => {
                event.prevent_default();
                send();
            }
            "Escape" if answering.with_untracked(Option::is_some) => answering.set(None),
            _ => {}
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
        browser::focus("composer");
    };
    Effect::new(move |_| {
        // On a phone the keyboard would cover what there is to read.
        if let Some(field) = field.get().filter(|_| browser::matches("(pointer: fine)")) {
            field.focus().ok();
        }
    });
    view! {
        <form class="composer" on:submit=submit>
            {move || answering.get().map(|quote| view! { <Answering quote answering/> })}
            <label class="visually-hidden" for="composer">{move || t("composer")}</label>
            <textarea
                id="composer" rows="1" maxlength="1000000" dir="auto" enterkeyhint="send" data-testid="composer"
                placeholder=move || t("composer") node_ref=field
                prop:value=text on:input:target=move |event| typed(event.target().value()) on:keydown=key
            ></textarea>
            <button
                type="submit" class="icon-button send" aria-label=move || t("composer-send") data-testid="send"
                prop:disabled=move || text.with(|text| text.trim().is_empty())
            >
                <icon::Send/>
            </button>
        </form>
    }
}

/// A page that is hidden may never be seen again: browsers on phones end them.
fn keep_when_hidden(keep: impl Fn() + 'static) {
    let listener = EventListener::new(&document(), "visibilitychange", move |_| {
        if document().hidden() {
            keep();
        }
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || drop(listener.try_update_value(Option::take)));
}

#[component]
fn Answering(quote: Quote, answering: RwSignal<Option<Quote>>) -> impl IntoView {
    let Quote { from, own, text, .. } = quote;
    let who = if own { t("you") } else { from.unwrap_or_default() };
    view! {
        <div class="answering">
            <icon::Reply/>
            <div><strong dir="auto">{who}</strong><span dir="auto">{text}</span></div>
            <button type="button" class="icon-button" aria-label=t("reply-cancel") on:click=move |_| answering.set(None)>
                <icon::Close/>
            </button>
        </div>
    }
}
