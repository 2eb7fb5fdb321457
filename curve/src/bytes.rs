//! Elements as they travel: 255 bits, little end first (RFC 7748 §5, RFC 8032 §5.1.2).
#![expect(clippy::indexing_slicing, reason = "limbs and bytes are counted by constants, never by values")]

use crate::{
    field::{EXPONENTS, LIMBS, Pair, power},
    lanes::Lanes,
};
use std::array;

/// An element as it travels.
pub(crate) type Bytes = [u8; 32];

impl Pair {
    /// Reads two elements. The highest bit is ignored, and p and more are taken modulo p.
    pub(crate) fn from_bytes(low: &Bytes, high: &Bytes) -> Self {
        let limbs = array::from_fn(|limb| Lanes::new(read(low, limb), read(high, limb)));
        // They are up to twice tight.
        Pair(limbs).tightened()
    }

    /// Whether both are zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.to_bytes() == [[0; 32]; 2]
    }

    /// The only representation of each below p; limbs may be up to 2^9 times tight.
    pub(crate) fn to_bytes(self) -> [Bytes; 2] {
        let Pair(limbs) = self.tightened();
        [write(limbs.map(Lanes::low)), write(limbs.map(Lanes::high))]
    }
}

/// How many bits limb `limb` has.
const fn width(limb: usize) -> i32 {
    EXPONENTS[limb + 1] - EXPONENTS[limb]
}

/// The bits of `bytes` that limb `limb` stands for.
#[expect(clippy::cast_sign_loss, reason = "positions of bits")]
fn read(bytes: &Bytes, limb: usize) -> f64 {
    let start = EXPONENTS[limb] as usize;
    // A limb and what is below it in its first byte are at most 29 bits.
    let word = (0..4).fold(0, |word, at| {
        let byte = bytes.get(start / 8 + at).copied().unwrap_or_default();
        word | u32::from(byte) << (8 * at)
    });
    let bits = word >> (start % 8) & ((1 << width(limb)) - 1);
    f64::from(bits) * power(EXPONENTS[limb])
}

/// The element with these limbs, tight ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "limbs are integers of at most 23 bits times their exponent, and not negative once they were carried"
)]
fn write(limbs: [f64; LIMBS]) -> Bytes {
    let mut digits: [i64; LIMBS] = array::from_fn(|limb| (limbs[limb] * power(-EXPONENTS[limb])) as i64);
    // What is above or below 255 bits comes back 19 times. The first round leaves at most one borrow, which leaves
    // nearly 2^255, so that the second cannot borrow again.
    for _ in 0..3 {
        let excess = carry(&mut digits);
        digits[0] += 19 * excess;
    }
    // Between 0 and 2^255: p and more are left by adding 19 if that reaches 2^255, and forgetting 2^255.
    let mut raised = digits;
    raised[0] += 19;
    let reached = carry(&mut raised);
    digits[0] += 19 * reached;
    carry(&mut digits);

    let mut bytes = [0; 32];
    for (limb, digit) in digits.into_iter().enumerate() {
        let start = EXPONENTS[limb] as usize;
        let word = (digit as u32) << (start % 8);
        for (at, part) in word.to_le_bytes().into_iter().enumerate() {
            if let Some(byte) = bytes.get_mut(start / 8 + at) {
                *byte |= part;
            }
        }
    }
    bytes
}

/// Leaves each digit between 0 and what it has bits for; the rest, in units of 2^255.
fn carry(digits: &mut [i64; LIMBS]) -> i64 {
    let mut excess = 0;
    for (limb, digit) in digits.iter_mut().enumerate() {
        let sum = *digit + excess;
        excess = sum >> width(limb);
        *digit = sum - (excess << width(limb));
    }
    excess
}
