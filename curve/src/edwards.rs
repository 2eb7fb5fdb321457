//! Points of the twisted Edwards curve −x² + y² = 1 + d·x²·y² (RFC 8032 §5.1), in extended coordinates, two
//! coordinates at once (Hisil, Wong, Carter, Dawson, *Twisted Edwards Curves Revisited*, 2008).

use crate::{bytes::Bytes, field::Pair, lanes::Lanes};

/// The base point: y is 4/5, x the even one of the two.
const BASE: [Bytes; 2] = [
    [
        0x1a, 0xd5, 0x25, 0x8f, 0x60, 0x2d, 0x56, 0xc9, 0xb2, 0xa7, 0x25, 0x95, 0x60, 0xc7, 0x2c, 0x69, 0x5c,
        0xdc, 0xd6, 0xfd, 0x31, 0xe2, 0xa4, 0xc0, 0xfe, 0x53, 0x6e, 0xcd, 0xd3, 0x36, 0x69, 0x21,
    ],
    [
        0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
        0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
    ],
];

/// d = −121665/121666.
const D: Bytes = [
    0xa3, 0x78, 0x59, 0x13, 0xca, 0x4d, 0xeb, 0x75, 0xab, 0xd8, 0x41, 0x41, 0x4d, 0x0a, 0x70, 0x00, 0x98,
    0xe8, 0x79, 0x77, 0x79, 0x40, 0xc7, 0x8c, 0x73, 0xfe, 0x6f, 0x2b, 0xee, 0x6c, 0x03, 0x52,
];

/// 2·d.
const TWICE_D: Bytes = [
    0x59, 0xf1, 0xb2, 0x26, 0x94, 0x9b, 0xd6, 0xeb, 0x56, 0xb1, 0x83, 0x82, 0x9a, 0x14, 0xe0, 0x00, 0x30,
    0xd1, 0xf3, 0xee, 0xf2, 0x80, 0x8e, 0x19, 0xe7, 0xfc, 0xdf, 0x56, 0xdc, 0xd9, 0x06, 0x24,
];

/// A square root of −1: 2 to the power of (p − 1) / 4.
const ROOT_OF_MINUS_1: Bytes = [
    0xb0, 0xa0, 0x0e, 0x4a, 0x27, 0x1b, 0xee, 0xc4, 0x78, 0xe4, 0x2f, 0xad, 0x06, 0x18, 0x43, 0x2f, 0xa7,
    0xd7, 0xfb, 0x3d, 0x99, 0x00, 0x4d, 0x2b, 0x0b, 0xdf, 0xc1, 0x4f, 0x80, 0x24, 0x83, 0x2b,
];

/// A point as (x, y).
#[derive(Clone, Copy)]
pub(crate) struct Affine(pub(crate) Pair);

/// A point with x = X/Z, y = Y/Z, x·y = T/Z.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    /// (X, Y)
    pub(crate) xy: Pair,
    /// (T, Z)
    pub(crate) tz: Pair,
}

/// A point to be added.
#[derive(Clone, Copy)]
struct Summand {
    /// (Y − X, Y + X)
    difference_and_sum: Pair,
    /// (2·d·T, 2·Z)
    scaled: Pair,
}

/// A point, 3 times the point, 5 times the point, and so on.
pub(crate) struct Multiples<const COUNT: usize>([Summand; COUNT]);

impl Affine {
    /// The base point.
    pub(crate) fn base() -> Self {
        let [x, y] = &BASE;
        Affine(Pair::from_bytes(x, y))
    }

    /// The point of an encoding (RFC 8032 §5.1.3), if it is one. Numbers of p and more are taken modulo p, and zero may
    /// have a sign, which it loses. For public points: what it does depends on them.
    pub(crate) fn decompressed(encoding: &Bytes) -> Option<Self> {
        let one = Pair::small(1.0);
        let y = Pair::from_bytes(encoding, encoding);
        let yy = y.squared();
        // x² = u / v
        let u = &yy - &one;
        let v = &yy.times(&Pair::from_bytes(&D, &D)) + &one;
        let v3 = v.squared().times(&v);
        let v7 = v3.squared().times(&v);
        let root = u.times(&v3).times(&u.times(&v7).power_p58());
        // It is a root of u / v, or of −u / v, or there is none.
        let square = v.times(&root.squared());
        let x = if (&square - &u).is_zero() {
            root
        } else if (&square + &u).is_zero() {
            root.times(&Pair::from_bytes(&ROOT_OF_MINUS_1, &ROOT_OF_MINUS_1))
        } else {
            return None;
        };
        let point = Affine(x.low_and_high(&y));
        let has_sign = point.to_bytes()[31] >> 7 == encoding[31] >> 7;
        Some(if has_sign { point } else { point.negated() })
    }

    /// The encoding, in the only form that is allowed (RFC 8032 §5.1.2).
    pub(crate) fn to_bytes(self) -> Bytes {
        let [x, mut y] = self.0.to_bytes();
        y[31] |= x[0] << 7;
        y
    }

    /// The point that is added to this one to get the neutral one.
    pub(crate) fn negated(&self) -> Self {
        Affine(self.0.map(Lanes::negate_low))
    }
}

