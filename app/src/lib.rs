//! The interface of Estuary: what a person sees. It knows `estuary-api` and the worker behind it, nothing of the core.
#![forbid(unsafe_code)]
#![allow(unreachable_pub, reason = "the component macro makes functions and their properties public")]

mod browser;
#[cfg(not(feature = "gallery"))]
mod client;
mod format;
#[cfg(feature = "gallery")]
mod gallery;
mod host;
mod i18n;
mod media;
mod place;
mod profiles;
mod session;
mod ui;

#[cfg(feature = "gallery")]
use gallery::client;
#[cfg(feature = "gallery")]
pub use gallery::start as start_gallery;

use leptos::mount::mount_to_body;
use wasm_bindgen_futures::spawn_local;

/// Loads the texts of the person's language, then mounts the interface in the place of what `index.html` shows so long.
pub fn start() {
    spawn_local(async {
        i18n::ready().await;
        mount_to_body(ui::App);
        browser::remove("boot");
    });
}
