//! Keys whose bytes sort as their values do.

use estuary_api::{ChatId, ContactId, MessageId, StickerId};

/// Part or whole of a key. Only the last part of a key may vary in length.
pub trait Key {
    /// Appends the bytes.
    fn append(&self, to: &mut Vec<u8>);

    /// The bytes alone.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.append(&mut bytes);
        bytes
    }
}

impl Key for u8 {
    fn append(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }
}

impl Key for u32 {
    fn append(&self, to: &mut Vec<u8>) {
        to.extend(self.to_be_bytes());
    }
}

impl Key for u64 {
    fn append(&self, to: &mut Vec<u8>) {
        to.extend(self.to_be_bytes());
    }
}

impl Key for i64 {
    fn append(&self, to: &mut Vec<u8>) {
        // The flipped sign bit puts negative numbers first.
        to.extend((self.cast_unsigned() ^ (1 << 63)).to_be_bytes());
    }
}

impl Key for [u8; 32] {
    fn append(&self, to: &mut Vec<u8>) {
        to.extend(self);
    }
}

impl Key for str {
    fn append(&self, to: &mut Vec<u8>) {
        to.extend(self.as_bytes());
    }
}

impl Key for String {
    fn append(&self, to: &mut Vec<u8>) {
        self.as_str().append(to);
    }
}

impl Key for ChatId {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
    }
}

impl Key for ContactId {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
    }
}

impl Key for MessageId {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
    }
}

impl Key for StickerId {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
        self.1.append(to);
    }
}

impl<A: Key, B: Key, C: Key> Key for (A, B, C) {
    fn append(&self, to: &mut Vec<u8>) {
        self.0.append(to);
        self.1.append(to);
        self.2.append(to);
    }
}

/// The time a key begins with.
pub(crate) fn head_i64(key: &[u8]) -> Option<i64> {
    Some((u64::from_be_bytes(*key.first_chunk()?) ^ (1 << 63)).cast_signed())
}

/// The id a key begins with.
pub(crate) fn head_u32(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*key.first_chunk()?))
}

/// The last four bytes of a key.
pub(crate) fn tail_u32(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*key.last_chunk()?))
}

/// The last eight bytes of a key.
pub(crate) fn tail_u64(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(*key.last_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_sort_as_values() {
        let times = [i64::MIN, -1, 0, 1, 255, 256, i64::MAX];
        assert!(times.map(|t| t.bytes()).is_sorted());
        let pairs = [(1u32, -5i64), (1, 7), (2, -9), (256, 0)];
        assert!(pairs.map(|p| p.bytes()).is_sorted());
    }

    #[test]
    fn the_tail_of_a_key_is_its_last_id() {
        let key = (ChatId(3), -4i64, MessageId(77)).bytes();
        assert_eq!((tail_u64(&key), tail_u32(&(1i64, ChatId(9)).bytes())), (Some(77), Some(9)));
        assert_eq!(tail_u64(&[1]), None);
        assert_eq!((head_u32(&key), head_u32(&[0; 3])), (Some(3), None));
        assert_eq!((head_i64(&(-5_i64, ChatId(9)).bytes()), head_i64(&[0; 7])), (Some(-5), None));
    }
}
