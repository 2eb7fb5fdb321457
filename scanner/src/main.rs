//! Reads QR codes, beside the page and not in it: a picture from anybody is hostile input, and takes a while.
//!
//! A request is `{ width, height, pixels }` with RGBA pixels as `ImageData` has them; the answer is the text of the
//! first readable code, or `null`.

mod picture;

use js_sys::{Reflect, Uint8Array};
use picture::Picture;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let answer = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = request(&event.data()).and_then(|picture| picture.read());
        answer.post_message(&text.map_or(JsValue::NULL, JsValue::from)).ok();
    });
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    // The page may ask from now on.
    scope.post_message(&JsValue::TRUE).ok();
}

fn request(data: &JsValue) -> Option<Picture> {
    let get = |name: &str| Reflect::get(data, &name.into()).ok();
    let side = |name: &str| get(name)?.as_f64().map(|value| value as usize);
    let pixels = get("pixels")?.dyn_into::<js_sys::Uint8ClampedArray>().ok()?;
    Picture::from_rgba(side("width")?, side("height")?, &Uint8Array::new(&pixels.buffer()).to_vec())
}
