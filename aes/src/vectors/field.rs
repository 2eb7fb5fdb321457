//! GF(2^8) as AES has it (FIPS 197 §4), for tables that the compiler makes.

/// Product modulo x^8 + x^4 + x^3 + x + 1.
pub(super) const fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = (a << 1) ^ if a & 0x80 == 0 { 0 } else { 0x1b };
        b >>= 1;
    }
    product
}

/// `a` to the power of `exponent`.
pub(super) const fn power(a: u8, exponent: u8) -> u8 {
    let mut result = 1;
    let mut i = 0;
    while i < exponent {
        result = times(result, a);
        i += 1;
    }
    result
}

/// 1/`a`, and zero for zero.
pub(super) const fn inverse(a: u8) -> u8 {
    power(a, 254)
}

/// The linear part of the S-box (FIPS 197 §5.1.1), which is this of the inverse, and [`CONSTANT`].
pub(super) const fn affine(a: u8) -> u8 {
    a ^ a.rotate_left(1) ^ a.rotate_left(2) ^ a.rotate_left(3) ^ a.rotate_left(4)
}

/// The inverse of [`affine`] (FIPS 197 §5.3.2).
pub(super) const fn affine_inverse(a: u8) -> u8 {
    a.rotate_left(1) ^ a.rotate_left(3) ^ a.rotate_left(6)
}

/// What the S-box adds.
pub(super) const CONSTANT: u8 = 0x63;
