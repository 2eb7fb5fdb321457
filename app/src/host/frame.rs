//! Frames on other origins, and hearing them.

use crate::browser;
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};

/// What an app's frame may do. Not among them: popups and leading the whole page elsewhere, which would be ways out;
/// downloads; and the browser's own dialogs, which would also let an app keep itself open.
const FLAGS: &str = "allow-scripts allow-same-origin allow-forms allow-pointer-lock";
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

    /// A URL there. The path begins with a slash.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// A frame for an app, with a name it has not had before.
pub(super) fn visible(url: &str, title: &str) -> Option<HtmlIFrameElement> {
    let frame = make(url)?;
    frame.set_attribute("allow", FEATURES).ok()?;
    frame.set_title(title);
    frame.set_class_name("app-frame");
    frame.set_attribute("data-testid", "app-frame").ok()?;
    Some(frame)
}

/// A frame for a page of ours.
pub(super) fn hidden(url: &str) -> Option<HtmlIFrameElement> {
    let frame = make(url)?;
    frame.set_hidden(true);
    Some(frame)
}

fn make(url: &str) -> Option<HtmlIFrameElement> {
    let document = browser::window()?.document()?;
    let frame: HtmlIFrameElement = document.create_element("iframe").ok()?.dyn_into().ok()?;
    frame.set_attribute("sandbox", FLAGS).ok()?;
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
