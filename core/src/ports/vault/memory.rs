//! A vault for tests: it hides and authenticates, but its key is in memory and its cipher is made for nothing else.

use super::{Vault, VaultError};
use sha2::{Digest, Sha256};
use std::{cell::Cell, rc::Rc};

/// Clones share their key.
#[derive(Debug, Clone)]
pub struct MemoryVault {
    key: [u8; 32],
    uses: Rc<Cell<u64>>,
}

impl MemoryVault {
    /// A vault with this key; one with another key cannot unwrap.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key, uses: Rc::default() }
    }

    fn digest(&self, purpose: &[u8], label: &str, nonce: &[u8], data: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new().chain_update(self.key);
        for part in [purpose, label.as_bytes(), nonce, data] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    fn mask(&self, label: &str, nonce: &[u8], data: &[u8]) -> Vec<u8> {
        let chunks = data.chunks(32).zip(0u64..);
        chunks
            .flat_map(|(chunk, i)| {
                let stream = self.digest(b"stream", label, nonce, &i.to_be_bytes());
                chunk.iter().zip(stream).map(|(byte, mask)| byte ^ mask).collect::<Vec<_>>()
            })
            .collect()
    }
}

impl Default for MemoryVault {
    fn default() -> Self {
        Self::new([7; 32])
    }
}

impl Vault for MemoryVault {
    async fn wrap(&self, label: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.uses.set(self.uses.get() + 1);
        let nonce = self.uses.get().to_be_bytes();
        let tag = self.digest(b"tag", label, &nonce, secret);
        Ok([&nonce[..], &tag, &self.mask(label, &nonce, secret)].concat())
    }

    async fn unwrap(&self, label: &str, wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        let unreadable = || VaultError::Unreadable(label.to_owned());
        let (nonce, rest) = wrapped.split_at_checked(8).ok_or_else(unreadable)?;
        let (tag, body) = rest.split_at_checked(32).ok_or_else(unreadable)?;
        let secret = self.mask(label, nonce, body);
        if self.digest(b"tag", label, nonce, &secret) == tag { Ok(secret) } else { Err(unreadable()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::suite;

    #[test]
    fn passes_the_suite_of_vaults() {
        futures::executor::block_on(suite::vault(&MemoryVault::default()));
    }

    #[test]
    fn another_key_unwraps_nothing() {
        futures::executor::block_on(async {
            let wrapped = MemoryVault::default().wrap("key", b"secret").await.unwrap();
            assert!(MemoryVault::new([8; 32]).unwrap("key", &wrapped).await.is_err());
        });
    }
}
