//! Waking one loop from elsewhere in the same thread.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    task::{Poll, Waker},
};

/// Remembers one wake until somebody waits for it.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Signal {
    /// Wakes the waiting one, or the next one who waits.
    pub(crate) fn set(&self) {
        self.set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Resolves after the next [`Signal::set`], or at once if one was not waited for.
    pub(crate) async fn wait(&self) {
        poll_fn(|context| {
            if self.set.take() {
                return Poll::Ready(());
            }
            *self.waker.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn a_wake_is_kept_once() {
        let signal = Signal::default();
        assert_eq!(signal.wait().now_or_never(), None);
        signal.set();
        signal.set();
        assert_eq!(signal.wait().now_or_never(), Some(()));
        assert_eq!(signal.wait().now_or_never(), None);
    }
}
