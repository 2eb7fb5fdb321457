//! That somebody was heard of a moment ago.

use crate::{format, i18n::t};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

/// For so many milliseconds it counts as a moment ago, as in the real core.
const RECENT: i64 = 600_000;

/// A green dot on the picture before it, as long as that is so.
#[component]
pub(super) fn Seen(
    /// When they were heard of last, Unix milliseconds.
    #[prop(into)]
    at: Signal<i64>,
) -> impl IntoView {
    let recent = RwSignal::new(false);
    Effect::new(move |_| {
        let then = at.get();
        let left = (then + RECENT - format::now()).clamp(0, RECENT);
        if recent.get_untracked() != (left > 0) {
            recent.set(left > 0);
        }
        if left > 0 {
            spawn_local(async move {
                TimeoutFuture::new(left as u32).await;
                // Unless they were heard of again.
                if at.try_get_untracked() == Some(then) {
                    recent.try_set(false);
                }
            });
        }
    });
    move || {
        recent.get().then(|| {
            view! { <span class="seen" title=t("seen-recently") data-testid="seen"><span class="visually-hidden">{t("seen-recently")}</span></span> }
        })
    }
}
