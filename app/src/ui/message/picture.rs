//! A picture in a message. Its place is kept before it is loaded, and it is decoded before it is shown.

use super::super::{conversation::talk, near::when_near};
use crate::{
    i18n::t_with,
    media::{self, ObjectUrl},
    session::Dialog,
};
use estuary_api::{Attachment, FileKind, MessageId};
use leptos::{html, prelude::*, task::spawn_local};
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlImageElement;

/// Longest sides of a picture in a conversation, in pixels.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 420.0;
/// Longest side of a sticker.
const STICKER: f64 = 180.0;
/// What is assumed of a picture whose sides nobody told.
const UNKNOWN: (u32, u32) = (4, 3);

/// A click shows it large.
#[component]
pub(super) fn PictureBlock(id: MessageId, attachment: Attachment) -> impl IntoView {
    let talk = talk();
    let url = RwSignal::new(None::<Arc<ObjectUrl>>);
    let place = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        when_near(&place, move || {
            spawn_local(async move {
                match media::url(id).await {
                    Ok(loaded) => {
                        decode(&loaded).await;
                        url.try_set(Some(loaded));
                    }
                    Err(problem) => talk.session.problem.set(Some(problem)),
                }
            });
        });
    });
    let (width, ratio) = fit(attachment.dimensions, attachment.kind);
    let label = t_with("picture-open", [("name", attachment.name.as_str().into())]);
    let open = move |_| {
        if !talk.is_selecting_untracked() {
            talk.session.dialog.set(Some(Dialog::Viewer(talk.chat, id)));
        }
    };
    view! {
        <button
            type="button" class="picture" node_ref=place aria-label=label data-testid="picture"
            style=("--width", format!("{width}px")) style=("--ratio", ratio.to_string()) on:click=open
        >
            {move || url.get().map(|url| view! { <img src=url.as_str().to_owned() alt="" decoding="async"/> })}
        </button>
    }
}

/// The width to show it at, and its width divided by its height.
fn fit(dimensions: Option<(u32, u32)>, kind: FileKind) -> (f64, f64) {
    let known = dimensions.filter(|(width, height)| *width > 0 && *height > 0);
    let (width, height) = known.unwrap_or(UNKNOWN);
    // A strip is cut rather than shown as a line.
    let ratio = (f64::from(width) / f64::from(height)).clamp(0.4, 2.5);
    let (most_width, most_height) =
        if kind == FileKind::Sticker { (STICKER, STICKER) } else { (WIDTH, HEIGHT) };
    let own = if known.is_some() { f64::from(width).max(120.0) } else { most_width };
    ((own.min(most_width).min(most_height * ratio)).round(), ratio)
}

/// Off the thread of the page; a picture that cannot be decoded is shown as the browser shows broken ones.
async fn decode(url: &ObjectUrl) {
    if let Ok(image) = HtmlImageElement::new() {
        image.set_src(url.as_str());
        JsFuture::from(image.decode()).await.ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_their_shape_within_bounds() {
        assert_eq!(fit(Some((1280, 960)), FileKind::Image), (400.0, 1280.0 / 960.0));
        assert_eq!(fit(Some((600, 1200)), FileKind::Image), (210.0, 0.5));
        assert_eq!(fit(Some((10_000, 10)), FileKind::Image), (400.0, 2.5));
        assert_eq!(fit(Some((0, 7)), FileKind::Image).1, 4.0 / 3.0);
        assert_eq!(fit(Some((512, 512)), FileKind::Sticker), (180.0, 1.0));
    }
}
