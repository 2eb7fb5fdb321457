//! An opened message, and who signed it.

use super::{Certificate, Fingerprint, signers};
use pgp::{
    crypto::hash::HashAlgorithm,
    packet::{Signature, SignatureType, SignatureVersion, SubpacketData},
    types::{KeyDetails, KeyVersion},
};

/// The content of an encrypted message. Its signatures are still to be verified.
#[derive(Debug)]
pub struct Opened {
    /// The content.
    pub payload: Vec<u8>,
    /// Index of the secret that opened it; `None` if the own key did.
    pub symmetric: Option<usize>,
    pub(super) signatures: Vec<MessageSignature>,
}

/// A signature and the digest of what it should cover.
#[derive(Debug)]
pub(super) struct MessageSignature {
    pub(super) signature: Signature,
    pub(super) digest: Box<[u8]>,
}

/// Who signed, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The key of the first valid signature.
    pub fingerprint: Fingerprint,
    /// For whom the signer meant the message (RFC 9580 §5.2.3.36); empty if it does not say.
    pub intended: Vec<Fingerprint>,
    /// How many signatures are valid.
    pub valid: usize,
}

impl Opened {
    /// Fingerprints that the signatures claim to be made by, to look up certificates; nothing is verified yet.
    pub fn issuers(&self) -> Vec<Fingerprint> {
        self.signatures.iter().flat_map(|signature| issuers(&signature.signature)).collect()
    }

    /// Whether there is any signature, valid or not.
    pub fn has_signatures(&self) -> bool {
        !self.signatures.is_empty()
    }

    /// Verifies the signatures against the primary keys of `certificates`; `None` if none is valid.
    pub fn verify(&self, certificates: &[&Certificate]) -> Option<Signed> {
        let signer_of = |signature: &MessageSignature| {
            let signer = certificates.iter().find(|certificate| signature.is_by(certificate))?;
            Some((signer.fingerprint(), intended(&signature.signature)))
        };
        let mut valid = self.signatures.iter().filter_map(signer_of);
        let (fingerprint, intended) = valid.next()?;
        Some(Signed { fingerprint, intended, valid: 1 + valid.count() })
    }
}

impl MessageSignature {
    fn is_by(&self, certificate: &Certificate) -> bool {
        let key = &certificate.key.primary_key;
        let signature = &self.signature;
        let (Some(hash), Some(bytes)) = (signature.hash_alg(), signature.signature()) else { return false };
        is_acceptable(signature, key.version())
            && signature.signed_hash_value().is_some_and(|start| self.digest.starts_with(&start))
            && signers::verify(key, hash, &self.digest, bytes)
    }
}

/// Whether it is a signature over a document, of the signer's generation, by a hash that is not broken
/// (RFC 9580 §9.5: digests of MD5, SHA-1 and RIPEMD-160 must not be relied upon).
pub(super) fn is_acceptable(signature: &Signature, key: KeyVersion) -> bool {
    let document = matches!(signature.typ(), Some(SignatureType::Binary | SignatureType::Text));
    let generation = matches!(
        (key, signature.version()),
        (KeyVersion::V4, SignatureVersion::V4) | (KeyVersion::V6, SignatureVersion::V6)
    );
    let broken = matches!(
        signature.hash_alg(),
        None | Some(HashAlgorithm::Md5 | HashAlgorithm::Sha1 | HashAlgorithm::Ripemd160)
    );
    document && generation && !broken
}

pub(super) fn issuers(signature: &Signature) -> impl Iterator<Item = Fingerprint> {
    signature.issuer_fingerprint().into_iter().filter_map(Fingerprint::from_pgp)
}

/// The intended recipients; only what the signature covers counts.
pub(super) fn intended(signature: &Signature) -> Vec<Fingerprint> {
    let subpackets = signature.config().into_iter().flat_map(|config| config.hashed_subpackets());
    let fingerprints = subpackets.filter_map(|subpacket| match &subpacket.data {
        SubpacketData::IntendedRecipientFingerprint(fingerprint) => Fingerprint::from_pgp(fingerprint),
        _ => None,
    });
    fingerprints.collect()
}
