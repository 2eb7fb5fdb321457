//! Sixteen bytes: a block, or a function of half a byte.

use core::arch::wasm32::{
    i8x16_add, i8x16_lt, u8x16, u8x16_splat, u8x16_swizzle, u16x8_shr, u64x2, u64x2_extract_lane, v128,
    v128_and, v128_xor,
};
use std::ops::Add;

/// The columns of a state one after the other, each from its first row to its last (FIPS 197 §3.4).
#[derive(Clone, Copy)]
pub(super) struct Bytes(v128);

impl Bytes {
    pub(super) const fn new(b: [u8; 16]) -> Self {
        Bytes(u8x16(
            b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
            b[15],
        ))
    }

    pub(super) fn all(byte: u8) -> Self {
        Bytes(u8x16_splat(byte))
    }

    #[inline(always)]
    pub(super) fn read(bytes: &[u8; 16]) -> Self {
        let word = |from: usize| u64::from_le_bytes(std::array::from_fn(|at| bytes[from + at]));
        Bytes(u64x2(word(0), word(8)))
    }

    #[inline(always)]
    pub(super) fn write(self, bytes: &mut [u8; 16]) {
        let (low, high) = bytes.split_at_mut(8);
        low.copy_from_slice(&u64x2_extract_lane::<0>(self.0).to_le_bytes());
        high.copy_from_slice(&u64x2_extract_lane::<1>(self.0).to_le_bytes());
    }

    #[inline(always)]
    pub(super) fn low_halves(self) -> Self {
        Bytes(v128_and(self.0, u8x16_splat(0x0f)))
    }

    #[inline(always)]
    pub(super) fn high_halves(self) -> Self {
        Bytes(v128_and(u16x8_shr(self.0, 4), u8x16_splat(0x0f)))
    }

    /// What this function has for each half; zero where it is above 15.
    #[inline(always)]
    pub(super) fn at(self, halves: Self) -> Self {
        Bytes(u8x16_swizzle(self.0, halves.0))
    }

    /// The byte of each of these places.
    #[inline(always)]
    pub(super) fn from(self, places: Self) -> Self {
        Bytes(u8x16_swizzle(self.0, places.0))
    }

    /// Times x, in the field of AES.
    pub(super) fn doubled(self) -> Self {
        let overflow = v128_and(i8x16_lt(self.0, u8x16_splat(0)), u8x16_splat(0x1b));
        Bytes(i8x16_add(self.0, self.0)) + Bytes(overflow)
    }
}

/// The sum in GF(2^8), which also is the difference.
impl Add for Bytes {
    type Output = Bytes;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Bytes(v128_xor(self.0, other.0))
    }
}
