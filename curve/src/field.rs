//! Arithmetic modulo p = 2^255 − 19, on two elements at once.
//!
//! An element is the sum of twelve floating-point numbers, its limbs. Limb `i` is a multiple of 2^⌈21.25·i⌉, so all limbs
//! carry their own weight, products need no correction by powers of two, and what exceeds 2^255 comes back with the
//! factor 19·2^−255. (The representation of D. J. Bernstein, *Curve25519: new Diffie–Hellman speed records*, 2006, §4;
//! WebAssembly has vectors of two such numbers, and no product of two 64-bit integers.)
//!
//! **Bounds.** A limb is *tight* if it is at most half of what the next limb is a multiple of, and a bit (2^−5 of that).
//! Products return tight limbs; sums and differences return what they are given added up. A product is exact as long as
//! its operands are at most `m` and `n` times tight with m·n ≤ 15: then no column exceeds 53 bits
//! (`columns_hold_what_they_are_promised` adds them up). Nothing here multiplies looser ones than 3 and 4.
//!
//! **Time.** No branch and no address depends on the value of an element. Limbs are zero or at least 2^−233 of ordinary
//! numbers, never subnormal, which some processors are slow for.
#![expect(clippy::indexing_slicing, reason = "limbs are counted by constants, never by values")]

use crate::lanes::Lanes;
use std::{
    array,
    hint::black_box,
    ops::{Add, Sub},
};

/// How many limbs an element has.
pub(crate) const LIMBS: usize = 12;

/// Limb `i` is a multiple of 2^`EXPONENTS[i]`; the last one is that of the modulus.
pub(crate) const EXPONENTS: [i32; LIMBS + 1] = [0, 22, 43, 64, 85, 107, 128, 149, 170, 192, 213, 234, 255];

/// What a multiple of 2^255 is worth: 2^255 ≡ 19.
const FOLD: f64 = 19.0 * power(-255);

/// Added and subtracted again, they round to a multiple of what the next limb is a multiple of.
static ROUNDERS: [f64; LIMBS] = {
    let mut rounders = [0.0; LIMBS];
    let mut limb = 0;
    while limb < LIMBS {
        rounders[limb] = 1.5 * power(52 + EXPONENTS[limb + 1]);
        limb += 1;
    }
    rounders
};

