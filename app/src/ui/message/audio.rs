//! A sound or voice message.

use super::{
    super::{conversation::talk, icon, near::when_near},
    waveform::{Waveform, path},
};
use crate::{
    browser, format,
    i18n::t,
    media::{self, Holder, ObjectUrl},
};
use estuary_api::{Attachment, FileKind, MessageId};
use leptos::{html, prelude::*, task::spawn_local};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// How fast sounds play, one after the other.
const SPEEDS: [f64; 4] = [1.0, 1.25, 1.5, 2.0];

/// Play, place, speed. A voice message is drawn, and after it the next one plays by itself, as fast.
#[component]
pub(in super::super) fn AudioPlayer(holder: Holder, attachment: Attachment) -> impl IntoView {
    let talk = talk();
    let Attachment { name, kind, duration, .. } = attachment;
    let voice = kind == FileKind::Voice;
    let player = NodeRef::<html::Audio>::new();
    let url = RwSignal::new(None::<Arc<ObjectUrl>>);
    let playing = RwSignal::new(false);
    let place = RwSignal::new(media::left(holder));
    let length = RwSignal::new(duration.map_or(0.0, |duration| f64::from(duration) / 1000.0));
    let speed = talk.speed;
    let rate = move || SPEEDS.get(speed.get()).copied().unwrap_or(1.0);
    Effect::new(move |_| {
        let rate = rate();
        if let Some(player) = player.get() {
            player.set_playback_rate(rate);
        }
    });
    let track = NodeRef::<html::Div>::new();
    let shape = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let Some(track) = track.get().filter(|_| voice) else { return };
        when_near(&track, move || {
            spawn_local(async move {
                // What cannot be drawn can still be played, or says then why not.
                if let Ok((file, bytes)) = media::bytes(holder).await {
                    let Some((levels, seconds)) = media::waveform(&bytes, file.duration).await else {
                        return;
                    };
                    shape.try_set(Some(path(&levels)));
                    // Not every sender tells it.
                    length.try_update(|length| *length = length.max(seconds));
                }
            });
        });
    });
    let start = move || {
        spawn_local(async move {
            if url.with_untracked(Option::is_none) {
                match media::url(holder).await {
                    Ok(loaded) => drop(url.try_set(Some(loaded))),
                    Err(problem) => return talk.session.problem.set(Some(problem)),
                }
            }
            let Some(player) = player.try_get_untracked().flatten() else { return };
            if let Some(Some(url)) = url.try_get_untracked()
                && player.src().is_empty()
            {
                player.set_src(url.as_str());
                player.set_current_time(place.get_untracked());
            }
            player.set_playback_rate(untrack(rate));
            if let Ok(promise) = player.play() {
                JsFuture::from(promise).await.ok();
            }
        });
    };
    let toggle = move |_| match player.get_untracked().filter(|player| !player.paused()) {
        Some(player) => drop(player.pause()),
        None => {
            pause_others();
            start();
        }
    };
    let come_to = move |seconds| {
        place.set(seconds);
        media::leave(holder, seconds);
    };
    let faster = move |_| speed.update(|speed| *speed = (*speed + 1) % SPEEDS.len());
    let seek = move |value: String| {
        if let (Some(player), Ok(seconds)) = (player.get_untracked(), value.parse::<f64>()) {
            player.set_current_time(seconds);
            come_to(seconds);
        }
    };
    let moved = move |_| {
        let Some(player) = player.get_untracked() else { return };
        come_to(player.current_time());
        if player.duration().is_finite() {
            length.set(player.duration());
        }
    };
    let ended = move |_| {
        playing.set(false);
        come_to(0.0);
        if let Holder::Message(id) = holder
            && voice
        {
            play_next(id);
        }
    };
    let shown = move || {
        let seconds = if place.get() > 0.0 { place.get() } else { length.get() };
        format::length((seconds * 1000.0) as u32)
    };
    let done = move || (place.get() / length.get().max(0.1) * 100.0).min(100.0).to_string() + "%";
    view! {
        <div class="audio" class:voice=voice data-testid="audio">
            <audio
                node_ref=player preload="none" on:play=move |_| playing.set(true) on:pause=move |_| playing.set(false)
                on:timeupdate=moved on:loadedmetadata=moved on:ended=ended
            ></audio>
            <button type="button" class="icon-button accent play" aria-label=move || t(if playing.get() { "pause" } else { "play" }) data-testid="play" on:click=toggle>
                {move || if playing.get() { icon::Pause().into_any() } else { icon::Play().into_any() }}
            </button>
            <div class="audio-track">
                {if voice { view! { <span class="visually-hidden">{t("voice-message")}</span> }.into_any() } else { view! { <span class="attachment-name" dir="auto">{name}</span> }.into_any() }}
                <div class="seek" class:drawn=move || shape.with(Option::is_some) node_ref=track style=("--done", done)>
                    {move || shape.get().map(|shape| view! { <Waveform shape/> })}
                    <input
                        type="range" min="0" step="any" aria-label=t("audio-place") aria-valuetext=shown data-testid="audio-place"
                        prop:max=move || length.get().max(0.1) prop:value=place
                        on:input:target=move |event| seek(event.target().value())
                    />
                </div>
                <span class="audio-time">{shown}</span>
            </div>
            <button type="button" class="button quiet audio-speed" on:click=faster>
                <span class="visually-hidden">{t("audio-speed")}" "</span>{move || format!("{}×", rate())}
            </button>
        </div>
    }
}

/// Nobody listens to two at once.
fn pause_others() {
    let players = document().query_selector_all("audio, video").ok();
    for index in 0..players.as_ref().map_or(0, |players| players.length()) {
        let player = players.as_ref().and_then(|players| players.get(index));
        if let Some(player) = player.and_then(|player| player.dyn_into::<web_sys::HtmlMediaElement>().ok()) {
            player.pause().ok();
        }
    }
}

/// Plays the next voice message that follows directly.
fn play_next(id: MessageId) {
    let next = browser::element(&super::element_id(id)).and_then(|element| element.next_element_sibling());
    let button = next.and_then(|next| next.query_selector(".voice .play").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}
