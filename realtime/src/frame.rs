//! A payload as it travels: its bytes, a counter and the sender's key (wire protocol §6.5). Gossip carries identical
//! content only once; what is added makes each different. Receivers cut it off and do not look at it.

use bytes::Bytes;
use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering},
};

/// Bytes of the counter and the key.
const TRAILER: usize = 4 + 32;
/// Largest payload the specification of webxdc promises to apps, in bytes.
const LARGEST: usize = 128_000;

/// Whether a payload of this many bytes may be sent.
pub(crate) fn fits(bytes: usize) -> bool {
    bytes <= LARGEST
}

/// Numbers the payloads of one channel, as long as it lasts: clones count on together, also when it is joined anew.
#[derive(Debug, Clone)]
pub(crate) struct Sealer {
    node: [u8; 32],
    sent: Arc<AtomicI32>,
}

impl Sealer {
    /// For this node.
    pub(crate) fn new(node: [u8; 32]) -> Self {
        Self { node, sent: Arc::default() }
    }

    /// The content for the channel. The counter begins at 1 and wraps.
    pub(crate) fn seal(&self, payload: &[u8]) -> Bytes {
        let number = self.sent.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        [payload, &number.to_le_bytes(), &self.node].concat().into()
    }
}

/// The payload of a content; `None` if it is none.
pub(crate) fn open(content: &[u8]) -> Option<&[u8]> {
    content.get(..content.len().checked_sub(TRAILER)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_twice_is_not_the_same() {
        let sealer = Sealer::new([7; 32]);
        let first = sealer.seal(b"abc");
        assert_eq!(first, [&b"abc"[..], &[1, 0, 0, 0], &[7; 32]].concat());
        let joined_anew = |sealer: Sealer| sealer.seal(b"abc");
        let second = joined_anew(sealer.clone());
        assert_ne!(first, second);
        assert_eq!((open(&first), open(&second)), (Some(&b"abc"[..]), Some(&b"abc"[..])));
        sealer.sent.store(i32::MAX, Ordering::Relaxed);
        assert_eq!(sealer.seal(&[])[..4], i32::MIN.to_le_bytes());
    }

    #[test]
    fn apps_have_what_they_are_promised() {
        let sealed = Sealer::new([7; 32]).seal(&[1; LARGEST]);
        assert!(fits(LARGEST) && !fits(LARGEST + 1));
        assert_eq!(open(&sealed), Some(&[1; LARGEST][..]));
    }

    #[test]
    fn what_is_too_short_carries_nothing() {
        assert_eq!(open(&[0; TRAILER - 1]), None);
        assert_eq!(open(&[0; TRAILER]), Some(&[][..]));
        assert_eq!(open(&[]), None);
    }
}
