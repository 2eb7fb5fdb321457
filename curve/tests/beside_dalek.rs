//! Beside the libraries whose work it takes over, on what is random, extreme or forged: natively and in a browser.
#![cfg_attr(target_arch = "wasm32", expect(clippy::indexing_slicing, reason = "a test ends where it fails"))]

use curve25519_dalek::{EdwardsPoint, MontgomeryPoint, Scalar, constants::EIGHT_TORSION};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier};
use estuary_curve::{VerifyingKey, x25519};
use rand::{Rng, SeedableRng, rngs::StdRng};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// How many random cases of each kind.
const ROUNDS: usize = 1_000;

/// p = 2^255 − 19.
const MODULUS: [u8; 32] = near_modulus(0);

/// p + `more`, which must be at most 18.
const fn near_modulus(more: u8) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    bytes[0] = 0xed + more;
    bytes[31] = 0x7f;
    bytes
}

/// Numbers where representations are odd: around zero, around p, patterns of ones.
fn odd_numbers() -> Vec<[u8; 32]> {
    let small = (0..20).map(|first| {
        let mut number = [0; 32];
        number[0] = first;
        number
    });
    let mut below = MODULUS;
    below[0] -= 1;
    let mut numbers: Vec<_> = small.chain((0..=18).map(near_modulus)).collect();
    numbers.extend([below, [0xff; 32], [0x55; 32], [0xaa; 32]]);
    numbers
}

/// Whether both say the same of a signature, and what.
#[track_caller]
fn verdict(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let theirs = ed25519_dalek::VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify(message, &Signature::from_bytes(signature)).is_ok());
    let ours = VerifyingKey::new(key).is_some_and(|key| key.verify(message, signature));
    assert_eq!(ours, theirs, "{key:?} {message:?} {signature:?}");
    ours
}

fn joined(commitment: &[u8; 32], response: &[u8; 32]) -> [u8; 64] {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(commitment);
    signature[32..].copy_from_slice(response);
    signature
}

