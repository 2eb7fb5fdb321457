use super::wire::Tapped;
use estuary_core::ports::{
    Clock, Entropy, MailTransport, Platform, Vault, VaultError,
    memory::{MemoryStore, MemoryVault},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// The ports of a profile that lives in a test.
pub(super) struct NativePlatform<T> {
    pub(super) store: MemoryStore,
    pub(super) vault: OpenVault,
    pub(super) clock: SkewedClock,
    pub(super) entropy: OsEntropy,
    pub(super) mail: Tapped<T>,
}

impl<T: MailTransport> Platform for NativePlatform<T> {
    type Store = MemoryStore;
    type Vault = OpenVault;
    type Clock = SkewedClock;
    type Entropy = OsEntropy;
    type Mail = Tapped<T>;

    fn store(&self) -> &MemoryStore {
        &self.store
    }

    fn vault(&self) -> &OpenVault {
        &self.vault
    }

    fn clock(&self) -> &SkewedClock {
        &self.clock
    }

    fn entropy(&self) -> &OsEntropy {
        &self.entropy
    }

    fn mail(&self) -> &Tapped<T> {
        &self.mail
    }
}

/// The time of this machine, with an error a test chooses.
#[derive(Clone, Default)]
pub(super) struct SkewedClock {
    pub(super) skew: Arc<AtomicI64>,
}

impl Clock for SkewedClock {
    fn now(&self) -> i64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        i64::try_from(now).unwrap() + self.skew.load(Ordering::Relaxed)
    }

    async fn sleep(&self, millis: u64) {
        tokio::time::sleep(Duration::from_millis(millis)).await;
    }
}

/// Randomness of the operating system.
pub(super) struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        rand::RngCore::fill_bytes(&mut rand::rngs::OsRng, buffer);
    }
}

/// A vault that lets the test see what is put into it: the private key, to read what is meant for its owner.
#[derive(Clone)]
pub(super) struct OpenVault {
    pub(super) inner: MemoryVault,
    pub(super) seen: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Vault for OpenVault {
    async fn wrap(&self, label: &str, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.seen.lock().unwrap().push(secret.to_vec());
        self.inner.wrap(label, secret).await
    }

    async fn unwrap(&self, label: &str, wrapped: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.inner.unwrap(label, wrapped).await
    }
}
