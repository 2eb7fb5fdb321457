//! The interface of Estuary: what a person sees. It knows `estuary-api` and the worker behind it, nothing of the core.
#![forbid(unsafe_code)]
#![allow(unreachable_pub, reason = "the component macro makes functions and their properties public")]

mod browser;
mod client;
mod format;
mod host;
mod i18n;
mod media;
mod place;
mod session;
mod ui;

pub use ui::App;
