//! Passwords: argon2id on disk, a keyed digest in memory.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier, password_hash::SaltString};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::StoreError;

/// What is kept of a password, in the PHC string format.
pub(super) fn hash(password: &str) -> Result<String, StoreError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(system)?;
    let salt = SaltString::encode_b64(&salt).map_err(system)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt).map_err(system)?.to_string())
}

/// Whether this is the password; costs tens of milliseconds on purpose.
pub(super) fn verify(password: &str, hash: &str) -> Result<bool, StoreError> {
    let hash = PasswordHash::new(hash).map_err(system)?;
    Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Turns a password into something that is worth nothing outside this process.
pub(super) struct Keyed([u8; 32]);

impl Keyed {
    /// With a fresh key.
    pub(super) fn new() -> Result<Self, StoreError> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(system)?;
        Ok(Self(key))
    }

    /// The digest of a login.
    pub(super) fn digest(&self, address: &str, password: &str) -> Result<[u8; 32], StoreError> {
        Ok(self.mac(address, password)?.finalize().into_bytes().into())
    }

    /// Whether the digest is that of this login, in a time that says nothing about it.
    pub(super) fn matches(
        &self,
        address: &str,
        password: &str,
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        Ok(self.mac(address, password)?.verify_slice(digest).is_ok())
    }

    fn mac(&self, address: &str, password: &str) -> Result<Hmac<Sha256>, StoreError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).map_err(system)?;
        // An address has no NUL, so no two logins make the same text.
        mac.update(address.as_bytes());
        mac.update(&[0]);
        mac.update(password.as_bytes());
        Ok(mac)
    }
}

fn system(error: impl ToString) -> StoreError {
    StoreError::System(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_and_does_not_hold_it() {
        let hash = hash("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(!hash.contains("correct"));
        assert!(verify("correct horse", &hash).unwrap());
        assert!(!verify("correct hors", &hash).unwrap());
    }

    #[test]
    fn digests_are_of_one_login_and_one_process() {
        let (one, other) = (Keyed::new().unwrap(), Keyed::new().unwrap());
        let digest = one.digest("ann@x", "password").unwrap();
        assert!(one.matches("ann@x", "password", &digest).unwrap());
        assert!(!one.matches("ben@x", "password", &digest).unwrap());
        assert!(!other.matches("ann@x", "password", &digest).unwrap());
    }
}
