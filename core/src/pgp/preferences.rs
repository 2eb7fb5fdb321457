//! What the own key says about itself; the same values Delta Chat writes into its keys.

use pgp::{
    composed::SignedSecretKey,
    crypto::{aead::AeadAlgorithm, hash::HashAlgorithm, sym::SymmetricKeyAlgorithm},
    errors::Result,
    packet::{Features, KeyFlags, Subpacket, SubpacketData},
    types::{CompressionAlgorithm, KeyDetails, KeyVersion, Timestamp},
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
pub(super) fn issued_by(key: &impl KeyDetails, time: Timestamp) -> Result<Vec<Subpacket>> {
    Ok(vec![
        Subpacket::critical(SubpacketData::SignatureCreationTime(time))?,
        Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint()))?,
    ])
}

/// Unhashed subpackets: the key ID, for readers that know no fingerprints; v6 has done away with it.
pub(super) fn unhashed(key: &SignedSecretKey) -> Result<Vec<Subpacket>> {
    match key.version() {
        KeyVersion::V6 => Ok(vec![]),
        _ => Ok(vec![issuer_key_id(&key.primary_key)?]),
    }
}

pub(super) fn issuer_key_id(key: &impl KeyDetails) -> Result<Subpacket> {
    Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id()))
}
