//! Verification of Ed25519 (RFC 8032 §5.1.7).
#![expect(clippy::indexing_slicing, reason = "digits and parts are counted by constants, never by values")]

use crate::{
    bytes::Bytes,
    edwards::{Affine, Multiples, Point},
    naf::{DIGITS, naf},
};
use curve25519_dalek::Scalar;
use sha2::{Digest, Sha512};
use std::{array, sync::LazyLock};

/// Scalars are taken in this many parts of [`PART_BITS`], so that all of them share few doublings.
const PARTS: usize = 4;
const PART_BITS: usize = 64;

/// How many bits a digit of what the base point is multiplied by has at most.
const BASE_WIDTH: u32 = 7;

/// And of what a key is multiplied by, for which the multiples are made anew.
const KEY_WIDTH: u32 = 5;

/// Odd multiples of a point, of the point times 2^64, times 2^128 and times 2^192.
type Table<const COUNT: usize> = [Multiples<COUNT>; PARTS];

/// Of the base point, made when it is first needed.
static BASE: LazyLock<Table<{ 1 << (BASE_WIDTH - 2) }>> = LazyLock::new(|| table(&Affine::base()));

/// A public key that several signatures are expected of: preparing it takes about as long as verifying one.
pub struct VerifyingKey {
    bytes: Bytes,
    /// Of the point that the key is the opposite of. 12 KiB.
    negated: Box<Table<{ 1 << (KEY_WIDTH - 2) }>>,
}

impl VerifyingKey {
    /// Prepares a key; `None` if it is none.
    pub fn new(bytes: &Bytes) -> Option<Self> {
        let point = Affine::decompressed(bytes)?;
        Some(VerifyingKey { bytes: *bytes, negated: Box::new(table(&point.negated())) })
    }

    /// Whether `signature` is one of the owner of the key over `message`.
    ///
    /// It accepts what `ed25519-dalek`'s `verify` accepts, to the bit: R has to be the encoding of S·B − k·A, and S below
    /// the order of the group, so that nobody can make another signature of one. Nothing is special about points of
    /// small order, as in RFC 8032.
    ///
    /// All of this is public, so the time it takes depends on it.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let (commitment, response) = halves(signature);
        let Some(response) = Option::<Scalar>::from(Scalar::from_canonical_bytes(response)) else {
            return false;
        };
        // Only the encoding that encoding again gives is that of a sum.
        let expected = Affine::decompressed(&commitment).filter(|point| point.to_bytes() == commitment);
        let Some(expected) = expected else { return false };
        let hash = Sha512::new().chain_update(commitment).chain_update(self.bytes).chain_update(message);
        let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
        self.combination(&response, &challenge).is(&expected)
    }

    /// `base` times the base point minus `key` times the key.
    fn combination(&self, base: &Scalar, key: &Scalar) -> Point {
        let (base, key) = (digits(base, BASE_WIDTH), digits(key, KEY_WIDTH));
        let mut sum = Point::neutral();
        for at in (0..DIGITS).rev() {
            sum = sum.doubled();
            for (multiples, digits) in BASE.iter().zip(&base) {
                sum.add(multiples, digits[at]);
            }
            for (multiples, digits) in self.negated.iter().zip(&key) {
                sum.add(multiples, digits[at]);
            }
        }
        sum
    }
}

/// R and S.
fn halves(signature: &[u8; 64]) -> (Bytes, Bytes) {
    (array::from_fn(|at| signature[at]), array::from_fn(|at| signature[32 + at]))
}

fn table<const COUNT: usize>(point: &Affine) -> Table<COUNT> {
    let mut power = Point::from(point);
    array::from_fn(|part| {
        if part > 0 {
            for _ in 0..PART_BITS {
                power = power.doubled();
            }
        }
        Multiples::of(&power)
    })
}

fn digits(scalar: &Scalar, width: u32) -> [[i8; DIGITS]; PARTS] {
    let (parts, _) = scalar.as_bytes().as_chunks();
    array::from_fn(|part| naf(u64::from_le_bytes(parts[part]), width))
}
