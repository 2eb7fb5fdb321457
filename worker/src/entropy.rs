//! Randomness of the browser.

use estuary_core::ports::Entropy;

/// `crypto.getRandomValues`, through `getrandom`, which splits large buffers.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserEntropy;

impl Entropy for BrowserEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        #[expect(
            clippy::expect_used,
            reason = "without randomness there must be no key, and there is no other answer"
        )]
        getrandom::fill(buffer).expect("Every browser has getRandomValues");
    }
}
