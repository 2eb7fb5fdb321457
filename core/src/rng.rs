//! Randomness as the cryptographic crates want it.

use crate::ports::Entropy;
use rand::{CryptoRng, RngCore};

/// A source of random numbers fit for keys; what `pgp` and `mail` take.
pub trait Random: CryptoRng + RngCore {}

impl<T: CryptoRng + RngCore> Random for T {}

/// The [`Entropy`] port as a [`Random`].
pub struct EntropyRng<'a, E: ?Sized>(&'a E);

impl<'a, E: Entropy + ?Sized> EntropyRng<'a, E> {
    /// Draws from `entropy`.
    pub fn new(entropy: &'a E) -> Self {
        EntropyRng(entropy)
    }
}

impl<E: Entropy + ?Sized> CryptoRng for EntropyRng<'_, E> {}

impl<E: Entropy + ?Sized> RngCore for EntropyRng<'_, E> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.0.fill(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
        self.0.fill(dest);
        Ok(())
    }
}
