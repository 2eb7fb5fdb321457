//! Choosing a length of time: for silence, and for messages that disappear.

use crate::{
    format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{ChatCommand, ChatId, Command};
use leptos::prelude::*;

const HOUR: u32 = 3_600;
const DAY: u32 = 24 * HOUR;
const WEEK: u32 = 7 * DAY;

/// For how long a chat is to be silent.
#[component]
pub(super) fn Mute(chat: ChatId) -> impl IntoView {
    let session = session();
    let silence = move |until: i64| {
        session.dialog.set(None);
        session.run(Command::Chats(ChatCommand::Mute { chat, until }));
    };
    let spans = [HOUR, 8 * HOUR, DAY, WEEK].map(|seconds| {
        let until = move |_| silence(format::now() + i64::from(seconds) * 1000);
        let label = t_with("mute-for", [("length", format::span(seconds).into())]);
        view! { <button type="button" class="way" data-testid="mute-span" on:click=until>{label}</button> }
    });
    view! {
        <div class="ways">
            {spans.into_iter().collect::<Vec<_>>()}
            <button type="button" class="way" data-testid="mute-forever" on:click=move |_| silence(i64::MAX)>{t("mute-forever")}</button>
        </div>
    }
}

/// After how long messages of a chat disappear.
#[component]
pub(super) fn Timer(chat: ChatId, seconds: u32) -> impl IntoView {
    let session = session();
    let choose = move |seconds: u32| {
        session.dialog.set(None);
        session.run(Command::Chats(ChatCommand::SetTimer { chat, seconds }));
    };
    let spans = [0, 60, 5 * 60, 30 * 60, HOUR, DAY, WEEK, 5 * WEEK, 52 * WEEK].map(|span| {
        let label = if span == 0 { t("timer-off") } else { format::span(span) };
        view! {
            <button type="button" class="way" aria-pressed=(span == seconds).to_string() data-testid="timer-span" on:click=move |_| choose(span)>{label}</button>
        }
    });
    view! {
        <p class="lead">{t("timer-hint")}</p>
        <div class="ways">{spans.into_iter().collect::<Vec<_>>()}</div>
    }
}
