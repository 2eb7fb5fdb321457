//! Choosing a reaction, and who chose which.

use super::super::{
    avatar::Avatar,
    emoji::{self, EmojiPicker},
};
use crate::{client, i18n::t, session::session};
use estuary_api::{Command, MessageCommand, MessageId, Picture, Reactor, Reply};
use leptos::{prelude::*, task::spawn_local};

/// Any emoji.
#[component]
pub(super) fn ChooseReaction(message: MessageId) -> impl IntoView {
    let session = session();
    let choose = Callback::new(move |emoji: String| {
        session.dialog.set(None);
        emoji::react(session, message, &emoji, None);
    });
    view! { <EmojiPicker on_choice=choose/> }
}

/// Who reacted, with what.
#[component]
pub(super) fn Reactors(message: MessageId) -> impl IntoView {
    let session = session();
    let reactors = RwSignal::new(Vec::<Reactor>::new());
    spawn_local(async move {
        match client::call(Command::Message(MessageCommand::Reactions(message))).await {
            Ok(Reply::Reactions(answer)) => drop(reactors.try_set(answer)),
            Ok(_) => {}
            Err(problem) => session.problem.set(Some(problem)),
        }
    });
    let own = move || {
        session
            .profile
            .get()
            .map(|profile| (profile.color, profile.avatar.map(Picture::Bytes)))
            .unwrap_or_default()
    };
    let row = move |Reactor { contact, emoji }: Reactor| {
        let (name, color, picture) = match contact {
            Some(contact) => (contact.name, contact.color, contact.avatar),
            None => {
                let (color, picture) = own();
                (t("you"), color, picture)
            }
        };
        view! {
            <li class="person" data-testid="reactor">
                <Avatar name=name.clone() color picture size="small"/>
                <span dir="auto">{name}</span>
                <span class="person-end reactor-emoji">{emoji}</span>
            </li>
        }
    };
    view! { <ul role="list" class="people">{move || reactors.get().into_iter().map(row).collect::<Vec<_>>()}</ul> }
}
