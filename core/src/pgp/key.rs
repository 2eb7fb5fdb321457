//! The profile's own key: one for life.

use super::{Certificate, Fingerprint, KeyError, preferences, relays, timestamp};
use crate::rng::Random;
use pgp::{
    composed::{
        Deserializable, KeyType, SignedKeyDetails, SignedPublicKey, SignedSecretKey, SignedSecretSubKey,
    },
    crypto::ecc_curve::ECCCurve,
    packet::{self, PubKeyInner, SignatureConfig, SignatureType, Subpacket, SubpacketData, UserId},
    ser::Serialize,
    types::{KeyDetails, KeyVersion, Password, SecretParams, SignedUser, SigningKey, Tag, Timestamp},
};
use zeroize::Zeroizing;

/// Largest serialized secret key that is read.
const MAX_BYTES: usize = 256 * 1024;

/// The secret key of the profile: v4, Ed25519Legacy for signing, one Curve25519 ECDH subkey for decryption.
///
/// Subkeys are never replaced or added: peers may never notice ([`Certificate::merge`]). The secret numbers are
/// overwritten when it is dropped.
pub struct SecretKey {
    pub(super) key: SignedSecretKey,
    fingerprint: Fingerprint,
}

impl SecretKey {
    /// Makes a new key for `address`, as Delta Chat does.
    ///
    /// # Errors
    /// [`KeyError::Invalid`] if the OpenPGP library refuses, which no input can cause.
    pub fn generate(address: &str, now: i64, rng: &mut dyn Random) -> Result<Self, KeyError> {
        let created = timestamp(now);
        let (inner, secret) = key_pair(&KeyType::Ed25519Legacy, created, rng)?;
        let primary = packet::SecretKey::new(packet::PublicKey::from_inner(inner)?, secret)?;
        let (inner, secret) = key_pair(&KeyType::ECDH(ECCCurve::Curve25519Legacy), created, rng)?;
        let subkey = packet::SecretSubkey::new(packet::PublicSubkey::from_inner(inner)?, secret)?;

        let mut binding = signature(&primary, SignatureType::SubkeyBinding)?;
        binding.hashed_subpackets = preferences::of_subkey(&primary, created)?;
        let binding = binding.sign_subkey_binding(
            &primary,
            primary.public_key(),
            &Password::empty(),
            subkey.public_key(),
        )?;
        let user = certified_user(&primary, address, created)?;
        let details = SignedKeyDetails::new(vec![], vec![], vec![user], vec![]);
        let subkey = SignedSecretSubKey::new(subkey, vec![binding]);
        Self::new(SignedSecretKey::new(primary, details, vec![], vec![subkey]))
    }

    /// Reads what [`SecretKey::to_bytes`] wrote, or another v4 transferable secret key without a passphrase.
    ///
    /// # Errors
    /// [`KeyError`] if it is none, or not usable for both signing and decryption.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() > MAX_BYTES {
            return Err(KeyError::TooLarge(MAX_BYTES));
        }
        let key = SignedSecretKey::from_bytes(bytes)?;
        let locked = key.primary_key.secret_params().is_encrypted()
            || key.secret_subkeys.iter().any(|subkey| subkey.secret_params().is_encrypted());
        if locked {
            return Err(KeyError::Unsupported("it is protected by a passphrase"));
        }
        if key.version() != KeyVersion::V4 {
            return Err(KeyError::Unsupported("only version 4 keys can be a profile's key"));
        }
        if !key.primary_key.algorithm().can_sign() {
            return Err(KeyError::Unsupported("its primary key cannot sign"));
        }
        key.verify_bindings()?;
        Self::new(key)
    }

    fn new(key: SignedSecretKey) -> Result<Self, KeyError> {
        let fingerprint = Fingerprint::from_pgp(&key.primary_key.fingerprint())
            .ok_or(KeyError::Unsupported("unknown key version"))?;
        let key = SecretKey { key, fingerprint };
        key.encryption_subkey().ok_or(KeyError::Unsupported("no subkey for encryption"))?;
        Ok(key)
    }

    /// The transferable secret key, unprotected (RFC 9580 §10.2): wrap it before storing it.
    ///
    /// # Errors
    /// [`KeyError::Invalid`] if the OpenPGP library refuses, which no key that was made or read here can cause.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        // Sized before it is filled: a vector that grows leaves copies of the key behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(self.key.write_len()));
        self.key.to_writer(&mut *bytes)?;
        Ok(bytes)
    }

    /// Fingerprint of the primary key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The certificate to hand out: made for `address`, naming all own `relays` (newest first, `address` included).
    ///
    /// `changed_at` is when an address was last added or removed. The same input yields the same bytes, and a later
    /// change a newer signature, by which peers recognise the current list.
    ///
    /// # Errors
    /// [`KeyError::Invalid`] if the OpenPGP library refuses.
    pub fn certificate<S: AsRef<str>>(
        &self,
        address: &str,
        relays: &[S],
        changed_at: i64,
    ) -> Result<Certificate, KeyError> {
        let primary = &self.key.primary_key;
        let time = timestamp(changed_at).max(primary.created_at());
        let mut direct = signature(primary, SignatureType::Key)?;
        direct.unhashed_subpackets.clear();
        direct.hashed_subpackets = preferences::of_primary(primary, time)?;
        let notation = SubpacketData::Notation(relays::notation(relays));
        direct.hashed_subpackets.push(Subpacket::regular(notation)?);
        let direct = direct.sign_key(primary, &Password::empty(), primary.public_key())?;

        let user = certified_user(primary, address, time)?;
        let details = SignedKeyDetails::new(vec![], vec![direct], vec![user], vec![]);
        let subkeys = self.key.secret_subkeys.iter().map(SignedSecretSubKey::signed_public_key).collect();
        Certificate::new(SignedPublicKey::new(primary.public_key().clone(), details, subkeys))
    }

    /// The subkey messages are encrypted to.
    pub(super) fn encryption_subkey(&self) -> Option<&packet::PublicSubkey> {
        let subkeys = self.key.secret_subkeys.iter();
        subkeys.map(|subkey| subkey.key.public_key()).find(|key| key.algorithm().can_encrypt())
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SecretKey").field(&self.fingerprint).finish()
    }
}

fn key_pair(
    kind: &KeyType,
    created: Timestamp,
    rng: &mut dyn Random,
) -> pgp::errors::Result<(PubKeyInner, SecretParams)> {
    let (public, secret) = kind.generate(rng)?;
    let inner = PubKeyInner::new(KeyVersion::V4, kind.to_alg(), created, None, public)?;
    Ok((inner, secret))
}

/// A v4 signature by `key` that is still to be filled with subpackets.
fn signature(key: &packet::SecretKey, kind: SignatureType) -> pgp::errors::Result<SignatureConfig> {
    let mut config = SignatureConfig::v4(kind, key.algorithm(), key.hash_alg());
    config.unhashed_subpackets = vec![preferences::issuer_key_id(key)?];
    Ok(config)
}

/// The User ID of an own key: the address in angle brackets, nothing else.
fn certified_user(
    key: &packet::SecretKey,
    address: &str,
    time: Timestamp,
) -> pgp::errors::Result<SignedUser> {
    let id = UserId::from_str(Default::default(), format!("<{address}>"))?;
    let mut certification = signature(key, SignatureType::CertPositive)?;
    certification.hashed_subpackets = preferences::of_primary(key, time)?;
    let certification =
        certification.sign_certification(key, key.public_key(), &Password::empty(), Tag::UserId, &id)?;
    Ok(SignedUser::new(id, vec![certification]))
}
