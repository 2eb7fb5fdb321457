//! By WebAssembly's vectors: all sixteen bytes of a block at once, without an address or a branch that depends on a secret.
//!
//! The S-box is an inversion in GF(2^8). Over GF(16) it takes a few inversions there, and a function of half a byte is one
//! instruction that looks up all sixteen bytes of a vector in sixteen others (after Hamburg, "Accelerating AES with Vector
//! Permute Instructions", 2009). See [`tower`] for the algebra.
#![expect(
    clippy::indexing_slicing,
    reason = "bytes, words and rounds are counted by constants, never by values"
)]

mod bytes;
mod field;
mod key;
mod rounds;
mod tables;
mod tower;

macro_rules! cipher {
    ($name:ident, $key_size:literal, $between:literal) => {
        #[derive(Clone)]
        pub(crate) struct $name(rounds::Cipher<$between>);

        impl $name {
            pub(crate) fn new(key: [u8; $key_size]) -> Self {
                $name(rounds::Cipher::new(&key))
            }

            #[inline]
            pub(crate) fn encrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
                self.0.encrypt(block, out);
            }

            #[inline]
            pub(crate) fn decrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
                self.0.decrypt(block, out);
            }
        }
    };
}

cipher!(Aes128, 16, 9);
cipher!(Aes192, 24, 11);
cipher!(Aes256, 32, 13);
