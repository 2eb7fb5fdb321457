//! A message: a bubble, or a notice in the middle.

mod actions;
mod app;
mod attachment;
mod audio;
mod awaited;
mod bubble;
mod card;
mod file;
mod meta;
mod notice;
mod picture;
pub(super) mod pressed;
mod quote;
mod reactions;
mod state;
mod summary;
mod text;
mod video;
mod waveform;

use super::conversation::talk;
use app::AppNotice;
pub(super) use audio::AudioPlayer;
use bubble::Bubble;
use estuary_api::{Info, MessageBody, MessageId, MessageRow};
use leptos::prelude::*;
use notice::info_text;
pub(super) use quote::quote_of;
pub(super) use state::StateMark;
use std::sync::Arc;
pub(super) use summary::{summary_of, summary_text};
use text::RichText;
use web_sys::Element;

/// The id of a message's element, for jumps.
pub(super) fn element_id(id: MessageId) -> String {
    format!("message-{id}")
}

/// The message of an element.
pub(super) fn id_of(element: &Element) -> Option<MessageId> {
    element.id().strip_prefix("message-")?.parse().ok().map(MessageId)
}

/// One message, as it changes. Its content is built anew only where that itself changed: players go on.
#[component]
pub(super) fn Message(
    row: RwSignal<Arc<MessageRow>>,
    /// It does not follow another of the same sender closely.
    first: bool,
) -> impl IntoView {
    let body = Memo::new(move |_| row.with(|row| (row.id, row.forwarded, row.body.clone())));
    move || {
        let (id, forwarded, body) = body.get();
        match body {
            MessageBody::Info(Info::App { instance, href, text }) => view! {
                <p class="info" id=element_id(id) tabindex="-1"><AppNotice instance href text/></p>
            }
            .into_any(),
            MessageBody::Info(info @ Info::Device(_)) => view! {
                <article class="message first" id=element_id(id) data-testid="device-message" tabindex="-1">
                    <div class="bubble"><RichText text=info_text(&info)/></div>
                </article>
            }
            .into_any(),
            MessageBody::Info(info) => {
                let talk = talk();
                let target = match &info {
                    Info::Pinned { message, .. } => Some(*message),
                    _ => None,
                };
                let text = move || info_text(&info);
                match target {
                    Some(target) => view! {
                        <p class="info" id=element_id(id) tabindex="-1">
                            <button type="button" on:click=move |_| talk.wanted.set(Some(target))>{text}</button>
                        </p>
                    }
                    .into_any(),
                    None => view! { <p class="info" id=element_id(id) tabindex="-1"><span>{text}</span></p> }.into_any(),
                }
            }
            MessageBody::Content { from, text, quote, attachment } => {
                view! { <Bubble id row first from forwarded text quote attachment/> }.into_any()
            }
        }
    }
}
