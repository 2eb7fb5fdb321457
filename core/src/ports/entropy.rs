//! Randomness.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

/// Random bytes fit for keys.
pub trait Entropy {
    /// Fills `buffer`.
    fn fill(&self, buffer: &mut [u8]);
}
