//! AES (FIPS 197) for `pgp`, whose ciphers come from the crate `aes`.
//!
//! This stands in for it, with as much of its interface as `pgp` uses. The published crate knows the instructions of
//! processors; WebAssembly has none for AES, and there it computes with the bits of two blocks spread over many words, mostly
//! for one block only, because that is what OpenPGP's modes ask for. Here the sixteen bytes of a block stay together in a
//! [vector](vectors). Natively the work goes to the published crate.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod vectors;

#[cfg(not(target_arch = "wasm32"))]
use native as imp;
#[cfg(target_arch = "wasm32")]
use vectors as imp;

pub use cipher;

use cipher::{
    AlgorithmName, Block, BlockBackend, BlockCipher, BlockClosure, BlockDecrypt, BlockEncrypt, BlockSizeUser,
    Key, KeyInit, KeySizeUser, ParBlocksSizeUser,
    consts::{U1, U16, U24, U32},
    inout::InOut,
};
use std::fmt;

macro_rules! cipher {
    ($name:ident, $text:literal, $key_size:ty) => {
        #[doc = concat!($text, " with one key, in both directions.")]
        #[derive(Clone)]
        pub struct $name(imp::$name);

        impl KeySizeUser for $name {
            type KeySize = $key_size;
        }

        impl KeyInit for $name {
            fn new(key: &Key<Self>) -> Self {
                Self(imp::$name::new((*key).into()))
            }
        }

        impl BlockCipher for $name {}

        impl BlockSizeUser for $name {
            type BlockSize = U16;
        }

        impl BlockEncrypt for $name {
            #[inline]
            fn encrypt_with_backend(&self, f: impl BlockClosure<BlockSize = U16>) {
                f.call(&mut Each(|block: &_, out: &mut _| self.0.encrypt(block, out)));
            }
        }

        impl BlockDecrypt for $name {
            #[inline]
            fn decrypt_with_backend(&self, f: impl BlockClosure<BlockSize = U16>) {
                f.call(&mut Each(|block: &_, out: &mut _| self.0.decrypt(block, out)));
            }
        }

        impl AlgorithmName for $name {
            fn write_alg_name(f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($text)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($text, " { .. }"))
            }
        }
    };
}

cipher!(Aes128, "AES-128", U16);
cipher!(Aes192, "AES-192", U24);
cipher!(Aes256, "AES-256", U32);

/// One block after the other.
struct Each<F>(F);

impl<F> BlockSizeUser for Each<F> {
    type BlockSize = U16;
}

impl<F> ParBlocksSizeUser for Each<F> {
    type ParBlocksSize = U1;
}

impl<F: Fn(&[u8; 16], &mut [u8; 16])> BlockBackend for Each<F> {
    #[inline(always)]
    fn proc_block(&mut self, mut block: InOut<'_, '_, Block<Self>>) {
        let input: [u8; 16] = (*block.get_in()).into();
        (self.0)(&input, block.get_out().as_mut());
    }
}
