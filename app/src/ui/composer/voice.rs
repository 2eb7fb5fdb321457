//! The button that begins a voice message: as long as it is held, or, once pressed, until the person ends it.

use super::super::{hold::Hold, icon};
use crate::{browser, i18n::t};
use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};

/// Pixels to draw the button: up, from where it need not be held any more; back along the line, from where there is no
/// message.
const LOCKED: f64 = 64.0;
const DISCARDED: f64 = 96.0;

/// How far a voice message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// There is none.
    Idle,
    /// It is recorded as long as the button is held.
    Held,
    /// The button was let go of.
    LetGo,
    /// It is recorded until the person ends it.
    Locked,
}

/// What it comes to when the button is drawn this far.
fn drawn(up: f64, back: f64) -> Voice {
    if back > DISCARDED && back > up {
        Voice::Idle
    } else if up > LOCKED {
        Voice::Locked
    } else {
        Voice::Held
    }
}

/// Stays in the page while something is recorded: it is what the pointer holds.
#[component]
pub(super) fn VoiceButton(voice: RwSignal<Voice>) -> impl IntoView {
    let hold = Hold::new();
    let is = move |state| voice.get_untracked() == state;
    let pressed = move |event: PointerEvent| {
        if is(Voice::Idle) && hold.take(&event) {
            voice.set(Voice::Held);
        }
    };
    let moved = move |event: PointerEvent| {
        let Some((right, down)) = hold.way(&event).filter(|_| is(Voice::Held)) else { return };
        let state = drawn(-down, if browser::runs_left() { right } else { -right });
        if state != Voice::Held {
            voice.set(state);
        }
    };
    let end = move |event: PointerEvent, state| {
        if hold.end(&event) && is(Voice::Held) {
            voice.set(state);
        }
    };
    let clicked = move |event: MouseEvent| {
        // By keys or a screen reader; what pointers do was told already.
        if event.detail() == 0 {
            voice.set(Voice::Locked);
        }
    };
    let held = move || voice.get() == Voice::Held;
    view! {
        {move || held().then(|| view! { <span class="voice-lock" aria-hidden="true"><icon::Lock/></span> })}
        <button
            type="button" class="icon-button send voice" class:held=held aria-label=t("voice-record") title=t("voice-record")
            data-testid="voice-record" hidden=move || voice.get() == Voice::Locked
            on:pointerdown=pressed on:pointermove=moved on:pointerup=move |event| end(event, Voice::LetGo)
            on:lostpointercapture=move |event| end(event, Voice::Locked) on:click=clicked
            on:contextmenu=|event| event.prevent_default()
        >
            <icon::Microphone/>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_is_locked_and_back_is_discarded() {
        assert_eq!(drawn(10.0, 40.0), Voice::Held);
        assert_eq!(drawn(-80.0, -200.0), Voice::Held);
        assert_eq!(drawn(70.0, 60.0), Voice::Locked);
        assert_eq!(drawn(70.0, 120.0), Voice::Idle);
        assert_eq!(drawn(130.0, 120.0), Voice::Locked);
    }
}
