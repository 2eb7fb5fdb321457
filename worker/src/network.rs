//! Hearing that the browser came online.

use crate::scope::scope;
use futures::{StreamExt, channel::mpsc};
use wasm_bindgen::prelude::*;

/// The moments at which the browser came online, from the making of this on.
pub(crate) struct Online {
    moments: mpsc::UnboundedReceiver<()>,
    _listener: Closure<dyn Fn()>,
}

impl Online {
    /// Begins to listen. There can be one listener.
    pub(crate) fn listen() -> Self {
        let (sender, moments) = mpsc::unbounded();
        let listener = Closure::<dyn Fn()>::new(move || drop(sender.unbounded_send(())));
        scope().set_ononline(Some(listener.as_ref().unchecked_ref()));
        Self { moments, _listener: listener }
    }

    /// Waits for the next such moment.
    pub(crate) async fn next(&mut self) {
        // The listener holds the sender, so this never ends early.
        self.moments.next().await;
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        scope().set_ononline(None);
    }
}
