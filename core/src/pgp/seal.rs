//! Sealing: sign, compress, encrypt, armor.

use super::{Certificate, Fingerprint, SealError, SecretKey, armor::Crlf, preferences, timestamp};
use crate::rng::Random;
use pgp::{
    composed::{
        ArmorOptions, DummyReader, Encryption, EncryptionSeipdV1, EncryptionSeipdV2, MessageBuilder,
        SubpacketConfig,
    },
    crypto::{
        aead::{AeadAlgorithm, ChunkSize},
        hash::HashAlgorithm,
        sym::SymmetricKeyAlgorithm,
    },
    packet::PublicSubkey,
    types::{CompressionAlgorithm, Password, SigningKey, StringToKey},
};

/// Session keys are AES-128 as Delta Chat's are: no weaker than the curve they are sent under, and the fastest.
const CIPHER: SymmetricKeyAlgorithm = SymmetricKeyAlgorithm::AES128;
const CHUNK: ChunkSize = ChunkSize::C8KiB;

/// A message under construction, with encryption `E` chosen.
type Builder<'a, E> = MessageBuilder<'a, DummyReader, E>;

/// Signs `payload` with `own` and encrypts it to `recipients` and to `own`, anonymously.
///
/// The signature names all of them as intended recipients (RFC 9580 §5.2.3.36), so nobody can pass the message on as if
/// it had been meant for someone else. SEIPDv2 if all certificates claim to read it, SEIPDv1 otherwise. `compress`
/// should be off for handshakes, whose length must not depend on secrets.
///
/// # Errors
/// [`SealError::NoEncryptionKey`] if a certificate has no subkey to encrypt to.
pub fn seal(
    payload: Vec<u8>,
    recipients: &[&Certificate],
    own: &SecretKey,
    compress: bool,
    now: i64,
    rng: &mut dyn Random,
) -> Result<String, SealError> {
    let missing = |fingerprint| SealError::NoEncryptionKey(fingerprint);
    let mut intended = vec![own.fingerprint()];
    let mut subkeys = vec![own.encryption_subkey().ok_or(missing(own.fingerprint()))?];
    for certificate in recipients {
        if !intended.contains(&certificate.fingerprint()) {
            intended.push(certificate.fingerprint());
            subkeys.push(certificate.encryption_subkey().ok_or(missing(certificate.fingerprint()))?);
        }
    }
    let capacity = armored_capacity(payload.len(), subkeys.len());
    let builder = MessageBuilder::from_bytes("", payload);
    if recipients.iter().all(|certificate| certificate.supports_seipdv2()) {
        let mut builder = builder.seipd_v2(&mut *rng, CIPHER, AeadAlgorithm::Ocb, CHUNK);
        encrypt_to_v2(&mut builder, &subkeys, rng)?;
        sign(&mut builder, own, &intended, now)?;
        finish(builder, compress, capacity, rng)
    } else {
        let mut builder = builder.seipd_v1(&mut *rng, CIPHER);
        encrypt_to_v1(&mut builder, &subkeys, rng)?;
        sign(&mut builder, own, &intended, now)?;
        finish(builder, compress, capacity, rng)
    }
}

/// Encrypts `payload` with `secret` alone, signed by `signer` if there is one.
///
/// For secrets of high entropy only: the salted, not iterated derivation keeps it cheap for receivers to try many.
///
/// # Errors
/// [`SealError::Failed`] if the OpenPGP library refuses.
pub fn seal_symmetric(
    payload: Vec<u8>,
    secret: &str,
    signer: Option<&SecretKey>,
    compress: bool,
    now: i64,
    rng: &mut dyn Random,
) -> Result<String, SealError> {
    let capacity = armored_capacity(payload.len(), 1);
    let mut builder =
        MessageBuilder::from_bytes("", payload).seipd_v2(&mut *rng, CIPHER, AeadAlgorithm::Ocb, CHUNK);
    let mut salt = [0; 8];
    rng.fill_bytes(&mut salt);
    let s2k = StringToKey::Salted { hash_alg: HashAlgorithm::Sha256, salt };
    builder.encrypt_with_password(&mut *rng, s2k, &Password::from(secret))?;
    if let Some(signer) = signer {
        sign(&mut builder, signer, &[], now)?;
    }
    finish(builder, compress, capacity, rng)
}

fn encrypt_to_v2(
    builder: &mut Builder<'_, EncryptionSeipdV2>,
    subkeys: &[&PublicSubkey],
    rng: &mut dyn Random,
) -> Result<(), SealError> {
    for subkey in subkeys {
        builder.encrypt_to_key_anonymous(&mut *rng, subkey)?;
    }
    Ok(())
}

fn encrypt_to_v1(
    builder: &mut Builder<'_, EncryptionSeipdV1>,
    subkeys: &[&PublicSubkey],
    rng: &mut dyn Random,
) -> Result<(), SealError> {
    for subkey in subkeys {
        builder.encrypt_to_key_anonymous(&mut *rng, subkey)?;
    }
    Ok(())
}

fn sign<'a, E: Encryption>(
    builder: &mut Builder<'a, E>,
    signer: &'a SecretKey,
    intended: &[Fingerprint],
    now: i64,
) -> Result<(), SealError> {
    let key = &signer.key.primary_key;
    let subpackets = SubpacketConfig::UserDefined {
        hashed: preferences::of_message(key, timestamp(now), intended)?,
        unhashed: vec![preferences::issuer_key_id(key)?],
    };
    builder.sign_with_subpackets(key, Password::empty(), key.hash_alg(), subpackets);
    Ok(())
}

fn finish<E: Encryption>(
    mut builder: Builder<'_, E>,
    compress: bool,
    capacity: usize,
    rng: &mut dyn Random,
) -> Result<String, SealError> {
    if compress {
        builder.compression(CompressionAlgorithm::ZLIB);
    }
    let mut armored = Crlf(Vec::with_capacity(capacity));
    let options = ArmorOptions { headers: None, include_checksum: true };
    builder.to_armored_writer(rng, options, &mut armored)?;
    String::from_utf8(armored.0).map_err(|error| SealError::Failed(error.to_string()))
}

/// Room for the result without moving it: base64 with line ends, session keys, signature.
fn armored_capacity(payload: usize, keys: usize) -> usize {
    payload.saturating_add(keys.saturating_mul(128)).saturating_add(1024).saturating_mul(11) / 8
}
