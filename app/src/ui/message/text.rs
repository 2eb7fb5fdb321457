//! Text with its links.

use crate::{
    format::{Segment, segments},
    session::{Dialog, Handed, Question, session},
};
use leptos::{ev::MouseEvent, prelude::*};

/// Everything that is not a link is text; nothing of it is ever taken for HTML.
#[component]
pub(super) fn RichText(text: String) -> impl IntoView {
    let parts: Vec<_> = segments(&text).into_iter().map(part).collect();
    view! { <p class="text" dir="auto" data-testid="text">{parts}</p> }
}

fn part(segment: Segment) -> AnyView {
    let session = session();
    match segment {
        Segment::Text(text) => text.into_any(),
        Segment::Address(address) => {
            let href = format!("mailto:{address}");
            let handed = Handed { to: address.clone(), ..Handed::default() };
            let write = move |event: MouseEvent| {
                event.prevent_default();
                session.hand(handed.clone());
            };
            view! { <a href=href data-testid="mail-link" on:click=write>{address}</a> }.into_any()
        }
        Segment::Link { text, href, suspicious: None } => {
            view! { <a href=href rel="noopener noreferrer" target="_blank">{text}</a> }.into_any()
        }
        Segment::Link { text, href, suspicious: Some(host) } => {
            let ask = move |_| {
                let question = Question::Link { href: href.clone(), host: host.clone() };
                session.dialog.set(Some(Dialog::Ask(question)));
            };
            view! { <button type="button" class="link" on:click=ask>{text}</button> }.into_any()
        }
    }
}
