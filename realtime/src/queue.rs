//! What an app sent and the network has not taken yet. An app never waits: when it is faster than the network, the
//! oldest go, as they are the least worth in realtime.

use bytes::Bytes;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Most bytes that wait.
const MOST: usize = 4 << 20;

/// Both ends of the queue; clones are the same one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Bytes>,
    bytes: usize,
    dropped: u32,
    waker: Option<Waker>,
}

impl Queue {
    /// Adds one; whether others had to go for it.
    pub(crate) fn push(&self, content: Bytes) -> bool {
        let mut state = self.state();
        let before = state.dropped;
        state.bytes += content.len();
        state.waiting.push_back(content);
        while state.bytes > MOST
            && let Some(oldest) = state.waiting.pop_front()
        {
            state.bytes -= oldest.len();
            state.dropped = state.dropped.saturating_add(1);
        }
        let dropped = state.dropped != before;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        dropped
    }

    /// How many had to go so far.
    pub(crate) fn dropped(&self) -> u32 {
        self.state().dropped
    }

    /// The next one.
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<Bytes> {
        let mut state = self.state();
        if let Some(content) = state.waiting.pop_front() {
            state.bytes -= content.len();
            return Poll::Ready(content);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(queue: &Queue) -> Poll<Bytes> {
        queue.poll(&Context::from_waker(Waker::noop()))
    }

    #[test]
    fn in_order() {
        let queue = Queue::default();
        assert!(next(&queue).is_pending());
        assert!(!queue.push(Bytes::from_static(b"a")) && !queue.push(Bytes::from_static(b"b")));
        assert_eq!(next(&queue), Poll::Ready(Bytes::from_static(b"a")));
        assert_eq!(next(&queue), Poll::Ready(Bytes::from_static(b"b")));
        assert!(next(&queue).is_pending());
    }

    #[test]
    fn the_oldest_go_when_there_is_no_room() {
        let queue = Queue::default();
        let third = MOST / 3;
        for n in 0..5 {
            assert_eq!(queue.push(vec![n; third].into()), n >= 3, "{n}");
        }
        assert_eq!(queue.dropped(), 2);
        assert_eq!(next(&queue), Poll::Ready(vec![2; third].into()));
    }
}
