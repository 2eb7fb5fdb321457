//! Random identifiers: invite numbers, authentication tokens, group and channel IDs.

use crate::rng::Random;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A new token: 144 random bits as 24 characters of base64url.
pub fn random(rng: &mut dyn Random) -> String {
    let mut bytes = [0; 18];
    rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether `text` is a token that others may have made: 11 to 32 characters of base64url.
pub fn is_valid(text: &str) -> bool {
    let allowed = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    (11..=32).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn made_and_recognised() {
        let mut rng = StdRng::seed_from_u64(1);
        let (one, two) = (random(&mut rng), random(&mut rng));
        assert_eq!(one.len(), 24);
        assert!(is_valid(&one) && is_valid(&two) && one != two);
        assert!(!is_valid("short") && !is_valid(&"x".repeat(33)) && !is_valid("with space and ä"));
    }
}
