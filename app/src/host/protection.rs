//! How well this browser keeps an app in: measured, not guessed from its name.

use super::{frame, site};
use crate::browser;
use futures::{FutureExt, channel::oneshot, select_biased};
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// The label of the measuring page; no instance can have it.
const LABEL: &str = "probe";
/// How long its answer may take, in milliseconds.
const PATIENCE: u32 = 8_000;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protection {
    /// The browser stops every connection, calls included.
    Full,
    /// Requests are stopped; calls (WebRTC) and name look-ups may get through.
    Partial,
    /// The server has no origins for apps, or the browser none for their workers. Nothing can be started.
    None,
}

thread_local! {
    static KNOWN: Cell<Option<Protection>> = const { Cell::new(None) };
}

/// Measures once a page. Without a network it is what this very browser did the last time; a bad outcome is not
/// remembered.
pub(crate) async fn protection() -> Protection {
    if let Some(known) = KNOWN.get() {
        return known;
    }
    let found = match measure().await {
        Some(found) => {
            remember(found);
            found
        }
        None => remembered().unwrap_or(Protection::None),
    };
    if found != Protection::None {
        KNOWN.set(Some(found));
    }
    found
}

/// Under this name it is kept, with the browser's version: another one may behave otherwise.
const CHOICE: &str = "protection-measured";
const LEVELS: [(&str, Protection); 2] = [("full", Protection::Full), ("partial", Protection::Partial)];

fn remember(found: Protection) {
    let level = LEVELS.iter().find(|(_, level)| *level == found).map_or("", |(name, _)| name);
    browser::choose(CHOICE, &format!("{level} {}", agent()));
}

fn remembered() -> Option<Protection> {
    let kept = browser::choice(CHOICE)?;
    let (level, version) = kept.split_once(' ')?;
    let known = LEVELS.iter().find(|(name, _)| *name == level);
    known.filter(|_| version == agent()).map(|(_, level)| *level)
}

fn agent() -> String {
    browser::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

async fn measure() -> Option<Protection> {
    let origin = site::origin(LABEL).await?;
    let body = browser::window()?.document()?.body()?;
    let page = frame::hidden(&origin.at("/__estuary__/probe.html"))?;
    let (sender, answer) = oneshot::channel();
    let sender = Cell::new(Some(sender));
    let _listener = frame::listen(&page, origin, move |event| {
        let Some(probe) = site::get(&event.data(), "probe") else { return };
        let holds = |what| site::get(&probe, what).and_then(|value| value.as_bool()).unwrap_or_default();
        let found = match (holds("worker"), holds("requests")) {
            (false, _) => Protection::None,
            (true, true) => Protection::Full,
            (true, false) => Protection::Partial,
        };
        if let Some(sender) = sender.take() {
            sender.send(found).ok();
        }
    });
    body.append_child(&page).ok()?;
    let found = select_biased! {
        found = answer.fuse() => found.ok(),
        () = TimeoutFuture::new(PATIENCE).fuse() => None,
    };
    page.remove();
    // What the measuring page could not reach counts only while it is there to be reached.
    if found == Some(Protection::Full) && !server_answers().await {
        return None;
    }
    found
}

async fn server_answers() -> bool {
    let Some(window) = browser::window() else { return false };
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let answer = JsFuture::from(window.fetch_with_str_and_init("/healthz", &options)).await;
    answer.ok().and_then(|answer| answer.dyn_into::<Response>().ok()).is_some_and(|answer| answer.ok())
}
