//! Keys that messages were signed with lately, prepared to verify more of them.

use super::recent::Recent;
use estuary_curve::VerifyingKey as Prepared;
use pgp::{
    crypto::hash::HashAlgorithm,
    packet::PublicKey,
    types::{EddsaLegacyPublicParams, KeyDetails, Mpi, PublicParams, SignatureBytes, VerifyingKey},
};
use std::cell::RefCell;

/// Shortest digest that Ed25519 signs, in bytes (RFC 9580 §5.2.3.4, §5.2.3.5).
const MIN_DIGEST: usize = 32;

thread_local! {
    /// 12 KiB each, enough for the members of a lively group.
    static RECENT: RefCell<Recent<[u8; 32], Prepared>> = const { RefCell::new(Recent::new(32)) };
}

/// Whether `signature` over a digest by `hash` is one by `key`.
///
/// Ed25519, which nearly all keys are, takes half the time once the key was seen, see [`estuary_curve`]; the library
/// verifies everything else.
pub(super) fn verify(
    key: &PublicKey,
    hash: HashAlgorithm,
    digest: &[u8],
    signature: &SignatureBytes,
) -> bool {
    match ed25519(key.public_params(), signature) {
        Some((point, signature)) if digest.len() >= MIN_DIGEST => {
            let prepare = |point: &[u8; 32]| Prepared::new(point).ok_or(());
            let verify = |key: &Prepared| key.verify(digest, &signature);
            RECENT.with_borrow_mut(|recent| recent.with(point, prepare, verify)) == Ok(true)
        }
        _ => key.verify(hash, digest, signature).is_ok(),
    }
}

/// The numbers of a key and of a signature, if it is Ed25519 in one of its two forms.
fn ed25519(key: &PublicParams, signature: &SignatureBytes) -> Option<([u8; 32], [u8; 64])> {
    match (key, signature) {
        (
            PublicParams::EdDSALegacy(EddsaLegacyPublicParams::Ed25519 { key }),
            SignatureBytes::Mpis(numbers),
        ) => {
            let [commitment, response] = numbers.as_slice() else { return None };
            let mut signature = [0; 64];
            let (first, second) = signature.split_at_mut(32);
            fill(first, commitment)?;
            fill(second, response)?;
            Some((key.to_bytes(), signature))
        }
        (PublicParams::Ed25519(params), SignatureBytes::Native(bytes)) => {
            Some((params.key.to_bytes(), bytes.as_ref().try_into().ok()?))
        }
        _ => None,
    }
}

/// Writes a number to the end of `bytes`, of which leading zeros were left out.
fn fill(bytes: &mut [u8], number: &Mpi) -> Option<()> {
    let number = number.as_ref();
    let start = bytes.len().checked_sub(number.len())?;
    bytes.get_mut(start..)?.copy_from_slice(number);
    Some(())
}
