//! By the published crate.

use published::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

macro_rules! cipher {
    ($name:ident, $key_size:literal) => {
        #[derive(Clone)]
        pub(crate) struct $name(published::$name);

        impl $name {
            pub(crate) fn new(key: [u8; $key_size]) -> Self {
                $name(published::$name::new(&key.into()))
            }

            pub(crate) fn encrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
                self.0.encrypt_block_b2b(block.into(), out.into());
            }

            pub(crate) fn decrypt(&self, block: &[u8; 16], out: &mut [u8; 16]) {
                self.0.decrypt_block_b2b(block.into(), out.into());
            }
        }
    };
}

cipher!(Aes128, 16);
cipher!(Aes192, 24);
cipher!(Aes256, 32);