/// 2^`exponent`.
#[expect(clippy::cast_sign_loss, reason = "the exponents of this module are ordinary ones")]
pub(crate) const fn power(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// Two elements, one in each lane.
#[derive(Clone, Copy)]
pub(crate) struct Pair(pub(crate) [Lanes; LIMBS]);

/// A factor: its limbs above the first times [`FOLD`], then its limbs. Twelve in a row, from somewhere, are what a limb
/// of the other factor is multiplied by.
pub(crate) struct Factor([Lanes; 2 * LIMBS - 1]);

impl Pair {
    /// The same `number`, which must be below 2^21, in both lanes.
    pub(crate) fn small(number: f64) -> Self {
        let mut limbs = [Lanes::ZERO; LIMBS];
        limbs[0] = Lanes::both(number);
        Pair(limbs)
    }

    /// `change` of every limb.
    #[inline(always)]
    pub(crate) fn map(&self, change: impl Fn(Lanes) -> Lanes) -> Self {
        Pair(array::from_fn(|limb| change(self.0[limb])))
    }

    /// `combine` of every limb and the one of `other`.
    #[inline(always)]
    pub(crate) fn zip(&self, other: &Self, combine: impl Fn(Lanes, Lanes) -> Lanes) -> Self {
        Pair(array::from_fn(|limb| combine(self.0[limb], other.0[limb])))
    }

    /// The elements exchanged.
    #[inline(always)]
    pub(crate) fn swap(&self) -> Self {
        self.map(Lanes::swap)
    }

    /// The low element of this beside the high element of `other`.
    #[inline(always)]
    pub(crate) fn low_and_high(&self, other: &Self) -> Self {
        self.zip(other, Lanes::low_and_high)
    }

    /// `(high − low, high + low)`.
    #[inline(always)]
    pub(crate) fn difference_and_sum(&self) -> Self {
        self.map(|limb| limb.swap() + limb.negate_low())
    }

    /// `(low + high, low − high)`.
    #[inline(always)]
    pub(crate) fn sum_and_difference(&self) -> Self {
        self.map(|limb| limb.swap() + limb.negate_high())
    }

    /// `other` where the bits of `mask` are set, otherwise this: for masks of zeros or ones.
    #[inline(always)]
    pub(crate) fn select(&self, other: &Self, mask: u64) -> Self {
        self.zip(other, |this, other| this.select(other, mask))
    }

    /// Prepared to be multiplied by.
    #[inline(always)]
    pub(crate) fn factor(&self) -> Factor {
        let fold = Lanes::both(FOLD);
        let [l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11] = self.0;
        let folded = [l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11].map(|limb| limb * fold);
        let [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11] = folded;
        Factor([
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11,
        ])
    }

    /// Product of both lanes each.
    #[inline(always)]
    pub(crate) fn times(&self, other: &Self) -> Self {
        self.times_factor(&other.factor())
    }

    /// Product of both lanes each.
    ///
    /// The loop is kept a loop, two rows at a time: twelve columns stay in registers, and each limb of the factor is
    /// loaded once for two products. Unrolled, compilers reorder it and move most of it through memory, for twice the
    /// time; the row is hidden from them, so that its address is one register.
    #[inline(never)]
    pub(crate) fn times_factor(&self, factor: &Factor) -> Self {
        let (limbs, _) = self.0.as_chunks::<2>();
        let mut pairs = limbs.iter().rev().zip(factor.0.array_windows::<{ LIMBS + 1 }>().step_by(2));
        let mut columns = [Lanes::ZERO; LIMBS];
        if let Some(([even, odd], row)) = pairs.next() {
            columns = array::from_fn(|column| *odd * row[column] + *even * row[column + 1]);
        }
        for ([even, odd], row) in pairs {
            let row = black_box(row);
            for column in 0..LIMBS {
                columns[column] += *odd * row[column] + *even * row[column + 1];
            }
        }
        Pair(columns).tightened()
    }

    /// Square of both lanes each.
    ///
    /// Column 2·m is the sum of limb m − d times limb m + d for all d, and column 2·m + 1 of limb m − d times limb m + 1 + d,
    /// where limbs below the first are those from above, folded. Each product but the outermost and the innermost
    /// of even columns is there twice.
    #[inline(never)]
    pub(crate) fn squared(&self) -> Self {
        let fold = Lanes::both(FOLD);
        let [l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11] = self.0;
        let [f6, f7, f8, f9, f10, f11] = [l6, l7, l8, l9, l10, l11].map(|limb| limb * fold);
        let limbs = [f6, f7, f8, f9, f10, f11, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11];
        macro_rules! columns {
            ($($middle:literal)*) => { [$( square_columns::<$middle>(&limbs) ),*] };
        }
        let [[c0, c1], [c2, c3], [c4, c5], [c6, c7], [c8, c9], [c10, c11]] = columns!(0 1 2 3 4 5);
        Pair([c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11]).tightened()
    }

    /// Squared `count` times.
    pub(crate) fn squared_times(&self, count: usize) -> Self {
        let mut power = *self;
        for _ in 0..count {
            power = power.squared();
        }
        power
    }

    /// With tight limbs, whatever they were up to 2^53 of their units.
    ///
    /// Four chains at once, since each step waits for the one before; the last step of each ends in a limb that was tight
    /// already, and leaves it so but for the bit.
    #[inline(always)]
    pub(crate) fn tightened(self) -> Self {
        let mut limbs = self.0;
        // As data: constants in the code are three instructions each.
        let rounders = black_box(&ROUNDERS);
        macro_rules! carry {
            ($($limb:literal)*) => { $( carry::<$limb>(&mut limbs, rounders); )* };
        }
        carry!(0 3 6 9  1 4 7 10  2 5 8 11  3 6 9 0);
        Pair(limbs)
    }

    /// Both to the power of 2^250 − 1, and to the power of 11: what the powers below are made of.
    fn power_250(&self) -> (Self, Self) {
        let two = self.squared();
        let nine = self.times(&two.squared_times(2));
        let eleven = nine.times(&two);
        let ones_5 = eleven.squared().times(&nine);
        let ones_10 = ones_5.squared_times(5).times(&ones_5);
        let ones_20 = ones_10.squared_times(10).times(&ones_10);
        let ones_40 = ones_20.squared_times(20).times(&ones_20);
        let ones_50 = ones_40.squared_times(10).times(&ones_10);
        let ones_100 = ones_50.squared_times(50).times(&ones_50);
        let ones_200 = ones_100.squared_times(100).times(&ones_100);
        (ones_200.squared_times(50).times(&ones_50), eleven)
    }

    /// 1 divided by both, by Fermat: to the power of p − 2. Zero for zero.
    pub(crate) fn inverted(&self) -> Self {
        let (ones_250, eleven) = self.power_250();
        ones_250.squared_times(5).times(&eleven)
    }

    /// Both to the power of (p − 5) / 8, which square roots are made of.
    pub(crate) fn power_p58(&self) -> Self {
        self.power_250().0.squared_times(2).times(self)
    }
}

impl Add for &Pair {
    type Output = Pair;

    #[inline(always)]
    fn add(self, other: Self) -> Pair {
        self.zip(other, |a, b| a + b)
    }
}

impl Sub for &Pair {
    type Output = Pair;

    #[inline(always)]
    fn sub(self, other: Self) -> Pair {
        self.zip(other, |a, b| a - b)
    }
}

/// Columns 2·`MIDDLE` and 2·`MIDDLE` + 1 of the square.
#[inline(always)]
fn square_columns<const MIDDLE: usize>(limbs: &[Lanes; LIMBS + 6]) -> [Lanes; 2] {
    let limb = |at: usize| limbs[MIDDLE + at];
    let product = |low: usize, high: usize| limb(low) * limb(high);
    let even = (product(1, 11) + product(2, 10)) + (product(3, 9) + product(4, 8)) + product(5, 7);
    let odd = (product(1, 12) + product(2, 11))
        + (product(3, 10) + product(4, 9))
        + (product(5, 8) + product(6, 7));
    [(even + even) + (product(6, 6) + product(0, 12)), odd + odd]
}

/// Moves from limb `LIMB` to the next what the next is a multiple of.
#[inline(always)]
fn carry<const LIMB: usize>(limbs: &mut [Lanes; LIMBS], rounders: &[f64; LIMBS]) {
    let rounder = Lanes::both(rounders[LIMB]);
    let excess = (limbs[LIMB] + rounder) - rounder;
    limbs[LIMB] -= excess;
    if LIMB + 1 < LIMBS {
        limbs[LIMB + 1] += excess;
    } else {
        limbs[0] += excess * Lanes::both(FOLD);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest that a tight limb is.
    fn tight(limb: usize) -> f64 {
        power(EXPONENTS[limb + 1] - 1) * (1.0 + power(-5))
    }

    #[test]
    fn columns_hold_what_they_are_promised() {
        for (column, exponent) in EXPONENTS.into_iter().enumerate().take(LIMBS) {
            let products = (0..LIMBS).map(|limb| {
                let other = (column + LIMBS - limb) % LIMBS;
                tight(limb) * tight(other) * if limb + other == column { 1.0 } else { FOLD }
            });
            assert!(15.0 * products.sum::<f64>() <= power(53 + exponent), "{column}");
        }
    }

    /// Limbs `times` as large as tight ones, of signs as the bits of `signs`.
    fn loose(times: f64, signs: u32) -> Pair {
        let limb = |limb: usize, signs: u32| {
            let unit = power(EXPONENTS[limb]);
            let size = (times * tight(limb) / unit).floor() * unit;
            if signs >> limb & 1 == 1 { -size } else { size }
        };
        Pair(array::from_fn(|at| Lanes::new(limb(at, signs), limb(at, !signs))))
    }

    fn canonical(pair: Pair) -> Pair {
        let [low, high] = pair.to_bytes();
        Pair::from_bytes(&low, &high)
    }

    #[test]
    fn products_of_the_loosest_limbs_are_exact() {
        for signs in (0..1 << LIMBS).step_by(7) {
            let (three, five) = (loose(3.0, signs), loose(5.0, signs.rotate_left(3)));
            let expected = canonical(three).times(&canonical(five)).to_bytes();
            assert_eq!(three.times(&five).to_bytes(), expected, "{signs:b}");
            let expected = canonical(three).squared().to_bytes();
            assert_eq!(three.squared().to_bytes(), expected, "{signs:b}");
            assert_eq!(three.times(&three).to_bytes(), expected, "{signs:b}");
        }
    }

    #[test]
    fn products_are_tight() {
        for signs in (0..1 << LIMBS).step_by(7) {
            for product in [loose(3.0, signs).times(&loose(5.0, !signs)), loose(3.0, signs).squared()] {
                for (at, limb) in product.0.into_iter().enumerate() {
                    assert!(limb.low().abs() <= tight(at) && limb.high().abs() <= tight(at), "{signs:b}");
                    assert_eq!(limb.low() % power(EXPONENTS[at]), 0.0);
                }
            }
        }
    }

    #[test]
    fn what_is_divided_by_itself_is_one() {
        let pair = loose(1.0, 0b1011_0010_1101);
        assert_eq!(pair.times(&pair.inverted()).to_bytes(), Pair::small(1.0).to_bytes());
        assert!(Pair::small(0.0).inverted().is_zero());
    }
}
