//! A chat in one row.

use super::{
    super::{
        avatar::Avatar,
        icon,
        message::{StateMark, summary_text},
        seen::Seen,
    },
    actions,
};
use crate::{
    format,
    i18n::{t, t_with},
    place::Place,
    session::session,
};
use estuary_api::{ChatId, ChatKind, ChatRow, DeliveryState};
use leptos::{ev::MouseEvent, prelude::*};
use std::sync::Arc;

/// Opens the chat.
#[component]
pub(super) fn Row(
    row: Memo<Option<Arc<ChatRow>>>,
    /// Its place in the whole list, from 1.
    place: Memo<Option<u32>>,
    /// Length of the whole list.
    total: Memo<u32>,
    /// The one row the Tab key stops at; arrow keys lead to the others.
    stop: Memo<Option<ChatId>>,
) -> impl IntoView {
    let session = session();
    let of = move |get: fn(&ChatRow) -> String| row.with(|row| row.as_deref().map(get).unwrap_or_default());
    let name = Signal::derive(move || of(format::chat_name));
    let color = Signal::derive(move || row.with(|row| row.as_ref().map_or(0, |row| row.color)));
    let picture = Signal::derive(move || row.with(|row| row.as_ref().and_then(|row| row.avatar.clone())));
    let last_seen = Signal::derive(move || row.with(|row| row.as_ref().map_or(0, |row| row.last_seen)));
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
    let menu = move |event: MouseEvent| {
        if let Some(row) = row.get_untracked() {
            event.prevent_default();
            actions::open(session, &event, ChatRow::clone(&row));
        }
    };
    let of_bool = move |get: fn(&ChatRow) -> bool| row.with(|row| row.as_deref().is_some_and(get));
    view! {
        <li aria-setsize=move || total.get() aria-posinset=move || place.get()>
            <button
                type="button" class="chat-row" data-testid=move || if of_bool(is_device) { "device-row" } else { "chat-row" }
                tabindex=tabindex aria-current=move || current().then_some("true") on:click=open on:contextmenu=menu
            >
                <Avatar name color picture/>
                <Seen at=last_seen/>
                {move || row.get().map(|row| view! { <Lines row/> })}
            </button>
        </li>
    }
}

/// What the chat is called and when something happened there; what that was.
#[component]
fn Lines(row: Arc<ChatRow>) -> impl IntoView {
    let sign = |class, label, sign: fn() -> AnyView| {
        view! { <span class=class title=t(label)>{sign()}<span class="visually-hidden">{t(label)}</span></span> }
    };
    view! {
        <span class="chat-row-head">
            <span class="chat-row-name" dir="auto">{format::chat_name(&row)}</span>
            {row.verified.then(|| sign("verified", "verified", || icon::Verified().into_any()))}
            {is_muted(&row).then(|| sign("chat-row-sign", "muted", || icon::Mute().into_any()))}
            {row.pinned.then(|| sign("chat-row-sign", "pinned", || icon::Pin().into_any()))}
            <span class="chat-row-time">{format::short(row.time)}</span>
        </span>
        <span class="chat-row-body"><Last row/></span>
    }
}

fn is_device(row: &ChatRow) -> bool {
    row.kind == ChatKind::Device
}

fn is_muted(row: &ChatRow) -> bool {
    row.muted_until > format::now()
}

#[component]
fn Last(row: Arc<ChatRow>) -> impl IntoView {
    let muted = is_muted(&row);
    let ChatRow { unread, request, .. } = *row;
    let last = row.last.as_ref().filter(|_| row.draft.is_none());
    let line = match (&row.draft, last) {
        (Some(draft), _) => {
            view! { <em class="draft">{t("draft")} ": "</em> {summary_text(draft)} }.into_any()
        }
        (None, Some(last)) => {
            let from = last.from.as_ref().map(|from| format!("{from}: "));
            view! { {from} {summary_text(&last.body)} }.into_any()
        }
        (None, None) => ().into_any(),
    };
    let own = last
        .map(|last| last.state.clone())
        .filter(|state| !matches!(state, DeliveryState::Fresh | DeliveryState::Seen | DeliveryState::Notice));
    view! {
        {own.map(|state| view! { <StateMark state/> })}
        <span class="chat-row-text" dir="auto">{line}</span>
        {request.then(|| view! { <span class="tag">{t("request")}</span> })}
        {(unread > 0).then(|| view! {
            <span class="badge" class:muted=muted data-testid="unread" aria-label=t_with("unread-count", [("count", unread.into())])>{unread}</span>
        })}
    }
}
