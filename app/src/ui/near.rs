//! Work that waits until its place on the screen is near.

use crate::media::{self, Holder, ObjectUrl};
use leptos::{html, prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc, sync::Arc};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far outside of the screen counts as near.
const MARGIN: &str = "800px";

/// The URL of a picture, from when its button is near. One that cannot be read stays an empty place: what the button does
/// says why.
pub(super) fn picture_when_near(
    place: NodeRef<html::Button>,
    holder: Holder,
) -> RwSignal<Option<Arc<ObjectUrl>>> {
    let url = RwSignal::new(None);
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        when_near(&place, move || {
            spawn_local(async move {
                if let Ok(loaded) = media::url(holder).await {
                    url.try_set(Some(loaded));
                }
            });
        });
    });
    url
}

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
