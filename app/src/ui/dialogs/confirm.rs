//! An invite or a card that was read: who it is, and whether to chat.

use super::super::problem;
use crate::{
    client, format,
    i18n::{t, t_with},
    session::session,
};
use estuary_api::{
    ChatId, Command, Contact, ContactCommand, Invite, InviteStanding, MessageId, Problem, Reply,
};
use leptos::{prelude::*, task::spawn_local};

/// Asks, then joins.
#[component]
pub(super) fn Confirm(text: String, invite: Invite) -> impl IntoView {
    let name = if invite.name.is_empty() { invite.address.clone() } else { invite.name.clone() };
    let known = match invite.standing {
        InviteStanding::Known(chat) => Some(chat),
        InviteStanding::New | InviteStanding::Own => None,
    };
    let question = if known.is_some() { "join-ask-known" } else { "join-ask" };
    let question = t_with(question, [("name", name.into())]);
    view! { <Meet question fingerprint=invite.fingerprint known command=Command::Join(text)/> }
}

/// Asks, then opens the chat with the person on the card of a message.
#[component]
pub(super) fn ConfirmCard(message: MessageId, contact: Contact) -> impl IntoView {
    let question = t_with("join-ask", [("name", contact.name.into())]);
    let question = format!("{question} {}", t("card-unverified"));
    let command = Command::Contacts(ContactCommand::ChatByCard(message));
    view! { <Meet question fingerprint=contact.fingerprint known=None command/> }
}

#[component]
fn Meet(question: String, fingerprint: String, known: Option<ChatId>, command: Command) -> impl IntoView {
    let session = session();
    let failure = RwSignal::new(None::<Problem>);
    let working = RwSignal::new(false);
    let go = move |_| {
        if let Some(chat) = known {
            return session.open(chat);
        }
        if working.get_untracked() {
            return;
        }
        working.set(true);
        failure.set(None);
        let command = command.clone();
        spawn_local(async move {
            match client::call(command).await {
                Ok(Reply::Chat(chat)) => session.open(chat.row.id),
                Ok(_) => {}
                Err(problem) => drop(failure.try_set(Some(problem))),
            }
            working.try_set(false);
        });
    };
    view! {
        <p class="lead" dir="auto" data-testid="join-ask">{question}</p>
        <p class="detail" dir="ltr">{format::grouped(&fingerprint)}</p>
        {move || failure.get().map(|problem| view! { <problem::Text problem/> })}
        <footer>
            <button type="button" class="button" on:click=move |_| session.dialog.set(None)>{t("cancel")}</button>
            <button type="button" class="button primary" autofocus=true data-testid="join" on:click=go>
                {t(if known.is_some() { "join-open" } else { "join-start" })}
            </button>
        </footer>
    }
}
