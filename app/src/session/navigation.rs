//! Between the list and what it leads to, in step with the browser's history.

use super::Session;
use crate::{browser, place::Place};
use estuary_api::ChatId;
use gloo_events::EventListener;
use leptos::prelude::*;
use std::mem;
use wasm_bindgen::JsValue;

impl Session {
    /// Goes to a chat or the settings. The way there is a step in the browser's history, so that *back* on a phone
    /// leads to the list and not out of the app.
    pub(crate) fn go(self, place: Place) {
        if !is_step() {
            let step = JsValue::from_str(STEP);
            browser::history(|history| history.push_state_with_url(&step, "", None));
        }
        self.place.set(place);
    }

    /// Back to the list.
    pub(crate) fn leave(self) {
        self.place.set(Place::List);
        if is_step() {
            self.leaving.set_value(true);
            browser::history(|history| history.back());
        }
    }

    /// Back to the list, if this chat is what is shown.
    pub(crate) fn leave_chat(self, chat: ChatId) {
        if self.place.get_untracked() == Place::Chat(chat) {
            self.leave();
        }
    }

    /// *Back* of the browser leads to the list. After a reload one is there already.
    pub(super) fn watch_history(self) {
        if is_step() {
            browser::history(|history| history.replace_state_with_url(&JsValue::NULL, "", None));
        }
        if let Some(window) = browser::window() {
            EventListener::new(&window, "popstate", move |_| {
                if !is_step() && !self.leaving.try_update_value(mem::take).unwrap_or_default() {
                    self.place.set(Place::List);
                }
            })
            .forget();
        }
    }
}

/// Marks the step in the browser's history that leads out of the list.
const STEP: &str = "inside";

fn is_step() -> bool {
    let state = browser::window().and_then(|window| window.history().ok()?.state().ok());
    state.and_then(|state| state.as_string()).as_deref() == Some(STEP)
}
