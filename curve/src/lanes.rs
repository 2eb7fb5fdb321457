//! Two numbers that are worked on at once.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[path = "lanes/simd.rs"]
mod imp;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[path = "lanes/portable.rs"]
mod imp;

pub(crate) use imp::Lanes;
use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

impl Lanes {
    pub(crate) const ZERO: Lanes = Lanes::new(0.0, 0.0);

    /// The low lane negated: `(−low, high)`.
    #[inline(always)]
    pub(crate) fn negate_low(self) -> Self {
        self * Lanes::new(-1.0, 1.0)
    }

    /// The high lane negated: `(low, −high)`.
    #[inline(always)]
    pub(crate) fn negate_high(self) -> Self {
        self * Lanes::new(1.0, -1.0)
    }
}

impl Add for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.plus(other)
    }
}

impl Sub for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.minus(other)
    }
}

impl Mul for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.times(other)
    }
}

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Lanes {
    #[inline(always)]
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
