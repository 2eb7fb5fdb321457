//! A clock that stands still until it is moved.

use super::Clock;
use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

/// Clones show the same time.
#[derive(Debug, Clone, Default)]
pub struct ManualClock {
    shared: Rc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    now: Cell<i64>,
    sleepers: RefCell<Vec<(i64, Waker)>>,
}

impl ManualClock {
    /// A clock at `now`, Unix milliseconds.
    pub fn at(now: i64) -> Self {
        let clock = Self::default();
        clock.shared.now.set(now);
        clock
    }

    /// Moves on by `millis`, waking whoever slept until then.
    pub fn advance(&self, millis: i64) {
        let now = self.shared.now.get() + millis;
        self.shared.now.set(now);
        let due =
            self.shared.sleepers.borrow_mut().extract_if(.., |(until, _)| *until <= now).collect::<Vec<_>>();
        due.into_iter().for_each(|(_, waker)| waker.wake());
    }

    /// When the next sleeper wakes, Unix milliseconds.
    pub fn next_wake(&self) -> Option<i64> {
        self.shared.sleepers.borrow().iter().map(|(until, _)| *until).min()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> i64 {
        self.shared.now.get()
    }

    async fn sleep(&self, millis: u64) {
        let until = self.now().saturating_add_unsigned(millis);
        poll_fn(|context| {
            if self.now() >= until {
                return Poll::Ready(());
            }
            let mut sleepers = self.shared.sleepers.borrow_mut();
            sleepers.retain(|(time, waker)| *time != until || !waker.will_wake(context.waker()));
            sleepers.push((until, context.waker().clone()));
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
    fn sleeps_exactly_until_it_is_moved_far_enough() {
        let clock = ManualClock::at(1000);
        let sleep = clock.sleep(50);
        futures::pin_mut!(sleep);
        assert_eq!(sleep.as_mut().now_or_never(), None);
        assert_eq!(clock.next_wake(), Some(1050));
        clock.advance(49);
        assert_eq!(sleep.as_mut().now_or_never(), None);
        clock.advance(1);
        assert_eq!(sleep.as_mut().now_or_never(), Some(()));
        assert_eq!(clock.next_wake(), None);
    }
}
