//! As two numbers, with the same results to the bit: both round as IEEE 754 says.

#[derive(Clone, Copy)]
pub(crate) struct Lanes(f64, f64);

impl Lanes {
    pub(crate) const fn new(low: f64, high: f64) -> Self {
        Lanes(low, high)
    }

    /// The same number in both lanes.
    #[inline(always)]
    pub(crate) fn both(number: f64) -> Self {
        Lanes(number, number)
    }

    #[inline(always)]
    pub(crate) fn low(self) -> f64 {
        self.0
    }

    #[inline(always)]
    pub(crate) fn high(self) -> f64 {
        self.1
    }

    /// `(high, low)`.
    #[inline(always)]
    pub(crate) fn swap(self) -> Self {
        Lanes(self.1, self.0)
    }

    /// The low lane of this beside the high lane of `other`.
    #[inline(always)]
    pub(crate) fn low_and_high(self, other: Self) -> Self {
        Lanes(self.0, other.1)
    }

    /// `other` where the bits of `mask` are set, otherwise this.
    #[inline(always)]
    pub(crate) fn select(self, other: Self, mask: u64) -> Self {
        let select = |a: f64, b: f64| f64::from_bits(b.to_bits() & mask | a.to_bits() & !mask);
        Lanes(select(self.0, other.0), select(self.1, other.1))
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Lanes(self.0 + other.0, self.1 + other.1)
    }

    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        Lanes(self.0 - other.0, self.1 - other.1)
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        Lanes(self.0 * other.0, self.1 * other.1)
    }
}
