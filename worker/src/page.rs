//! The page this worker belongs to. Both sides speak [`estuary_api::wire`] in transferred buffers.

use crate::scope::scope;
use estuary_api::{
    Event, Problem,
    wire::{self, Request, Response},
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

/// Posts to the page.
pub(crate) fn respond(response: &Response) {
    // Neither can fail: our types can be written, and a fresh buffer can be transferred.
    if let Ok(bytes) = wire::encode(response) {
        let buffer = Uint8Array::from(bytes.as_slice()).buffer();
        scope().post_message_with_transfer(&buffer, &Array::of1(&buffer)).ok();
    }
}

/// Tells the page of something it did not ask for.
pub(crate) fn tell(problem: Problem) {
    respond(&Response::Event(Event::Problem(problem)));
}

/// From now on, what the page asks goes to `asked`.
pub(crate) fn listen(asked: impl Fn(Request) + 'static) {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        match wire::decode(&Uint8Array::new(&event.data()).to_vec()) {
            Ok(request) => asked(request),
            // Page and worker of different builds. Without the number of the request there is no better answer.
            Err(problem) => tell(problem),
        }
    });
    scope().set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}