#[test]
fn random_products_are_equal() {
    let mut rng = StdRng::seed_from_u64(1);
    for _ in 0..ROUNDS {
        let (secret, point) = (rng.r#gen(), rng.r#gen());
        assert_eq!(
            x25519(&secret, &point),
            MontgomeryPoint(point).mul_clamped(secret).0,
            "{secret:?} {point:?}"
        );
    }
}

#[test]
fn odd_products_are_equal() {
    let mut rng = StdRng::seed_from_u64(2);
    let mut numbers = odd_numbers();
    numbers.extend((0..256).map(|bit| {
        let mut number = [0; 32];
        number[bit / 8] = 1 << (bit % 8);
        number
    }));
    for point in &numbers {
        for secret in [rng.r#gen(), [0; 32], [0xff; 32], numbers[rng.gen_range(0..numbers.len())]] {
            let expected = MontgomeryPoint(*point).mul_clamped(secret).0;
            assert_eq!(x25519(&secret, point), expected, "{secret:?} {point:?}");
        }
    }
}

#[test]
fn points_of_small_order_give_zero() {
    for point in EIGHT_TORSION {
        assert_eq!(x25519(&[0x42; 32], &point.to_montgomery().0), [0; 32]);
    }
}

/// RFC 7748 §5.2: a thousand times the result before, with the point before as the secret.
#[test]
fn a_thousand_iterations_end_where_the_standard_says() {
    let mut secret = [0; 32];
    secret[0] = 9;
    let mut point = secret;
    for _ in 0..1_000 {
        (secret, point) = (x25519(&secret, &point), secret);
    }
    assert_eq!(
        secret,
        [
            0x68, 0x4c, 0xf5, 0x9b, 0xa8, 0x33, 0x09, 0x55, 0x28, 0x00, 0xef, 0x56, 0x6f, 0x2f, 0x4d, 0x3c,
            0x1c, 0x38, 0x87, 0xc4, 0x93, 0x60, 0xe3, 0x87, 0x5f, 0x2e, 0xb9, 0x4d, 0x99, 0x53, 0x2c, 0x51,
        ]
    );
}

#[test]
fn signatures_hold_and_changed_ones_do_not() {
    let mut rng = StdRng::seed_from_u64(3);
    for round in 0..ROUNDS {
        let key = SigningKey::from_bytes(&rng.r#gen());
        let message: Vec<u8> = (0..round % 200).map(|_| rng.r#gen()).collect();
        let public = key.verifying_key().to_bytes();
        let mut signature = key.sign(&message).to_bytes();
        assert!(verdict(&public, &message, &signature));
        signature[rng.gen_range(0..64)] ^= 1 << rng.gen_range(0..8);
        assert!(!verdict(&public, &message, &signature));
        let mut other = public;
        other[rng.gen_range(0..32)] ^= 1 << rng.gen_range(0..8);
        assert!(!verdict(&other, &message, &key.sign(&message).to_bytes()));
    }
}

/// Another number for S that means the same (RFC 8032 §8.4).
#[test]
fn nobody_can_make_another_signature_of_one() {
    let order = {
        let mut bytes = (-Scalar::ONE).to_bytes();
        bytes[0] += 1;
        bytes
    };
    let mut rng = StdRng::seed_from_u64(4);
    for _ in 0..ROUNDS / 10 {
        let key = SigningKey::from_bytes(&rng.r#gen());
        let signature = key.sign(b"once");
        let mut sum = [0; 32];
        let mut carry = 0;
        for (at, byte) in sum.iter_mut().enumerate() {
            carry += u16::from(signature.s_bytes()[at]) + u16::from(order[at]);
            *byte = carry as u8;
            carry >>= 8;
        }
        assert!(!verdict(&key.verifying_key().to_bytes(), b"once", &joined(signature.r_bytes(), &sum)));
    }
}

/// Keys and commitments of small order or in encodings that are not allowed, and responses that fit them.
#[test]
fn forged_encodings_are_judged_equally() {
    let mut encodings = odd_numbers();
    encodings.extend(EIGHT_TORSION.map(|point| point.compress().0));
    for at in 0..encodings.len() {
        let mut signed = encodings[at];
        signed[31] ^= 0x80;
        encodings.push(signed);
    }
    let is_point = |encoding: &&[u8; 32]| ed25519_dalek::VerifyingKey::from_bytes(encoding).is_ok();
    let (keys, others): (Vec<_>, Vec<_>) = encodings.iter().partition(is_point);
    assert!(others.into_iter().all(|key| VerifyingKey::new(key).is_none()));
    let mut accepted = 0;
    for key in &keys {
        for commitment in encodings.iter().step_by(3) {
            for response in [Scalar::ZERO, Scalar::ONE] {
                accepted += usize::from(verdict(key, b"forged", &joined(commitment, response.as_bytes())));
            }
        }
    }
    assert!(accepted > 0, "none of these was a signature at all");
}

/// Keys and commitments with a part of small order beside the one that is not.
#[test]
fn mixed_orders_are_judged_equally() {
    let mut rng = StdRng::seed_from_u64(5);
    let mut accepted = 0;
    for torsion in EIGHT_TORSION.into_iter().cycle().take(ROUNDS / 5) {
        let secret = Scalar::from_bytes_mod_order(rng.r#gen());
        let nonce = Scalar::from_bytes_mod_order(rng.r#gen());
        let key = (EdwardsPoint::mul_base(&secret) + torsion).compress().0;
        let commitment = (EdwardsPoint::mul_base(&nonce)
            + if rng.r#gen() { torsion } else { EIGHT_TORSION[0] })
        .compress()
        .0;
        let challenge = ed25519_challenge(&commitment, &key, b"mixed");
        let signature = joined(&commitment, (nonce + challenge * secret).as_bytes());
        accepted += usize::from(verdict(&key, b"mixed", &signature));
    }
    assert!(accepted > 0, "none of these was a signature at all");
}

fn ed25519_challenge(commitment: &[u8; 32], key: &[u8; 32], message: &[u8]) -> Scalar {
    use sha2::{Digest, Sha512};
    let hash = Sha512::new().chain_update(commitment).chain_update(key).chain_update(message);
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}
