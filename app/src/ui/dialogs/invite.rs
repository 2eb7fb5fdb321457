//! The own invite, as code and link.

use super::super::{icon, problem};
use crate::{
    browser, client,
    i18n::t,
    session::{Dialog, Question, session},
};
use estuary_api::{ChatCommand, ChatId, Command, Problem, Reply};
use fast_qr::{ECL, QRBuilder, QRCode};
use leptos::{prelude::*, task::spawn_local};
use std::fmt::Write;
use web_sys::ShareData;

/// Modules of white around a code (ISO/IEC 18004 section 6.3.8).
const QUIET: usize = 4;
/// A link like those of all invites.
const EXAMPLE: &str = "https://i.delta.chat/";

/// Shows it, copies it, shares it, replaces it.
#[component]
pub(super) fn InviteCard(
    /// Of a group or channel; otherwise one's own.
    #[prop(optional)]
    chat: Option<ChatId>,
) -> impl IntoView {
    let session = session();
    let link = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Problem>);
    let copied = RwSignal::new(false);
    let command = match chat {
        Some(chat) => Command::Chats(ChatCommand::InviteLink(chat)),
        None => Command::InviteLink,
    };
    spawn_local(async move {
        match client::call(command).await {
            Ok(Reply::InviteLink(text)) => drop(link.try_set(Some(text))),
            Ok(_) => {}
            Err(problem) => drop(failure.try_set(Some(problem))),
        }
    });
    let copy = move |_| {
        let Some(text) = link.get_untracked() else { return };
        spawn_local(async move {
            let result = browser::copy(&text).await;
            copied.try_set(result.is_ok());
            failure.try_set(result.err());
        });
    };
    let share = move |_| {
        if let Some(link) = link.get_untracked() {
            session.attempt(async move {
                browser::share(&shared(&link)).await;
                Ok(())
            });
        }
    };
    view! {
        <p>{t(if chat.is_some() { "chat-invite-lead" } else { "invite-lead" })}</p>
        {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
        {move || link.get().map(|text| view! { <Code text=text.clone()/> <p class="detail selectable" dir="ltr" data-testid="invite-link">{text}</p> })}
        <footer>
            {chat.is_none().then(|| view! {
                <button type="button" class="button quiet" on:click=move |_| session.dialog.set(Some(Dialog::Ask(Question::ResetInvite)))>
                    {t("invite-reset")}
                </button>
            })}
            {browser::can_share(&shared(EXAMPLE)).then(|| view! {
                <button type="button" class="button" on:click=share><icon::Share/>{t("share")}</button>
            })}
            <button type="button" class="button primary" autofocus=true data-testid="copy-invite" on:click=copy>
                <icon::Copy/>{move || t(if copied.get() { "copied" } else { "invite-copy" })}
            </button>
        </footer>
    }
}

/// Dark on light in every theme: many readers refuse the inverse.
#[component]
fn Code(text: String) -> impl IntoView {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    Some(view! {
        <svg
            class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=t("invite-qr")
            shape-rendering="crispEdges" data-testid="invite-qr"
        >
            <rect class="qr-light" width=side height=side/>
            <path class="qr-dark" d=path(&code)/>
        </svg>
    })
}

/// One stroke for each run of dark modules in a row.
fn path(code: &QRCode) -> String {
    let mut path = String::new();
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|&x| is_dark(code, x, y)).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

fn is_dark(code: &QRCode, x: usize, y: usize) -> bool {
    code.data.get(y * code.size + x).is_some_and(|module| module.value())
}

fn shared(link: &str) -> ShareData {
    let data = ShareData::new();
    data.set_url(link);
    data
}
