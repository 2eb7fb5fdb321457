//! What the crypto bench measures, the same natively and in a page: whole operations as a message needs them, armor included.

#[cfg(target_arch = "wasm32")]
pub mod fill;
#[cfg(target_arch = "wasm32")]
pub mod page;

use estuary_core::pgp::{self, Certificate, KeyError, OpenError, SealError, SecretKey};
use rand::rngs::OsRng;

/// Address of the key.
pub const ADDRESS: &str = "bench@estuary.localhost";

/// A moment after the key was made and before now, Unix milliseconds: the same for all contenders.
pub const NOW: i64 = 1_767_225_600_000;

/// More than the largest message measured.
const MAX_BYTES: usize = 16 << 20;

/// One profile that writes to itself, one recipient and one signer, and is written to by strangers.
pub struct Subject {
    key: SecretKey,
    certificate: Certificate,
    strangers: Vec<Certificate>,
}

/// Why an operation did not come out.
#[derive(Debug)]
pub enum BenchError {
    /// The key.
    Key(KeyError),
    /// Sealing.
    Seal(SealError),
    /// Opening.
    Open(OpenError),
    /// The signature is not valid.
    Signature,
}

impl From<KeyError> for BenchError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<SealError> for BenchError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

impl From<OpenError> for BenchError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

/// Makes a key; its transferable form.
pub fn generate_key() -> Result<Vec<u8>, BenchError> {
    Ok(SecretKey::generate(ADDRESS, NOW, &mut OsRng)?.to_bytes()?.to_vec())
}

impl Subject {
    /// Takes a transferable secret key.
    pub fn new(key: &[u8]) -> Result<Self, BenchError> {
        let key = SecretKey::from_bytes(key)?;
        let certificate = key.certificate(ADDRESS, &[ADDRESS], NOW)?;
        Ok(Self { key, certificate, strangers: Vec::new() })
    }

    /// The certificate, binary.
    pub fn certificate(&self) -> Result<Vec<u8>, BenchError> {
        Ok(self.certificate.to_bytes()?)
    }

    /// Signs, compresses, encrypts and armors.
    pub fn encrypt_sign(&self, payload: Vec<u8>) -> Result<String, BenchError> {
        Ok(pgp::seal(payload, &[&self.certificate], &self.key, true, NOW, &mut OsRng)?)
    }

    /// Undoes [`Subject::encrypt_sign`], whoever did it, and insists on a valid signature.
    pub fn decrypt_verify(&self, armored: &str) -> Result<Vec<u8>, BenchError> {
        self.decrypt_verify_by(armored, &self.certificate)
    }

    /// What a stranger, of whom nothing was seen before, writes with their transferable secret key; it is encrypted to
    /// themselves as well, so that opening it takes a second try.
    pub fn stranger(&mut self, key: &[u8], payload: Vec<u8>) -> Result<String, BenchError> {
        let stranger = Subject::new(key)?;
        let message = pgp::seal(payload, &[&self.certificate], &stranger.key, true, NOW, &mut OsRng)?;
        self.strangers.push(stranger.certificate);
        Ok(message)
    }

    /// [`Subject::decrypt_verify`] of what the stranger of this index wrote.
    pub fn decrypt_verify_stranger(&self, armored: &str, stranger: usize) -> Result<Vec<u8>, BenchError> {
        self.decrypt_verify_by(armored, self.strangers.get(stranger).ok_or(BenchError::Signature)?)
    }

    fn decrypt_verify_by(&self, armored: &str, signer: &Certificate) -> Result<Vec<u8>, BenchError> {
        let opened = pgp::open(armored.as_bytes(), &self.key, &[], MAX_BYTES)?;
        opened.verify(&[signer]).ok_or(BenchError::Signature)?;
        Ok(opened.payload)
    }
}
