//! A voice message while it is recorded.

use super::{super::icon, voice::Voice};
use crate::{browser, format, i18n::t, media::Recorder, session::session};
use estuary_api::NewFile;
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// Milliseconds between two looks at the level.
const PAUSE: u32 = 80;
/// Levels shown at a time.
const BARS: usize = 40;
/// Milliseconds of the shortest recording that leaves when the button is let go of. What is shorter was a press, or the
/// person let go to answer the browser's question: it goes on until it is ended.
const LEAST: u32 = 500;

/// Level, time, and the ways to end it.
#[component]
pub(super) fn Recording(
    /// How far it is.
    voice: RwSignal<Voice>,
    /// Gets the recording, to be sent.
    on_send: Callback<NewFile>,
    /// Gets the recording, to be heard before.
    on_stop: Callback<NewFile>,
) -> impl IntoView {
    let session = session();
    let recorder = StoredValue::new_local(None::<Recorder>);
    let elapsed = RwSignal::new(0_u32);
    let levels = RwSignal::new(vec![0.0_f64; BARS]);
    let running = RwSignal::new(false);
    let paused = RwSignal::new(false);
    spawn_local(async move {
        match Recorder::start().await {
            Ok(started) => {
                // Put away while the browser was asking: dropping it frees the microphone.
                if recorder.try_update_value(|recorder| *recorder = Some(started)).is_none() {
                    return;
                }
                running.try_set(true);
            }
            Err(problem) => {
                session.problem.set(Some(problem));
                voice.try_set(Voice::Idle);
                return;
            }
        }
        let now =
            || recorder.try_with_value(|recorder| recorder.as_ref().map(|now| (now.elapsed(), now.level())));
        while let Some(Some((time, level))) = now() {
            elapsed.try_set(time);
            if paused.try_get_untracked() == Some(false) {
                levels.try_update(|levels| {
                    levels.remove(0);
                    levels.push(level);
                });
            }
            TimeoutFuture::new(PAUSE).await;
        }
    });
    let finish = move |then: Callback<NewFile>| {
        let Some(Some(recorder)) = recorder.try_update_value(Option::take) else { return };
        spawn_local(async move {
            let finished = recorder.finish().await;
            match finished {
                // Discarded meanwhile.
                _ if voice.try_get_untracked().is_none_or(|voice| voice == Voice::Idle) => {}
                Ok(file) => drop(then.try_run(file)),
                Err(problem) => {
                    session.problem.set(Some(problem));
                    voice.try_set(Voice::Idle);
                }
            }
        });
    };
    let recorded = move || recorder.with_value(|recorder| recorder.as_ref().map_or(0, Recorder::elapsed));
    Effect::new(move |_| match (voice.get(), running.get()) {
        (Voice::LetGo, _) if recorded() < LEAST => voice.set(Voice::Locked),
        (Voice::LetGo, _) => finish(on_send),
        (Voice::Locked, true) => request_animation_frame(|| browser::focus("voice-stop")),
        _ => {}
    });
    let rest = move |_| {
        recorder.update_value(|recorder| {
            if let Some(recorder) = recorder {
                paused.set(recorder.turn());
            }
        });
    };
    let discard = move |_| voice.set(Voice::Idle);
    let free = move || voice.get() == Voice::Locked;
    let rest_label = move || t(if paused.get() { "voice-resume" } else { "voice-pause" });
    view! {
        <div class="recording" class:free=free class:paused=paused data-testid="recording">
            <button type="button" class="icon-button" aria-label=t("voice-cancel") title=t("voice-cancel") data-testid="voice-cancel" on:click=discard>
                <icon::Bin/>
            </button>
            <span class="recording-time" role="timer">{move || format::length(elapsed.get())}</span>
            {move || (!free()).then(|| view! { <span class="voice-slide"><icon::Back/>{t("voice-slide")}</span> })}
            <div class="levels" aria-hidden="true">
                {move || levels.get().into_iter().map(|level| view! { <i style=("--level", level.to_string())></i> }).collect::<Vec<_>>()}
            </div>
            {move || free().then(|| view! {
                <button
                    type="button" class="icon-button" aria-label=rest_label title=rest_label data-testid="voice-rest"
                    prop:disabled=move || !running.get() on:click=rest
                >
                    {move || if paused.get() { icon::Microphone().into_any() } else { icon::Pause().into_any() }}
                </button>
                <button
                    type="button" class="icon-button" id="voice-stop" aria-label=t("voice-stop") title=t("voice-stop") data-testid="voice-stop"
                    prop:disabled=move || !running.get() on:click=move |_| finish(on_stop)
                >
                    <icon::Play/>
                </button>
                <button
                    type="button" class="icon-button send" aria-label=t("voice-send") title=t("voice-send") data-testid="voice-send"
                    prop:disabled=move || !running.get() on:click=move |_| finish(on_send)
                >
                    <icon::Send/>
                </button>
            })}
        </div>
    }
}
