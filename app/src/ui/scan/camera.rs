//! The camera: runs while it is shown, stops with it.

use super::{super::problem, Scanner};
use crate::{browser, i18n::t};
use estuary_api::Problem;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlVideoElement, ImageData, MediaStream, MediaStreamConstraints, MediaStreamTrack, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// Milliseconds between two looks.
const PAUSE: u32 = 120;
/// Longest side of a look, in pixels.
const SIDE: f64 = 800.0;

/// Looks for a code until one is found.
#[component]
pub(in super::super) fn Camera(
    /// Gets the text of the code.
    on_text: Callback<String>,
) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    let refused = RwSignal::new(false);
    let failure = RwSignal::new(None::<Problem>);
    let open = StoredValue::new_local(None::<MediaStream>);
    on_cleanup(move || {
        if let Some(Some(stream)) = open.try_update_value(Option::take) {
            stop(&stream);
        }
    });
    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            let Some(stream) = stream().await else {
                refused.try_set(true);
                return;
            };
            // Put away while the browser was asking.
            if open.try_update_value(|open| *open = Some(stream.clone())).is_none() {
                return stop(&stream);
            }
            video.set_src_object(Some(&stream));
            if let Ok(playing) = video.play() {
                JsFuture::from(playing).await.ok();
            }
            let mut scanner = match Scanner::start().await {
                Ok(scanner) => scanner,
                Err(problem) => return drop(failure.try_set(Some(problem))),
            };
            while open.try_with_value(Option::is_some) == Some(true) {
                let picture = look(&video);
                if let Some(picture) = picture
                    && let Ok(Some(text)) = scanner.read(&picture).await
                {
                    return on_text.try_run(text).unwrap_or_default();
                }
                TimeoutFuture::new(PAUSE).await;
            }
        });
    });
    move || {
        if refused.get() {
            return view! { <p class="problem" role="alert">{t("join-camera-refused")}</p> }.into_any();
        }
        if let Some(problem) = failure.get() {
            return view! { <problem::Text problem/> }.into_any();
        }
        view! {
            <figure class="camera">
                <video node_ref=video muted=true playsinline=true></video>
                <figcaption>{t("join-scanning")}</figcaption>
            </figure>
        }
        .into_any()
    }
}

/// The camera that looks away from the person, where there are several.
async fn stream() -> Option<MediaStream> {
    let video = Object::new();
    Reflect::set(&video, &"facingMode".into(), &"environment".into()).ok()?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&video);
    let devices = browser::window()?.navigator().media_devices().ok()?;
    let promise = devices.get_user_media_with_constraints(&constraints).ok()?;
    JsFuture::from(promise).await.ok().map(JsCast::unchecked_into)
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

fn look(video: &HtmlVideoElement) -> Option<ImageData> {
    let (width, height) = (f64::from(video.video_width()), f64::from(video.video_height()));
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let scale = (SIDE / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).floor(), (height * scale).floor());
    let canvas = OffscreenCanvas::new(width as u32, height as u32).ok()?;
    let context: OffscreenCanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    let drawn: Result<(), JsValue> =
        context.draw_image_with_html_video_element_and_dw_and_dh(video, 0.0, 0.0, width, height);
    drawn.ok()?;
    context.get_image_data(0.0, 0.0, width, height).ok()
}
