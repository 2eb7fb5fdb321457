//! What can go wrong.

/// Why a key or certificate cannot be made or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// More bytes than any certificate needs.
    #[error("Certificate is larger than {0} bytes")]
    TooLarge(usize),
    /// Not a key, or its binding signatures do not hold.
    #[error("Invalid key: {0}")]
    Invalid(String),
    /// A kind of key that cannot be used here.
    #[error("Unsupported key: {0}")]
    Unsupported(&'static str),
    /// Two certificates of different primary keys cannot be merged.
    #[error("Certificates belong to different keys")]
    DifferentKeys,
}

impl From<pgp::errors::Error> for KeyError {
    fn from(error: pgp::errors::Error) -> Self {
        KeyError::Invalid(error.to_string())
    }
}

/// Why a message cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A recipient's certificate has no subkey to encrypt to.
    #[error("No encryption key in certificate {0}")]
    NoEncryptionKey(super::Fingerprint),
    /// The OpenPGP library refused.
    #[error("Cannot encrypt: {0}")]
    Failed(String),
}

impl From<pgp::errors::Error> for SealError {
    fn from(error: pgp::errors::Error) -> Self {
        SealError::Failed(error.to_string())
    }
}

/// Why a message cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Neither the own key nor any secret fits.
    #[error("Message is encrypted to other keys")]
    NotForUs,
    /// Not OpenPGP, truncated, or changed on the way.
    #[error("Damaged message: {0}")]
    Malformed(String),
    /// Well formed, but something that is refused on purpose.
    #[error("Unsupported message: {0}")]
    Unsupported(&'static str),
    /// The content is larger than the caller allows.
    #[error("Message content is larger than {0} bytes")]
    TooLarge(usize),
}

impl From<pgp::errors::Error> for OpenError {
    fn from(error: pgp::errors::Error) -> Self {
        OpenError::Malformed(error.to_string())
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        OpenError::Malformed(error.to_string())
    }
}
