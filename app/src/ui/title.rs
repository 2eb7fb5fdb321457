//! The title of the tab and the badge of the installed app: how much is unread.

use crate::{browser, i18n::t, session::Session};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Keeps both true.
pub(super) fn keep(session: Session) {
    Effect::new(move |_| {
        let others = session.others.with(|others| others.iter().map(|other| other.unread).sum::<u32>());
        let unread = session.unread.get().saturating_add(others);
        let Some(window) = browser::window() else { return };
        if let Some(document) = window.document() {
            let name = t("app-name");
            document.set_title(&if unread == 0 { name } else { format!("({unread}) {name}") });
        }
        // Not every browser has badges.
        let navigator = window.navigator();
        let set = js_sys::Reflect::get(&navigator, &"setAppBadge".into()).ok();
        if let Some(set) = set.and_then(|set| set.dyn_into::<js_sys::Function>().ok()) {
            set.call1(&navigator, &unread.into()).ok();
        }
    });
}
