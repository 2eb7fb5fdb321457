//! How long to wait before the next try.

use crate::ports::Entropy;

const FIRST: u64 = 1_000;
const LONGEST: u64 = 120_000;

/// Doubles the wait with every failure; a random quarter keeps clients of one server apart.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// After this many failures.
    pub(crate) fn after(failures: u32) -> Self {
        Self { failures }
    }

    /// It worked.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }

    /// It failed: milliseconds until the next try.
    pub(crate) fn fail(&mut self, entropy: &impl Entropy) -> u64 {
        let base = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let mut random = [0; 2];
        entropy.fill(&mut random);
        base + base * u64::from(u16::from_be_bytes(random)) / (4 * 65_536)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::memory::SeededEntropy;

    #[test]
    fn waits_grow_to_a_limit_and_start_anew_after_success() {
        let entropy = SeededEntropy::new(1);
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..40).map(|_| backoff.fail(&entropy)).collect();
        assert!(waits[0] >= FIRST && waits[0] < FIRST * 5 / 4 + 1);
        assert!(waits[3] >= 8 * FIRST);
        assert!(waits[39] >= LONGEST && waits[39] <= LONGEST * 5 / 4);
        assert_ne!(waits[38], waits[39], "jitter");
        backoff.reset();
        assert!(backoff.fail(&entropy) < 2 * FIRST);
    }
}
