//! When a message was sent, how far it got, and what was done with it.

use super::{super::icon, state::StateMark};
use crate::{format, i18n::t};
use estuary_api::MessageRow;
use leptos::prelude::*;
use std::sync::Arc;

/// In the lower corner of a bubble.
#[component]
pub(super) fn Meta(row: RwSignal<Arc<MessageRow>>, own: bool) -> impl IntoView {
    move || {
        let row = row.get();
        let MessageRow { time, edited, pinned, saved, expires, .. } = *row;
        let (expires, state) = (expires > 0, row.state.clone());
        view! {
            <span class="meta">
                {pinned.then(|| view! { <span title=t("pinned")><icon::Pin/><span class="visually-hidden">{t("pinned")}</span></span> })}
                {saved.then(|| view! { <span title=t("saved-message")><icon::Bookmark/><span class="visually-hidden">{t("saved-message")}</span></span> })}
                {expires.then(|| view! { <span title=t("disappears")><icon::Clock/><span class="visually-hidden">{t("disappears")}</span></span> })}
                {edited.then(|| t("edited"))}
                <time>{format::clock(time)}</time>
                {own.then(|| view! { <StateMark state/> })}
            </span>
        }
    }
}
