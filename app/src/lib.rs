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
mod watcher;

#[cfg(feature = "gallery")]
use gallery::client;
#[cfg(feature = "gallery")]
pub use gallery::start as start_gallery;

use leptos::mount::mount_to_body;

/// Mounts the interface; what `index.html` shows so long gives way once there is something to see.
pub fn start() {
    mount_to_body(ui::App);
}
