//! The end of this worker by a defect: the page hears of it, and another tab takes over.
//!
//! A panic or trap ends the program, but not the worker: it would keep the lock for ever and answer nothing.

use crate::{page, scope::scope};
use estuary_api::{Problem, ProblemKind};
use js_sys::WebAssembly::RuntimeError;
use std::panic;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, PromiseRejectionEvent};

/// Watches for panics, and for traps that are none, such as running out of memory.
pub(crate) fn watch() {
    // Only the place: what was being worked on when it happened is nobody's business.
    panic::set_hook(Box::new(|info| {
        die(info.location().map_or_else(|| "at an unknown place".to_owned(), ToString::to_string));
    }));
    let error = Closure::<dyn Fn(ErrorEvent)>::new(|event: ErrorEvent| die_of_trap(&event.error()));
    let rejection = Closure::<dyn Fn(PromiseRejectionEvent)>::new(|event: PromiseRejectionEvent| {
        die_of_trap(&event.reason());
    });
    for (name, listener) in
        [("error", error.into_js_value()), ("unhandledrejection", rejection.into_js_value())]
    {
        // Fails for no name and no function.
        scope().add_event_listener_with_callback(name, listener.unchecked_ref()).ok();
    }
}

fn die_of_trap(error: &JsValue) {
    if let Some(trap) = error.dyn_ref::<RuntimeError>() {
        die(String::from(trap.message()));
    }
}

fn die(detail: String) {
    page::tell(Problem::new(ProblemKind::WorkerDied, detail));
    // Frees the lock. What was posted still arrives.
    scope().close();
}