impl Point {
    /// What can be added to any point without changing it: (0, 1).
    pub(crate) fn neutral() -> Self {
        let zero_and_one = Pair::small(0.0).low_and_high(&Pair::small(1.0));
        Point { xy: zero_and_one, tz: zero_and_one }
    }

    /// Twice the point: `dbl-2008-hwcd` of the Explicit-Formulas Database for a = −1, with F and H negated, which
    /// negates all four coordinates and so nothing.
    pub(crate) fn doubled(&self) -> Self {
        let a_b = self.xy.squared();
        let h_g = a_b.zip(&a_b.swap(), |limb, other| limb + other.negate_high());
        let sum = &self.xy + &self.xy.swap();
        let s_c = sum.low_and_high(&self.tz).squared().map(|limb| limb * Lanes::new(1.0, 2.0));
        let e_f = &s_c - &h_g;
        Point::of_parts(&e_f.low_and_high(&h_g), &h_g.low_and_high(&e_f))
    }

    /// Adds a digit, odd or zero, times what `multiples` are of.
    #[inline(always)]
    pub(crate) fn add<const COUNT: usize>(&mut self, multiples: &Multiples<COUNT>, digit: i8) {
        if digit == 0 {
            return;
        }
        if let Some(Summand { difference_and_sum, scaled }) =
            multiples.0.get(usize::from(digit.unsigned_abs() / 2))
        {
            *self = if digit > 0 {
                self.plus_summand(difference_and_sum, scaled)
            } else {
                self.plus_summand(&difference_and_sum.swap(), &scaled.map(Lanes::negate_low))
            };
        }
    }

    /// The sum with a summand in its parts: `add-2008-hwcd-3`.
    fn plus_summand(&self, difference_and_sum: &Pair, scaled: &Pair) -> Self {
        let a_b = self.xy.difference_and_sum().times(difference_and_sum);
        let c_d = self.tz.times(scaled);
        let e_h = a_b.difference_and_sum();
        let f_g = c_d.difference_and_sum();
        Point::of_parts(&e_h.low_and_high(&f_g), &e_h.swap().low_and_high(&f_g.swap()))
    }

    /// X = E·F, Y = G·H, T = E·H, Z = F·G.
    fn of_parts(e_g: &Pair, h_f: &Pair) -> Self {
        let e_g = e_g.factor();
        Point { xy: h_f.swap().times_factor(&e_g), tz: h_f.times_factor(&e_g) }
    }

    /// Whether it is the point `other`.
    pub(crate) fn is(&self, other: &Affine) -> bool {
        let z = self.tz.swap().low_and_high(&self.tz);
        (&other.0.times(&z) - &self.xy).is_zero()
    }
}

impl From<&Affine> for Point {
    fn from(point: &Affine) -> Self {
        let t = point.0.times(&point.0.swap());
        Point { xy: point.0, tz: t.low_and_high(&Pair::small(1.0)) }
    }
}

impl Summand {
    /// `point`, to be added; `scale` is (2·d, 2).
    fn new(point: &Point, scale: &Pair) -> Self {
        Summand { difference_and_sum: point.xy.difference_and_sum(), scaled: point.tz.times(scale) }
    }
}

impl<const COUNT: usize> Multiples<COUNT> {
    /// The multiples of `point`.
    pub(crate) fn of(point: &Point) -> Self {
        let scale = Pair::from_bytes(&TWICE_D, &[0; 32]).low_and_high(&Pair::small(2.0));
        let step = Summand::new(&point.doubled(), &scale);
        let mut multiples = [Summand::new(point, &scale); COUNT];
        let mut multiple = *point;
        for summand in multiples.iter_mut().skip(1) {
            multiple = multiple.plus_summand(&step.difference_and_sum, &step.scaled);
            *summand = Summand::new(&multiple, &scale);
        }
        Multiples(multiples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &Bytes) -> Pair {
        Pair::from_bytes(bytes, bytes)
    }

    #[test]
    fn constants_are_what_they_are_called() {
        let small = Pair::small;
        assert!((&number(&D).times(&small(121_666.0)) + &small(121_665.0)).is_zero());
        assert!((&number(&TWICE_D) - &(&number(&D) + &number(&D))).is_zero());
        assert!((&number(&ROOT_OF_MINUS_1).squared() + &small(1.0)).is_zero());
        let [_, y] = &BASE;
        assert!((&number(y).times(&small(5.0)) - &small(4.0)).is_zero());
        assert!(Affine::decompressed(y).is_some_and(|base| base.to_bytes() == Affine::base().to_bytes()));
    }

    #[test]
    fn doubling_and_adding_agree() {
        let base = Point::from(&Affine::base());
        let multiples = Multiples::<4>::of(&base);
        // 7·B − B − 5·B = B
        let mut sum = Point::neutral();
        for digit in [7, -1, -5] {
            sum.add(&multiples, digit);
        }
        assert!(sum.is(&Affine::base()));
        // 2·(2·B) − 3·B = B
        let mut sum = base.doubled().doubled();
        sum.add(&multiples, -3);
        sum.add(&multiples, 0);
        assert!(sum.is(&Affine::base()));
    }
}
