//! As WebAssembly's vectors.

use core::arch::wasm32::{
    f64x2, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_splat, f64x2_sub, i64x2_shuffle, i64x2_splat,
    v128, v128_bitselect,
};

#[derive(Clone, Copy)]
pub(crate) struct Lanes(v128);

impl Lanes {
    #[inline(always)]
    pub(crate) const fn new(low: f64, high: f64) -> Self {
        Lanes(f64x2(low, high))
    }

    /// The same number in both lanes.
    #[inline(always)]
    pub(crate) fn both(number: f64) -> Self {
        Lanes(f64x2_splat(number))
    }

    #[inline(always)]
    pub(crate) fn low(self) -> f64 {
        f64x2_extract_lane::<0>(self.0)
    }

    #[inline(always)]
    pub(crate) fn high(self) -> f64 {
        f64x2_extract_lane::<1>(self.0)
    }

    /// `(high, low)`.
    #[inline(always)]
    pub(crate) fn swap(self) -> Self {
        Lanes(i64x2_shuffle::<1, 0>(self.0, self.0))
    }

    /// The low lane of this beside the high lane of `other`.
    #[inline(always)]
    pub(crate) fn low_and_high(self, other: Self) -> Self {
        Lanes(i64x2_shuffle::<0, 3>(self.0, other.0))
    }

    /// `other` where the bits of `mask` are set, otherwise this.
    #[inline(always)]
    pub(crate) fn select(self, other: Self, mask: u64) -> Self {
        Lanes(v128_bitselect(other.0, self.0, i64x2_splat(mask.cast_signed())))
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Lanes(f64x2_add(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        Lanes(f64x2_sub(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Lanes(f64x2_mul(self.0, other.0))
    }
}
