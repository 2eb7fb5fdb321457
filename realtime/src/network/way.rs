//! The way to the network, as iroh is told of it.
//!
//! Told that something changed, iroh asks the browser whether it is online, and does nothing where the answer is the one it
//! had before. So it misses every change that is over when it asks, such as from one network to the next, and finds out
//! by the silence of its relay, after 20 seconds. Here the answer is another one after each change.

use js_sys::{Object, Reflect};
use n0_future::time::{Duration, Instant, sleep};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};

/// iroh asks within a quarter of a second. Turned twice before, the answer would be the old one again.
const ASKED_WITHIN: Duration = Duration::from_millis(500);

/// When it was another one last, and whether somebody waits to make it one again.
#[derive(Debug, Clone, Default)]
pub(super) struct Way(Rc<Cell<(Option<Instant>, bool)>>);

impl Way {
    /// Makes it another one; not, if somebody else is about to.
    pub(super) async fn turn(&self) -> bool {
        let (turned, is_awaited) = self.0.replace((self.0.get().0, true));
        if is_awaited {
            return false;
        }
        if let Some(turned) = turned {
            sleep(ASKED_WITHIN.saturating_sub(turned.elapsed())).await;
        }
        self.0.set((Some(Instant::now()), false));
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap_or_default();
        let name = JsValue::from("onLine");
        let online = Reflect::get(&navigator, &name).is_ok_and(|online| online.is_truthy());
        let answer = Object::new();
        for (part, value) in [("value", !online), ("configurable", true)] {
            Reflect::set(&answer, &part.into(), &value.into()).ok();
        }
        // The browser's own answer is one of the prototype, which no script can change.
        Reflect::define_property(navigator.unchecked_ref::<Object>(), &name, &answer).unwrap_or_default()
    }
}
