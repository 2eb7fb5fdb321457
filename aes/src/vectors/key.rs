//! The key schedule (FIPS 197 §5.2).

use super::{
    bytes::Bytes,
    field::{CONSTANT, times},
    tables::ENCRYPTING,
};

/// From the longest key.
const MOST_KEYS: usize = 15;

/// The key before the rounds and one for each, from a key of 16, 24 or 32 bytes: 11, 13 or 15; the others are zero.
pub(super) fn expanded(key: &[u8]) -> [[u8; 16]; MOST_KEYS] {
    let words = key.len() / 4;
    let mut keys = [[0; 16]; MOST_KEYS];
    let schedule = keys.as_flattened_mut();
    schedule[..key.len()].copy_from_slice(key);
    let mut round_constant = 1;
    for i in words..4 * (words + 7) {
        let mut word = [0; 4];
        word.copy_from_slice(&schedule[4 * i - 4..4 * i]);
        if i % words == 0 {
            word.rotate_left(1);
            word = substituted(word);
            word[0] ^= round_constant;
            round_constant = times(2, round_constant);
        } else if words == 8 && i % words == 4 {
            word = substituted(word);
        }
        for (at, byte) in word.into_iter().enumerate() {
            schedule[4 * i + at] = schedule[4 * (i - words) + at] ^ byte;
        }
    }
    keys
}

/// SubWord: the S-box on each byte.
fn substituted(word: [u8; 4]) -> [u8; 4] {
    let mut block = [0; 16];
    block[..4].copy_from_slice(&word);
    let found = ENCRYPTING.search.of(ENCRYPTING.entered.of(Bytes::read(&block)));
    (ENCRYPTING.left.of(found) + Bytes::all(CONSTANT)).write(&mut block);
    let [a, b, c, d, ..] = block;
    [a, b, c, d]
}
