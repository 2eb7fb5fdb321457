//! What a mini app is recognised by.

use super::icon;
use crate::{
    host::{self, Source},
    media::ObjectUrl,
};
use estuary_api::AppSummary;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// Document and name.
pub(super) fn app_title(summary: &AppSummary) -> String {
    match summary.document.as_str() {
        "" => summary.name.clone(),
        document => format!("{document} · {}", summary.name),
    }
}

/// Its icon, or one for all that have none.
#[component]
pub(super) fn AppIcon(
    source: Source,
    /// Path in the archive.
    path: Option<String>,
) -> impl IntoView {
    let picture = RwSignal::new(None::<Arc<ObjectUrl>>);
    if let Some(path) = path {
        spawn_local(async move {
            let found = host::icon(&source, &path).await;
            picture.try_set(found.and_then(|(bytes, kind)| ObjectUrl::of_bytes(&bytes, kind)));
        });
    }
    move || match picture.get() {
        Some(url) => view! { <img class="app-icon" src=url.as_str().to_owned() alt=""/> }.into_any(),
        None => view! { <span class="app-icon"><icon::App/></span> }.into_any(),
    }
}
