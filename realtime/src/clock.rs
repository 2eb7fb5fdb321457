//! The clock of this worker.
//!
//! A browser counts from the start of the worker, and instants before that cannot be told. QUIC counts back from now: after
//! a sleep, an answer that comes at last looks like a round trip as long as the sleep, and what was sent that long ago is
//! looked for, at an instant that may be none. So this clock started long ago.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// A year, in milliseconds: longer than a tab sleeps.
const AGO: f64 = 365.0 * 86_400_000.0;

/// Before anybody asks for the time.
pub(crate) fn start_long_ago() {
    let performance = Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
    let name = JsValue::from("now");
    let Some(count) = Reflect::get(&performance, &name).ok().and_then(|now| now.dyn_into::<Function>().ok())
    else {
        return;
    };
    let clock = performance.clone();
    let now = move || AGO + count.call0(&clock).ok().and_then(|now| now.as_f64()).unwrap_or_default();
    let now = Closure::<dyn Fn() -> f64>::new(now);
    Reflect::set(&performance, &name, &now.into_js_value()).ok();
}
