//! Work that waits until its place on the screen is near.

use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far outside of the screen counts as near.
const MARGIN: &str = "800px";

/// Calls once when the element comes near. Without observers, at once.
pub(super) fn when_near(element: &Element, act: impl FnOnce() + 'static) {
    let act = Rc::new(RefCell::new(Some(act)));
    let waiting = act.clone();
    let seen = Closure::<dyn Fn(js_sys::Array, IntersectionObserver)>::new(
        move |entries: js_sys::Array, observer: IntersectionObserver| {
            let near = entries.iter().any(|entry| {
                entry.dyn_ref::<IntersectionObserverEntry>().is_some_and(|entry| entry.is_intersecting())
            });
            if near {
                observer.disconnect();
                if let Some(act) = waiting.take() {
                    act();
                }
            }
        },
    );
    let options = IntersectionObserverInit::new();
    options.set_root_margin(MARGIN);
    match IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options) {
        Ok(observer) => {
            observer.observe(element);
            let held = StoredValue::new_local((observer, seen));
            on_cleanup(move || {
                if let Some((observer, _)) = held.try_update_value(|held| (held.0.clone(), ())) {
                    observer.disconnect();
                }
            });
        }
        Err(_) => {
            if let Some(act) = act.take() {
                act();
            }
        }
    }
}
