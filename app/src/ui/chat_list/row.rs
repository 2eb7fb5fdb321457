//! A chat in one row.

use super::super::{avatar::Avatar, icon, message::StateMark, message::info_text};
use crate::{
    format,
    i18n::{t, t_with},
    place::Place,
    session::session,
};
use estuary_api::{ChatId, ChatRow, DeliveryState, SummaryBody};
use leptos::prelude::*;

/// Opens the chat.
#[component]
pub(super) fn Row(
    row: Memo<Option<ChatRow>>,
    /// The one row the Tab key stops at; arrow keys lead to the others.
    stop: Memo<Option<ChatId>>,
) -> impl IntoView {
    let session = session();
    let of = move |get: fn(&ChatRow) -> String| row.with(|row| row.as_ref().map(get).unwrap_or_default());
    let name = Signal::derive(move || of(|row| row.name.clone()));
    let color = Signal::derive(move || row.with(|row| row.as_ref().map_or(0, |row| row.color)));
    let picture = Signal::derive(move || row.with(|row| row.as_ref().and_then(|row| row.avatar.clone())));
    let current = move || {
        let here = row.with(|row| row.as_ref().map(|row| row.id));
        here.is_some_and(|id| session.place.get() == Place::Chat(id))
    };
    let tabindex = move || {
        let id = row.with(|row| row.as_ref().map(|row| row.id));
        if stop.get() == id { "0" } else { "-1" }
    };
    let open = move |_| {
        if let Some(id) = row.with_untracked(|row| row.as_ref().map(|row| row.id)) {
            session.open(id);
        }
    };
    view! {
        <li>
            <button
                type="button" class="chat-row" data-testid="chat-row"
                tabindex=tabindex aria-current=move || current().then_some("true") on:click=open
            >
                <Avatar name color picture/>
                <span class="chat-row-head">
                    <span class="chat-row-name" dir="auto">{name}</span>
                    {move || row.with(|row| row.as_ref().is_some_and(|row| row.verified)).then(|| view! {
                        <span class="verified" title=t("verified")><icon::Verified/><span class="visually-hidden">{t("verified")}</span></span>
                    })}
                    <span class="chat-row-time">{move || of(|row| format::short(row.time))}</span>
                </span>
                <span class="chat-row-body">
                    {move || row.get().map(|row| view! { <Last row/> })}
                </span>
            </button>
        </li>
    }
}

#[component]
fn Last(row: ChatRow) -> impl IntoView {
    let ChatRow { draft, last, unread, request, .. } = row;
    let state = last.as_ref().map(|last| last.state.clone());
    let line = match (draft, last) {
        (Some(draft), _) => view! { <em class="draft">{t("draft")} ": "</em> {draft} }.into_any(),
        (None, Some(last)) => {
            let text = match last.body {
                SummaryBody::Text(text) => text,
                SummaryBody::Attachment(attachment) => attachment.name,
                SummaryBody::Info(info) => info_text(&info),
            };
            let from = last.from.map(|from| format!("{from}: "));
            view! { {from} {text} }.into_any()
        }
        (None, None) => ().into_any(),
    };
    let own = state
        .filter(|state| !matches!(state, DeliveryState::Fresh | DeliveryState::Seen | DeliveryState::Notice));
    view! {
        {own.map(|state| view! { <StateMark state/> })}
        <span class="chat-row-text" dir="auto">{line}</span>
        {request.then(|| view! { <span class="tag">{t("request")}</span> })}
        {(unread > 0).then(|| view! {
            <span class="badge" data-testid="unread" aria-label=t_with("unread-count", [("count", unread.into())])>{unread}</span>
        })}
    }
}
