//! Length and size of sounds and videos, as the browser's own players tell.

use super::ObjectUrl;
use crate::browser;
use estuary_api::FileKind;
use futures::{
    channel::oneshot,
    future::{Either, select},
};
use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use std::{cell::Cell, pin::pin, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlMediaElement, HtmlVideoElement};

/// Milliseconds after which a file counts as one the browser cannot play.
const PATIENCE: u32 = 4_000;

/// Width and height, and the length in milliseconds; what cannot be told is left out.
pub(super) async fn probe(file: &Blob, kind: FileKind) -> (Option<(u32, u32)>, Option<u32>) {
    load(file, kind).await.unwrap_or_default()
}

async fn load(file: &Blob, kind: FileKind) -> Option<(Option<(u32, u32)>, Option<u32>)> {
    let url = ObjectUrl::of_blob(file)?;
    let tag = if kind == FileKind::Video { "video" } else { "audio" };
    let document = browser::window()?.document()?;
    let player: HtmlMediaElement = document.create_element(tag).ok()?.dyn_into().ok()?;
    let (sender, known) = oneshot::channel::<bool>();
    let sender = Rc::new(Cell::new(Some(sender)));
    let listen = |name: &'static str, good: bool| {
        let sender = sender.clone();
        EventListener::new(&player, name, move |_| {
            if let Some(sender) = sender.take() {
                sender.send(good).ok();
            }
        })
    };
    let _listeners = [listen("loadedmetadata", true), listen("error", false)];
    player.set_preload("metadata");
    player.set_src(url.as_str());
    match select(known, pin!(TimeoutFuture::new(PATIENCE))).await {
        Either::Left((Ok(true), _)) => {}
        _ => return None,
    }
    let seconds = player.duration();
    let duration = (seconds.is_finite() && seconds > 0.0).then_some((seconds * 1000.0) as u32);
    let size = player.dyn_ref::<HtmlVideoElement>().map(|video| (video.video_width(), video.video_height()));
    Some((size.filter(|(width, height)| *width > 0 && *height > 0), duration))
}
