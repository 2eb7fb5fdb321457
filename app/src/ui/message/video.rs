//! A video in a message. It is loaded when somebody wants to see it.

use super::super::{conversation::talk, icon};
use crate::{
    format,
    i18n::t_with,
    media::{self, ObjectUrl},
};
use estuary_api::{Attachment, MessageId};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Longest sides of a video in a conversation, in pixels.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 400.0;

/// A dark place with a sign; then the browser's own player.
#[component]
pub(super) fn VideoBlock(id: MessageId, attachment: Attachment) -> impl IntoView {
    let talk = talk();
    let url = RwSignal::new(None::<Arc<ObjectUrl>>);
    let Attachment { name, size, dimensions, duration, .. } = attachment;
    let (width, height) = dimensions.filter(|(width, height)| *width > 0 && *height > 0).unwrap_or((16, 9));
    let ratio = (f64::from(width) / f64::from(height)).clamp(0.4, 2.5);
    let width = WIDTH.min(HEIGHT * ratio).round();
    let play = move |_| {
        spawn_local(async move {
            match media::url(id).await {
                Ok(loaded) => drop(url.try_set(Some(loaded))),
                Err(problem) => talk.session.problem.set(Some(problem)),
            }
        });
    };
    let facts = match duration {
        Some(duration) => format!("{} · {}", format::length(duration), format::size(size)),
        None => format::size(size),
    };
    view! {
        <div class="video" data-testid="video" style=("--width", format!("{width}px")) style=("--ratio", ratio.to_string())>
            {move || match url.get() {
                Some(url) => view! { <video src=url.as_str().to_owned() controls=true autoplay=true playsinline=true></video> }.into_any(),
                None => view! {
                    <button type="button" aria-label=t_with("video-play", [("name", name.as_str().into())]) on:click=play>
                        <span class="video-sign"><icon::Play/></span>
                        <small>{facts.clone()}</small>
                    </button>
                }.into_any(),
            }}
        </div>
    }
}
