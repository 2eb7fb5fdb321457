//! Beside the published crate and the examples of the standard: natively and in a browser.

use aes::{Aes128, Aes192, Aes256};
use cipher::{Block, BlockDecrypt, BlockEncrypt, KeyInit};
use published::cipher::{BlockCipherDecrypt as _, BlockCipherEncrypt as _, KeyInit as _};
use rand::{Rng, SeedableRng, rngs::StdRng};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// How many random keys of each size.
const KEYS: usize = 200;

/// Both directions by both, of one block.
macro_rules! compare {
    ($cipher:ident, $key:expr, $block:expr) => {{
        let (key, block): (_, [u8; 16]) = ($key, $block);
        let ours = $cipher::new(&key.into());
        let theirs = published::$cipher::new(&key.into());
        let (mut our_block, mut their_block) = (Block::<$cipher>::from(block), block.into());
        ours.encrypt_block(&mut our_block);
        theirs.encrypt_block(&mut their_block);
        assert_eq!(our_block[..], their_block[..], "{block:?} sealed by {key:?}");
        let (mut our_block, mut their_block) = (Block::<$cipher>::from(block), block.into());
        ours.decrypt_block(&mut our_block);
        theirs.decrypt_block(&mut their_block);
        assert_eq!(our_block[..], their_block[..], "{block:?} opened by {key:?}");
    }};
}

/// An example of FIPS 197, appendix C: the same block and the first bytes of the same key for each size.
macro_rules! example {
    ($cipher:ident, $size:literal, $sealed:literal) => {{
        let cipher = $cipher::new(&std::array::from_fn::<u8, $size, _>(|at| at as u8).into());
        let plain = std::array::from_fn::<u8, 16, _>(|at| at as u8 * 0x11);
        let mut block = plain.into();
        cipher.encrypt_block(&mut block);
        assert_eq!(block[..], u128::to_be_bytes($sealed));
        cipher.decrypt_block(&mut block);
        assert_eq!(block[..], plain);
    }};
}

#[test]
fn the_examples_of_the_standard_come_out() {
    example!(Aes128, 16, 0x69c4_e0d8_6a7b_0430_d8cd_b780_70b4_c55a);
    example!(Aes192, 24, 0xdda9_7ca4_864c_dfe0_6eaf_70a0_ec0d_7191);
    example!(Aes256, 32, 0x8ea2_b7ca_5167_45bf_eafc_4990_4b49_6089);
}

#[test]
fn random_blocks_are_equal() {
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..KEYS {
        compare!(Aes128, random.r#gen::<[u8; 16]>(), random.r#gen());
        compare!(Aes192, random.r#gen::<[u8; 24]>(), random.r#gen());
        compare!(Aes256, random.r#gen::<[u8; 32]>(), random.r#gen());
    }
}

/// With a key of zeros the first round substitutes the block as it is, and the last of opening the bytes themselves.
#[test]
fn every_byte_is_substituted_alike() {
    for byte in 0..=u8::MAX {
        compare!(Aes128, [0; 16], [byte; 16]);
        compare!(Aes256, [byte; 32], std::array::from_fn(|at| (at as u8).wrapping_mul(byte)));
    }
}

#[test]
fn long_files_are_equal() {
    let mut random = StdRng::seed_from_u64(2);
    let key: [u8; 32] = random.r#gen();
    let mut ours = vec![Block::<Aes256>::default(); 1_000];
    let mut theirs = vec![published::Block::default(); ours.len()];
    for (ours, theirs) in ours.iter_mut().zip(&mut theirs) {
        let block: [u8; 16] = random.r#gen();
        (*ours, *theirs) = (block.into(), block.into());
    }
    Aes256::new(&key.into()).encrypt_blocks(&mut ours);
    published::Aes256::new(&key.into()).encrypt_blocks(&mut theirs);
    assert!(ours.iter().zip(&theirs).all(|(ours, theirs)| ours[..] == theirs[..]));
}
