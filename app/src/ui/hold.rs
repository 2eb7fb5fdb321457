//! A pointer that holds an element, and draws it.

use leptos::{ev::PointerEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The one pointer that holds an element, if one does; others are passed over. A copy is a reference.
#[derive(Clone, Copy)]
pub(super) struct Hold(StoredValue<Option<(i32, i32, i32)>>);

impl Hold {
    /// Nobody holds it yet.
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Takes hold where the pointer was pressed: all it does now is told to the element, wherever it goes. `false` for
    /// buttons that mean something else, and for a second finger.
    pub(super) fn take(self, event: &PointerEvent) -> bool {
        if event.button() != 0 || !event.is_primary() {
            return false;
        }
        let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(element) = element {
            element.set_pointer_capture(event.pointer_id()).ok();
        }
        self.0.set_value(Some((event.pointer_id(), event.client_x(), event.client_y())));
        true
    }

    /// How far right and down it has come from where it was pressed, in pixels; `None` for a pointer that does not hold.
    pub(super) fn way(self, event: &PointerEvent) -> Option<(f64, f64)> {
        let (_, x, y) = self.0.get_value().filter(|(id, ..)| *id == event.pointer_id())?;
        Some((f64::from(event.client_x() - x), f64::from(event.client_y() - y)))
    }

    /// Lets go; `false` if this pointer did not hold.
    pub(super) fn end(self, event: &PointerEvent) -> bool {
        let held = self.way(event).is_some();
        if held {
            self.0.set_value(None);
        }
        held
    }
}
