//! Randomness.

/// Random bytes fit for keys.
pub trait Entropy {
    /// Fills `buffer`.
    fn fill(&self, buffer: &mut [u8]);
}
