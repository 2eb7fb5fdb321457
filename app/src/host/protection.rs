//! How well this browser keeps an app in: measured, not guessed from its name.

use super::{
    frame::{self, Origin},
    site,
};
use crate::browser;
use futures::{FutureExt, channel::oneshot, select_biased};
use gloo_timers::future::TimeoutFuture;
use std::cell::Cell;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// The label of the measuring page; no instance can have it.
const LABEL: &str = "probe";
/// The measuring page where apps have no origins.
const OPAQUE: &str = "/__estuary__/opaque-probe.html";
/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 8_000;

/// How apps are kept from each other and from us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Design {
    /// Each has an origin, and a service worker of ours there.
    Own,
    /// Each has an opaque origin, which browsers store nothing for. The server has no origins for apps, or the browser
    /// no service worker in frames.
    Opaque,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Protection {
    /// How apps run.
    pub(crate) design: Design,
    /// Whether the browser stops every connection. Otherwise it stops requests, and calls (WebRTC) and name look-ups may
    /// get through.
    pub(crate) full: bool,
}

thread_local! {
    static KNOWN: Cell<Option<Protection>> = const { Cell::new(None) };
}

/// Measures once a page; `None`: nothing can be started. Without a network it is what this very browser did the last
/// time; a bad outcome is not remembered.
pub(crate) async fn protection() -> Option<Protection> {
    if let Some(known) = KNOWN.get() {
        return Some(known);
    }
    let found = match measure().await {
        Some(found) => {
            remember(found);
            Some(found)
        }
        None => remembered(),
    };
    KNOWN.set(found);
    found
}

/// How apps run here. It is not measured before an app starts if it was before.
pub(super) async fn design() -> Option<Design> {
    match KNOWN.get().or_else(remembered) {
        Some(known) => Some(known.design),
        None => protection().await.map(|found| found.design),
    }
}

/// Under this name it is kept, with the browser's version: another one may behave otherwise.
const CHOICE: &str = "protection-measured";
const LEVELS: [(&str, bool); 2] = [("full", true), ("partial", false)];

/// Only of the better design: the other one may be for want of a network, and works with one alone.
fn remember(found: Protection) {
    let level = LEVELS.iter().find(|(_, full)| *full == found.full && found.design == Design::Own);
    match level {
        Some((level, _)) => browser::choose(CHOICE, &format!("{level} {}", agent())),
        None => browser::forget(CHOICE),
    }
}

fn remembered() -> Option<Protection> {
    let kept = browser::choice(CHOICE)?;
    let (level, version) = kept.split_once(' ')?;
    let known = LEVELS.iter().find(|(name, _)| *name == level);
    known.filter(|_| version == agent()).map(|(_, full)| Protection { design: Design::Own, full: *full })
}

fn agent() -> String {
    browser::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

async fn measure() -> Option<Protection> {
    let own = match site::origin(LABEL).await {
        Some(origin) => ask(&origin.at("/__estuary__/probe.html"), origin.clone()).await,
        None => None,
    };
    let (design, full) = match own {
        Some(full) => (Design::Own, full),
        None => (Design::Opaque, ask(OPAQUE, Origin::opaque()).await?),
    };
    // What the measuring page could not reach counts only while it is there to be reached.
    (!full || server_answers().await).then_some(Protection { design, full })
}

/// Loads a measuring page. Whether every connection is stopped, if apps can run like that at all.
async fn ask(url: &str, origin: Origin) -> Option<bool> {
    let body = browser::window()?.document()?.body()?;
    let page = frame::hidden(url)?;
    let (sender, answer) = oneshot::channel();
    let sender = Cell::new(Some(sender));
    let _listener = frame::listen(&page, origin, move |event| {
        let Some(probe) = site::get(&event.data(), "probe") else { return };
        let holds = |what| site::get(&probe, what).and_then(|value| value.as_bool()).unwrap_or_default();
        if let Some(sender) = sender.take() {
            sender.send(holds("worker").then(|| holds("requests"))).ok();
        }
    });
    body.append_child(&page).ok()?;
    let found = select_biased! {
        found = answer.fuse() => found.ok().flatten(),
        () = TimeoutFuture::new(PATIENCE).fuse() => None,
    };
    page.remove();
    found
}

async fn server_answers() -> bool {
    let Some(window) = browser::window() else { return false };
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let answer = JsFuture::from(window.fetch_with_str_and_init("/healthz", &options)).await;
    answer.ok().and_then(|answer| answer.dyn_into::<Response>().ok()).is_some_and(|answer| answer.ok())
}
