//! A voice message while it is recorded.

use super::super::icon;
use crate::{browser, format, i18n::t, media::Recorder, session::session};
use estuary_api::NewFile;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Milliseconds between two looks at the level.
const PAUSE: u32 = 80;
/// Levels shown at a time.
const BARS: usize = 40;

/// Level, time, and both ways to end it.
#[component]
pub(super) fn Recording(
    /// Gets the recording, to be sent.
    on_send: Callback<NewFile>,
    /// Gets the recording, to be heard before.
    on_stop: Callback<NewFile>,
    /// Called when there will be none.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let session = session();
    let recorder = StoredValue::new_local(None::<Recorder>);
    let elapsed = RwSignal::new(0_u32);
    let levels = RwSignal::new(vec![0.0_f64; BARS]);
    let running = RwSignal::new(false);
    spawn_local(async move {
        match Recorder::start().await {
            Ok(started) => {
                // Put away while the browser was asking: dropping it frees the microphone.
                if recorder.try_update_value(|recorder| *recorder = Some(started)).is_none() {
                    return;
                }
                running.try_set(true);
                request_animation_frame(|| browser::focus("voice-stop"));
            }
            Err(problem) => {
                session.problem.set(Some(problem));
                return on_cancel.try_run(()).unwrap_or_default();
            }
        }
        let now =
            || recorder.try_with_value(|recorder| recorder.as_ref().map(|now| (now.elapsed(), now.level())));
        while let Some(Some((time, level))) = now() {
            elapsed.try_set(time);
            levels.try_update(|levels| {
                levels.remove(0);
                levels.push(level);
            });
            TimeoutFuture::new(PAUSE).await;
        }
    });
    let finish = move |then: Callback<NewFile>| {
        let Some(Some(recorder)) = recorder.try_update_value(Option::take) else { return };
        spawn_local(async move {
            match recorder.finish().await {
                Ok(file) => then.run(file),
                Err(problem) => {
                    session.problem.set(Some(problem));
                    on_cancel.run(());
                }
            }
        });
    };
    view! {
        <div class="recording" data-testid="recording">
            <button type="button" class="icon-button" aria-label=t("voice-cancel") title=t("voice-cancel") data-testid="voice-cancel" on:click=move |_| on_cancel.run(())>
                <icon::Bin/>
            </button>
            <span class="recording-time" role="timer">{move || format::length(elapsed.get())}</span>
            <div class="levels" aria-hidden="true">
                {move || levels.get().into_iter().map(|level| view! { <i style=("--level", level.to_string())></i> }).collect::<Vec<_>>()}
            </div>
            <button
                type="button" class="icon-button" id="voice-stop" aria-label=t("voice-stop") title=t("voice-stop") data-testid="voice-stop"
                prop:disabled=move || !running.get() on:click=move |_| finish(on_stop)
            >
                <icon::Pause/>
            </button>
            <button
                type="button" class="icon-button send" aria-label=t("voice-send") title=t("voice-send") data-testid="voice-send"
                prop:disabled=move || !running.get() on:click=move |_| finish(on_send)
            >
                <icon::Send/>
            </button>
        </div>
    }
}
