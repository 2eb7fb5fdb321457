//! Text with what can be pressed in it.

use super::super::conversation::{Talk, talk};
use crate::{
    browser,
    format::{Segment, segments},
    session::{Dialog, Handed, Question},
};
use leptos::{ev::MouseEvent, prelude::*};

/// Everything that cannot be pressed is text; nothing of it is ever taken for HTML.
#[component]
pub(super) fn RichText(text: String) -> impl IntoView {
    let talk = talk();
    let parts: Vec<_> = segments(&text).into_iter().map(|segment| part(talk, segment)).collect();
    view! { <p class="text" dir="auto" data-testid="text">{parts}</p> }
}

fn part(talk: Talk, segment: Segment) -> AnyView {
    let dialog = talk.session.dialog;
    match segment {
        Segment::Command(command) if talk.can_send() => {
            let given = command.clone();
            let give = move || {
                talk.given.set(given.clone());
                browser::focus("composer");
            };
            button(talk, command, Box::new(give))
        }
        Segment::Text(text) | Segment::Command(text) => text.into_any(),
        Segment::Address(address) => {
            let href = format!("mailto:{address}");
            let handed = Handed { to: address.clone(), ..Handed::default() };
            let write = move |event: MouseEvent| {
                event.prevent_default();
                if !talk.is_selecting_untracked() {
                    talk.session.hand(handed.clone());
                }
            };
            view! { <a href=href data-testid="mail-link" on:click=write>{address}</a> }.into_any()
        }
        Segment::Link { text, href, suspicious: None } => link(href, text),
        Segment::Link { text, href, suspicious: Some(host) } => {
            let question = Dialog::Ask(Question::Link { href, host });
            button(talk, text, Box::new(move || dialog.set(Some(question.clone()))))
        }
        Segment::Tag(tag) => {
            let search = Dialog::Search(Some(talk.chat), tag.clone());
            button(talk, tag, Box::new(move || dialog.set(Some(search.clone()))))
        }
    }
}

fn link(href: String, text: String) -> AnyView {
    view! { <a href=href rel="noopener noreferrer" target="_blank">{text}</a> }.into_any()
}

/// Does something, unless messages are being chosen.
fn button(talk: Talk, text: String, act: Box<dyn Fn()>) -> AnyView {
    let pressed = move |_| {
        if !talk.is_selecting_untracked() {
            act();
        }
    };
    view! { <button type="button" class="link" data-testid="word" on:click=pressed>{text}</button> }
        .into_any()
}
