//! Where a running app is: on an origin of its own, or on an opaque one.

use super::{
    frame::{self, Origin},
    protection::{Design, design},
    site,
};
use crate::browser;
use web_sys::HtmlIFrameElement;

/// The page of an app on an opaque origin, on our own server.
const OPAQUE: &str = "/__estuary__/opaque.html";
/// As many bytes of JSON an app may keep on an opaque origin: enough for all that its page lets it store.
const KEPT: usize = 640_000;

/// A place for one app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// An origin of its own, where a frame of ours keeps it.
    Own(Origin),
    /// A page of ours that keeps itself; this label is what the app is known by.
    Opaque(String),
}

impl Place {
    /// The place of a label; `None` where there are none at all.
    pub(super) async fn of(label: &str) -> Option<Self> {
        match design().await? {
            Design::Own => site::origin(label).await.map(Self::Own),
            Design::Opaque => Some(Self::Opaque(label.to_owned())),
        }
    }

    /// What it says comes from there.
    pub(super) fn origin(&self) -> Origin {
        match self {
            Self::Own(origin) => origin.clone(),
            Self::Opaque(_) => Origin::opaque(),
        }
    }

    /// The frame that keeps the app, if that is another than the app's.
    pub(super) fn keeper(&self) -> Option<HtmlIFrameElement> {
        match self {
            Self::Own(origin) => frame::hidden(&origin.at("/__estuary__/keeper.html")),
            Self::Opaque(_) => None,
        }
    }

    /// The frame of the app, with nothing in it yet.
    pub(super) fn frame(&self, title: &str) -> Option<HtmlIFrameElement> {
        frame::visible(title, matches!(self, Self::Own(_)))
    }

    /// The URL that shows a path of the app. It begins with a slash.
    pub(super) fn at(&self, path: &str) -> String {
        match self {
            Self::Own(origin) => origin.at(path),
            // A new query each time, or the browser would only look for a part of the page it has.
            Self::Opaque(_) => format!("{OPAQUE}?{}#{path}", u32::from_le_bytes(browser::random())),
        }
    }

    /// The URL that ends the app's page.
    pub(super) fn closed(&self) -> String {
        match self {
            Self::Own(origin) => origin.at("/__estuary__/closed"),
            Self::Opaque(_) => "about:blank".to_owned(),
        }
    }

    /// What the app keeps, where its browser keeps nothing for it: a JSON object.
    pub(super) fn kept(&self) -> Option<String> {
        match self {
            Self::Own(_) => None,
            Self::Opaque(label) => Some(browser::choice(&choice(label)).unwrap_or_default()),
        }
    }

    /// Keeps something else.
    pub(super) fn keep(&self, json: &str) {
        if let Self::Opaque(label) = self
            && json.len() <= KEPT
        {
            browser::choose(&choice(label), json);
        }
    }
}

/// Empties what an app stored. Answers whether that is known to be done.
pub(crate) async fn wipe(label: &str) -> Option<bool> {
    browser::forget(&choice(label));
    match design().await {
        Some(Design::Opaque) => Some(true),
        Some(Design::Own) | None => site::wipe(label).await,
    }
}

fn choice(label: &str) -> String {
    format!("app-{label}")
}
