//! The lock of the leader (Web Locks API).

use crate::scope::{LockNavigator, scope};
use futures::channel::oneshot;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

/// A lock that is held until this is dropped, or the worker ends.
pub(super) struct Held {
    release: Function,
}

/// Waits until the lock `name` is ours; in the order of asking, and for as long as another holds it.
///
/// Fails where the browser has no Web Locks, as outside of secure contexts.
pub(super) async fn acquire(name: &str) -> Result<Held, JsValue> {
    let navigator: JsValue = scope().navigator().into();
    let locks = navigator.unchecked_into::<LockNavigator>().locks();
    let locks = locks.ok_or_else(|| JsValue::from_str("This browser has no Web Locks here"))?;
    let (granted, held) = oneshot::channel();
    // The lock is held for as long as the promise which this returns is pending.
    let callback = Closure::once_into_js(move |_lock: JsValue| {
        let mut granted = Some(granted);
        // Nobody there to take it any more: then it is dropped, and with it released.
        Promise::new(&mut |release, _| drop(granted.take().map(|granted| granted.send(Held { release }))))
    });
    // Rejected only if the document goes away, and this worker with it.
    let _request = locks.request(name, callback.unchecked_ref())?;
    held.await.map_err(|_| JsValue::from_str("The browser took the lock back"))
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise cannot fail.
        self.release.call0(&JsValue::UNDEFINED).ok();
    }
}
