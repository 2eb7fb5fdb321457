//! Protection of secrets at rest.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

/// Wraps secrets before they are stored (private key, mail password), with a key that never leaves the platform.
///
/// In a browser this is a non-extractable AES-GCM `CryptoKey`: script cannot export it, but a copy of the browser's
/// profile folder holds it.
pub trait Vault {
    /// Wraps `secret`. `label` names what it is for; unwrapping under another label fails.
    async fn wrap(&self, label: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Undoes [`Vault::wrap`].
    async fn unwrap(&self, label: &str, wrapped: &[u8]) -> Result<Vec<u8>, VaultError>;
}

/// Why a secret could not be wrapped or unwrapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The wrapping key is gone, another one, or the wrapped bytes were changed.
    #[error("Cannot unwrap {0}")]
    Unreadable(String),
    /// The platform has no usable cryptography.
    #[error("No cryptography: {0}")]
    Unavailable(String),
}
