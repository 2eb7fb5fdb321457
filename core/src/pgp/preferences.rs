//! What the own signatures say; the same, and in the same order, as Delta Chat's.

use super::Fingerprint;
use pgp::{
    crypto::{aead::AeadAlgorithm, hash::HashAlgorithm, sym::SymmetricKeyAlgorithm},
    errors::Result,
    packet::{Features, KeyFlags, Subpacket, SubpacketData},
    types::{CompressionAlgorithm, KeyDetails, Timestamp},
};

/// Hashed subpackets of the direct-key signature and the User ID certification.
pub(super) fn of_primary(key: &impl KeyDetails, time: Timestamp) -> Result<Vec<Subpacket>> {
    let mut flags = KeyFlags::default();
    flags.set_certify(true);
    flags.set_sign(true);
    let mut features = Features::default();
    features.set_seipd_v1(true);
    features.set_seipd_v2(true);
    let symmetric =
        [SymmetricKeyAlgorithm::AES256, SymmetricKeyAlgorithm::AES192, SymmetricKeyAlgorithm::AES128];
    let hash = [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512, HashAlgorithm::Sha224];
    let compression = [CompressionAlgorithm::ZLIB, CompressionAlgorithm::ZIP];
    let aead = [(SymmetricKeyAlgorithm::AES256, AeadAlgorithm::Ocb)];
    let mut subpackets = issued_by(key, time)?;
    for data in [
        SubpacketData::KeyFlags(flags),
        SubpacketData::Features(features),
        SubpacketData::PreferredSymmetricAlgorithms(symmetric.into_iter().collect()),
        SubpacketData::PreferredHashAlgorithms(hash.into_iter().collect()),
        SubpacketData::PreferredCompressionAlgorithms(compression.into_iter().collect()),
        SubpacketData::PreferredAeadAlgorithms(aead.into_iter().collect()),
        SubpacketData::IsPrimary(true),
    ] {
        subpackets.push(Subpacket::regular(data)?);
    }
    Ok(subpackets)
}

/// Hashed subpackets of the encryption subkey's binding.
pub(super) fn of_subkey(primary: &impl KeyDetails, time: Timestamp) -> Result<Vec<Subpacket>> {
    let mut flags = KeyFlags::default();
    flags.set_encrypt_comms(true);
    flags.set_encrypt_storage(true);
    let mut subpackets = issued_by(primary, time)?;
    subpackets.push(Subpacket::regular(SubpacketData::KeyFlags(flags))?);
    Ok(subpackets)
}

/// When, and by whom.
fn issued_by(key: &impl KeyDetails, time: Timestamp) -> Result<Vec<Subpacket>> {
    Ok(vec![
        Subpacket::regular(SubpacketData::SignatureCreationTime(time))?,
        Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint()))?,
    ])
}

/// Hashed subpackets of a message's signature, which names the keys it is `intended` for.
pub(super) fn of_message(
    key: &impl KeyDetails,
    time: Timestamp,
    intended: &[Fingerprint],
) -> Result<Vec<Subpacket>> {
    let mut subpackets = vec![Subpacket::critical(SubpacketData::SignatureCreationTime(time))?];
    for fingerprint in intended {
        let data = SubpacketData::IntendedRecipientFingerprint(fingerprint.to_pgp());
        subpackets.push(Subpacket::regular(data)?);
    }
    subpackets.push(Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint()))?);
    Ok(subpackets)
}

/// For the unhashed area: what readers that know no fingerprints look for.
pub(super) fn issuer_key_id(key: &impl KeyDetails) -> Result<Subpacket> {
    Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id()))
}
