//! The camera: runs while it is shown, stops with it.

use super::{
    super::problem,
    Scanner,
    device::{Device, Running},
};
use crate::i18n::t;
use estuary_api::Problem;
use gloo_timers::future::TimeoutFuture;
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// Milliseconds between two looks.
const PAUSE: u32 = 120;
/// Longest side of a look, in pixels.
const SIDE: f64 = 800.0;

/// What is known of the cameras; to be copied.
#[derive(Clone, Copy)]
struct Shown {
    video: NodeRef<html::Video>,
    running: StoredValue<Option<Running>, LocalStorage>,
    all: RwSignal<Vec<Device>>,
    /// The id of the one that is shown, or is to be.
    current: RwSignal<String>,
    refused: RwSignal<bool>,
}

/// Looks for a code until one is found.
#[component]
pub(in super::super) fn Camera(
    /// Gets the text of the code.
    on_text: Callback<String>,
) -> impl IntoView {
    let shown = Shown {
        video: NodeRef::new(),
        running: StoredValue::new_local(None),
        all: RwSignal::new(Vec::new()),
        current: RwSignal::new(String::new()),
        refused: RwSignal::new(false),
    };
    let failure = RwSignal::new(None::<Problem>);
    on_cleanup(move || drop(shown.running.try_update_value(Option::take)));
    Effect::new(move |_| {
        let Some(video) = shown.video.get() else { return };
        spawn_local(async move {
            if shown.start(&video).await.is_none() {
                return;
            }
            let mut scanner = match Scanner::start().await {
                Ok(scanner) => scanner,
                Err(problem) => return drop(failure.try_set(Some(problem))),
            };
            while shown.refused.try_get_untracked() == Some(false) {
                if let Some(picture) = look(&video)
                    && let Ok(Some(text)) = scanner.read(&picture).await
                {
                    return on_text.try_run(text).unwrap_or_default();
                }
                TimeoutFuture::new(PAUSE).await;
            }
        });
    });
    move || {
        if shown.refused.get() {
            return view! { <p class="problem" role="alert">{t("join-camera-refused")}</p> }.into_any();
        }
        if let Some(problem) = failure.get() {
            return view! { <problem::Text problem/> }.into_any();
        }
        view! {
            <figure class="camera">
                <video node_ref=shown.video muted=true playsinline=true></video>
                <figcaption>{t("join-scanning")}</figcaption>
            </figure>
            {move || (shown.all.with(Vec::len) > 1).then(|| view! { <Choice shown/> })}
        }
        .into_any()
    }
}

/// Which camera, where there are several.
#[component]
fn Choice(shown: Shown) -> impl IntoView {
    let options = move || {
        let cameras = shown.all.get().into_iter().zip(1..);
        cameras
            .map(|(camera, number)| {
                let name = if camera.label.is_empty() { format!("{} {number}", t("camera")) } else { camera.label };
                let id = camera.id.clone();
                view! { <option value=camera.id prop:selected=move || shown.current.with(|current| *current == id)>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <label class="field">
            <span>{t("camera")}</span>
            <select data-testid="camera-choice" on:change:target=move |event| shown.change(event.target().value())>{options}</select>
        </label>
    }
}

impl Shown {
    /// Another camera.
    fn change(self, id: String) {
        let Some(video) = self.video.get_untracked() else { return };
        Device::choose(&id);
        self.current.set(id);
        // Many devices run one at a time.
        self.running.set_value(None);
        spawn_local(async move {
            self.start(&video).await;
        });
    }

    /// `None` where no camera may be used, or nobody waits for this one any more.
    async fn start(self, video: &HtmlVideoElement) -> Option<()> {
        let wanted = self.current.try_get_untracked()?;
        let Some(running) = Running::start().await else {
            self.refused.try_set(true);
            return None;
        };
        // Put away while the browser was asking, or another was chosen.
        if self.current.try_get_untracked()? != wanted {
            return None;
        }
        running.show(video);
        self.current.set(running.id().unwrap_or_default());
        self.running.set_value(Some(running));
        if let Ok(playing) = video.play() {
            JsFuture::from(playing).await.ok();
        }
        self.all.try_set(Device::all().await);
        Some(())
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
