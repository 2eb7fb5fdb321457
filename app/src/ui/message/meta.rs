//! When a message was sent, how far it got, and what was done with it.

use super::{super::icon, state::StateMark};
use crate::{format, i18n::t};
use estuary_api::MessageRow;
use leptos::prelude::*;
use std::sync::Arc;

/// In the lower corner of a bubble.
#[component]
pub(super) fn Meta(row: Memo<Option<Arc<MessageRow>>>, own: bool) -> impl IntoView {
    let facts = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .map(|row| (row.time, row.state.clone(), row.edited, row.pinned, row.saved, row.expires > 0))
        })
    });
    move || {
        facts.get().map(|(time, state, edited, pinned, saved, expires)| view! {
            <span class="meta">
                {pinned.then(|| view! { <span title=t("pinned")><icon::Pin/><span class="visually-hidden">{t("pinned")}</span></span> })}
                {saved.then(|| view! { <span title=t("saved-message")><icon::Bookmark/><span class="visually-hidden">{t("saved-message")}</span></span> })}
                {expires.then(|| view! { <span title=t("disappears")><icon::Clock/><span class="visually-hidden">{t("disappears")}</span></span> })}
                {edited.then(|| t("edited"))}
                <time>{format::clock(time)}</time>
                {own.then(|| view! { <StateMark state/> })}
            </span>
        })
    }
}
