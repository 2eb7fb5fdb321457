//! GF(2^8) as pairs of elements of GF(16), in which an inversion takes only functions of four bits.
//!
//! Let u be an element with u + v = 1, where v = u^16 is its conjugate, and n = uv, which is in GF(16). An element
//! x = iu + jv is written as the two halves i (high) and k = i + j (low) of a byte, so x = i + kv. Since x^17 is in GF(16),
//!
//! > 1/x = x^16 / x^17 = (ju + iv) / (nk² + ij).
//!
//! With a = 1/n, and counting 1/0 as ∞ and 1/∞ as 0,
//!
//! > p = 1/(j + 1/(1/i + a/k)) = (nk + i) / (nk² + ij)  
//! > q = 1/(i + 1/(1/j + a/k)) = (nk + j) / (nk² + ij)
//!
//! and because p + q = k / (nk² + ij), i / (nk² + ij) is p + n(p + q), and j / (nk² + ij) is q + n(p + q). So 1/x is the sum of
//! a function of p and a function of q, both linear. The cases with ∞ come out right as well: where k is 0, p and q are both 1/i.

use super::field::{inverse, power, times};

/// Written for ∞: whatever is added to it, a look-up finds zero.
pub(super) const INFINITY: u8 = 0x80;

/// Generates GF(16): its powers up to the third are a basis over GF(2).
const GENERATOR: u8 = generator();
const U: u8 = u();
const V: u8 = U ^ 1;
const N: u8 = times(U, V);

/// The element of GF(16) that four bits stand for.
const fn element(half: u8) -> u8 {
    let mut sum = 0;
    let mut bit = 0;
    while bit < 4 {
        if half >> bit & 1 == 1 {
            sum ^= power(GENERATOR, bit);
        }
        bit += 1;
    }
    sum
}

/// The four bits that stand for an element of GF(16).
const fn half(element_of_16: u8) -> u8 {
    let mut bits = 0;
    while element(bits) != element_of_16 {
        bits += 1;
    }
    bits
}

/// An element of GF(2^8) as its two halves.
pub(super) const fn halves(x: u8) -> u8 {
    let mut low = 0;
    loop {
        let high = x ^ times(element(low), V);
        if power(high, 16) == high {
            return half(high) << 4 | low;
        }
        low += 1;
    }
}

/// 1/`x`.
pub(super) const fn reciprocal(x: u8) -> u8 {
    quotient(1, x)
}

/// a/`x`.
pub(super) const fn a_over(x: u8) -> u8 {
    quotient(inverse(N), x)
}

const fn quotient(dividend: u8, x: u8) -> u8 {
    if x == 0 { INFINITY } else { half(times(dividend, inverse(element(x)))) }
}

/// What 1/`p` has of the inverse.
pub(super) const fn of_p(reciprocal: u8) -> u8 {
    times(inverse(element(reciprocal)), times(N, U) ^ times(N ^ 1, V))
}

/// What 1/`q` has of the inverse.
pub(super) const fn of_q(reciprocal: u8) -> u8 {
    times(inverse(element(reciprocal)), times(N ^ 1, U) ^ times(N, V))
}

const fn generator() -> u8 {
    let mut g = 2;
    while power(g, 16) != g || power(g, 4) == g {
        g += 1;
    }
    g
}

const fn u() -> u8 {
    let mut u = 2;
    while u ^ power(u, 16) != 1 {
        u += 1;
    }
    u
}
