//! Files of the torture app that are too large to be kept, or that nobody writes by hand.

use crate::pages::Files;
use sha2::{Digest, Sha256};

/// `(module (func (export "sum") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))`.
const SUM: &[u8] =
    b"\0asm\x01\0\0\0\x01\x07\x01\x60\x02\x7f\x7f\x01\x7f\x03\x02\x01\0\x07\x07\x01\x03sum\0\0\
    \x0a\x09\x01\x07\0\x20\0\x20\x01\x6a\x0b";
/// Samples a second, and seconds, of a tone.
const RATE: u32 = 8_000;
const SECONDS: u32 = 30;
/// Bytes of noise: 20 MiB, which deflate to what a mail can carry.
const NOISE: usize = 20 << 20;

/// What belongs to a sample beside its folder.
pub(super) fn made(sample: &str) -> Files {
    match sample {
        "torture" => {
            let noise = noise();
            let hash: String = Sha256::digest(&noise).iter().map(|byte| format!("{byte:02x}")).collect();
            let made = [
                ("sum.wasm", SUM.to_vec()),
                ("tone.wav", tone()),
                ("noise.sha256", hash.into_bytes()),
                ("noise.bin", noise),
            ];
            made.map(|(name, content)| (name.to_owned(), content)).into()
        }
        _ => Files::new(),
    }
}

/// A RIFF WAVE file of one channel of bytes, 440 Hz.
fn tone() -> Vec<u8> {
    let length = RATE * SECONDS;
    let mut wave = Vec::new();
    let word = |number: u32| number.to_le_bytes();
    for part in
        [&b"RIFF"[..], &word(36 + length), b"WAVEfmt ", &word(16), &[1, 0, 1, 0], &word(RATE), &word(RATE)]
    {
        wave.extend_from_slice(part);
    }
    for part in [&[1, 0, 8, 0][..], b"data", &word(length)] {
        wave.extend_from_slice(part);
    }
    // A square tone needs no sine.
    wave.extend((0..length).map(|at| if (at * 880 / RATE).is_multiple_of(2) { 112 } else { 144 }));
    wave
}

/// The same each time (xorshift); half of each byte is the same.
fn noise() -> Vec<u8> {
    let mut state: u32 = 0x2545_f491;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 28) as u8 | 0x40
    };
    std::iter::repeat_with(next).take(NOISE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_torture_app_has_more_than_its_folder() {
        assert!(made("poll").is_empty());
        let files = made("torture");
        assert_eq!(files["noise.bin"].len(), NOISE);
        assert_eq!(files["tone.wav"].len(), 44 + 240_000);
        assert!(files["sum.wasm"].starts_with(b"\0asm"));
    }
}
