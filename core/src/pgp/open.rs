//! Opening: find the session key, decrypt, look inside.

use super::{OpenError, Opened, SecretKey, armor, inside};
use pgp::{
    composed::{Edata, Esk, Message, PlainSessionKey, decrypt_session_key_with_password},
    crypto::{aead::AeadAlgorithm, sym::SymmetricKeyAlgorithm},
    packet::{ProtectedDataConfig, PublicKeyEncryptedSessionKey, SymEncryptedProtectedDataConfig},
    types::{DecryptionKey, EskType, KeyDetails, Password, PkeskVersion, SkeskVersion, StringToKey},
};
use std::io::{BufRead, Read};

/// Opens an encrypted `message`, armored or binary, with the own key or one of `secrets`.
///
/// `max` bounds the content after decompression, in bytes. Nothing of the content is looked at before all of it was
/// decrypted and found unchanged.
///
/// # Errors
/// [`OpenError`] tells apart: not for us, damaged, refused on purpose, too large.
pub fn open(message: &[u8], own: &SecretKey, secrets: &[&str], max: usize) -> Result<Opened, OpenError> {
    let packets = armor::stripped(message).ok_or_else(|| OpenError::Malformed("broken armor".into()))?;
    let Message::Encrypted { esk, mut edata, .. } = Message::from_bytes(&*packets)? else {
        return Err(OpenError::Unsupported("it is not encrypted"));
    };
    check_container(&edata)?;
    let (session_key, symmetric) = session_key(&esk, own, secrets)?;
    if session_key.sym_algorithm().is_some_and(|cipher| !is_aes(cipher)) {
        return Err(OpenError::Unsupported("another cipher than AES"));
    }
    edata.decrypt(&session_key)?;
    let plain = read_bounded(&mut edata, packets.len(), max)?;
    let (payload, signatures) = inside::unpack(&plain, max)?;
    Ok(Opened { payload, symmetric, signatures })
}

/// Lets only SEIPDv1 and SEIPDv2 with algorithms of RFC 9580 pass; the library panics on unknown AEAD algorithms.
fn check_container(edata: &Edata<'_>) -> Result<(), OpenError> {
    let Edata::SymEncryptedProtectedData { reader } = edata else {
        return Err(OpenError::Unsupported("encryption without integrity protection"));
    };
    match reader.config() {
        ProtectedDataConfig::Seipd(SymEncryptedProtectedDataConfig::V1) => Ok(()),
        ProtectedDataConfig::Seipd(SymEncryptedProtectedDataConfig::V2 { sym_alg, aead, .. })
            if is_aes(*sym_alg)
                && matches!(aead, AeadAlgorithm::Eax | AeadAlgorithm::Ocb | AeadAlgorithm::Gcm) =>
        {
            Ok(())
        }
        _ => Err(OpenError::Unsupported("unknown authenticated encryption")),
    }
}

/// The own certificate asks for AES, so nobody has a reason to use anything else.
fn is_aes(cipher: SymmetricKeyAlgorithm) -> bool {
    use SymmetricKeyAlgorithm::{AES128, AES192, AES256};
    matches!(cipher, AES128 | AES192 | AES256)
}

/// The session key, and which of `secrets` it came from.
fn session_key(
    esks: &[Esk],
    own: &SecretKey,
    secrets: &[&str],
) -> Result<(PlainSessionKey, Option<usize>), OpenError> {
    if let [Esk::SymKeyEncryptedSessionKey(esk)] = esks {
        // Other derivations would let anyone make us compute for seconds per secret, or exhaust the memory.
        if !matches!(esk.s2k(), Some(StringToKey::Salted { .. })) {
            return Err(OpenError::Unsupported("symmetric encryption with another derivation than Salted"));
        }
        // Only v6 tells a wrong secret from a right one (RFC 9580 §5.3.2).
        if esk.version() != SkeskVersion::V6 {
            return Err(OpenError::Unsupported("symmetric encryption without authentication"));
        }
        let keys =
            secrets.iter().map(|secret| decrypt_session_key_with_password(esk, &Password::from(*secret)));
        let found = keys.enumerate().find_map(|(index, key)| Some((key.ok()?, Some(index))));
        return found.ok_or(OpenError::NotForUs);
    }
    let mut public = Vec::with_capacity(esks.len());
    for esk in esks {
        match esk {
            Esk::PublicKeyEncryptedSessionKey(esk) => public.push(esk),
            Esk::SymKeyEncryptedSessionKey(_) => {
                return Err(OpenError::Unsupported("symmetric encryption beside other keys"));
            }
        }
    }
    let key = public.into_iter().find_map(|esk| decrypt_session_key(esk, own));
    Ok((key.ok_or(OpenError::NotForUs)?, None))
}

/// Recipients are anonymous, so every session key is tried, unless it names another recipient.
fn decrypt_session_key(esk: &PublicKeyEncryptedSessionKey, own: &SecretKey) -> Option<PlainSessionKey> {
    let kind = match esk.version() {
        PkeskVersion::V3 => EskType::V3_4,
        PkeskVersion::V6 => EskType::V6,
        PkeskVersion::Other(_) => return None,
    };
    let values = esk.values().ok()?;
    let algorithm = esk.algorithm().ok()?;
    own.key.secret_subkeys.iter().find_map(|subkey| {
        let key = &subkey.key;
        let fits = key.algorithm() == algorithm && esk.match_identity(key.public_key());
        if fits { key.decrypt(&Password::empty(), values, kind).ok()?.ok() } else { None }
    })
}

/// Reads to the end, which verifies it, unless there is more than `max`.
pub(super) fn read_bounded<R: BufRead>(
    reader: &mut R,
    expected: usize,
    max: usize,
) -> Result<Vec<u8>, OpenError> {
    let mut content = Vec::with_capacity(expected.min(max));
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(limit).read_to_end(&mut content)?;
    if content.len() > max { Err(OpenError::TooLarge(max)) } else { Ok(content) }
}
