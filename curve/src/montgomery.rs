//! X25519 (RFC 7748 §5), on the Montgomery ladder.

use crate::{
    bytes::Bytes,
    field::{Factor, Pair},
};

/// (486662 − 2) / 4 (RFC 7748 §4.1).
const A24: f64 = 121_665.0;

/// The product of the point with the u-coordinate `point` and the scalar `secret`, which is clamped.
///
/// All zeros for the few points of small order; whether that is an error is the caller's to say (RFC 7748 §6.1).
/// Takes the same time whatever the secret and the point are, as far as WebAssembly's engines promise that of the
/// arithmetic of floating-point numbers, exclusive or and loads.
pub fn x25519(secret: &Bytes, point: &Bytes) -> Bytes {
    let mut scalar = *secret;
    let [first, .., last] = &mut scalar;
    *first &= 0b1111_1000;
    *last = *last & 0b0111_1111 | 0b0100_0000;
    let base = Pair::from_bytes(point, point);
    let one = Pair::small(1.0);
    let a24_and_base = Pair::small(A24).low_and_high(&base).factor();
    // The points n·base and (n + 1)·base, as (x, z): at first 0·base, which is (1, 0).
    let mut near = one.low_and_high(&Pair::small(0.0));
    let mut far = base.low_and_high(&one);
    let mut swapped = 0;
    for bit in (0..255).rev() {
        let set = u64::from(scalar.get(bit / 8).map_or(0, |byte| byte >> (bit % 8) & 1));
        exchange(&mut near, &mut far, swapped ^ set);
        swapped = set;
        (near, far) = step(&near, &far, &a24_and_base);
    }
    exchange(&mut near, &mut far, swapped);
    let inverted = near.swap().inverted();
    let [product, _] = near.times(&inverted).to_bytes();
    product
}

/// Exchanges both points if `set` is 1, and does the same work if it is 0.
#[inline(always)]
fn exchange(near: &mut Pair, far: &mut Pair, set: u64) {
    let mask = set.wrapping_neg();
    (*near, *far) = (near.select(far, mask), far.select(near, mask));
}

/// 2·`near` and `near` + `far`, of which the difference is the base (RFC 7748 §5, its names).
#[inline(always)]
fn step(near: &Pair, far: &Pair, a24_and_base: &Factor) -> (Pair, Pair) {
    let a_b = near.sum_and_difference();
    let c_d = far.sum_and_difference();
    let da_cb = a_b.times(&c_d.swap());
    let aa_bb = a_b.squared();
    let bb_aa = aa_bb.swap();
    // (−E, E)
    let e = &bb_aa - &aa_bb;
    // x3 = (DA + CB)², z3 = x1·(DA − CB)²
    let squares = da_cb.sum_and_difference().squared();
    let products = e.low_and_high(&squares).times_factor(a24_and_base);
    // x2 = AA·BB, z2 = E·(AA + a24·E)
    let aa_e = aa_bb.low_and_high(&e);
    let bb_sum = bb_aa.low_and_high(&(&bb_aa - &products.swap()));
    (aa_e.times(&bb_sum), squares.low_and_high(&products))
}
