//! Time.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

/// The time of this device, and waiting.
pub trait Clock {
    /// Unix time in milliseconds.
    fn now(&self) -> i64;

    /// Resolves after `millis`; a sleeping device may make it later.
    async fn sleep(&self, millis: u64);
}
