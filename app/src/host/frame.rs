//! Frames on other origins, and hearing them.

use crate::browser;
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};

/// What an app's frame may do. Not among them: popups and leading the whole page elsewhere, which would be ways out;
/// downloads; and the browser's own dialogs, which would also let an app keep itself open.
const FLAGS: &str = "allow-scripts allow-forms allow-pointer-lock";
/// Without this the origin is opaque.
const WITH_ORIGIN: &str = "allow-same-origin";
/// What is granted of the features that are off by default.
const FEATURES: &str = "autoplay; fullscreen; gamepad; clipboard-write";

/// The origin of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin(String);

impl Origin {
    /// As browsers write it, without a slash at the end.
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// The one of all frames without one of their own. Who is meant is known by the frame alone.
    pub(super) fn opaque() -> Self {
        Self("null".to_owned())
    }

    /// A URL there. The path begins with a slash.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// An empty frame for an app, with an origin or on an opaque one.
pub(super) fn visible(title: &str, with_origin: bool) -> Option<HtmlIFrameElement> {
    let frame = make("about:blank", with_origin)?;
    frame.set_attribute("allow", FEATURES).ok()?;
    frame.set_title(title);
    frame.set_class_name("app-frame");
    frame.set_attribute("data-testid", "app-frame").ok()?;
    Some(frame)
}

/// A frame for a page of ours.
pub(super) fn hidden(url: &str) -> Option<HtmlIFrameElement> {
    let frame = make(url, true)?;
    frame.set_hidden(true);
    Some(frame)
}

fn make(url: &str, with_origin: bool) -> Option<HtmlIFrameElement> {
    let document = browser::window()?.document()?;
    let frame: HtmlIFrameElement = document.create_element("iframe").ok()?.dyn_into().ok()?;
    let flags = if with_origin { format!("{FLAGS} {WITH_ORIGIN}") } else { FLAGS.to_owned() };
    frame.set_attribute("sandbox", &flags).ok()?;
    frame.set_attribute("referrerpolicy", "no-referrer").ok()?;
    frame.set_src(url);
    Some(frame)
}

/// Hears what this frame says while it shows a page of this origin, and nothing else. Ends when it is dropped.
pub(super) fn listen(
    frame: &HtmlIFrameElement,
    origin: Origin,
    heard: impl Fn(&MessageEvent) + 'static,
) -> Option<EventListener> {
    let frame = frame.clone();
    let window = browser::window()?;
    Some(EventListener::new(&window, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let source = event.source().map(JsValue::from);
        let own = frame.content_window().map(JsValue::from);
        if source.is_some() && source == own && event.origin() == origin.0 {
            heard(event);
        }
    }))
}
