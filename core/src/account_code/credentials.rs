//! Invented accounts.

use crate::rng::Random;
use rand::distributions::{Alphanumeric, DistString};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Address and password of an account that may not exist yet.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Credentials {
    /// Nine random letters and digits at a chatmail domain.
    pub address: String,
    /// 22 random letters and digits: 130 bits.
    pub password: String,
}

impl Credentials {
    /// Invents an account at `domain`; lengths and alphabet are what chatmail servers accept.
    pub fn invent(domain: &str, rng: &mut dyn Random) -> Self {
        let user = Alphanumeric.sample_string(&mut *rng, 9).to_lowercase();
        Credentials { address: format!("{user}@{domain}"), password: Alphanumeric.sample_string(rng, 22) }
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("address", &self.address).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn as_chatmail_wants_them() {
        let mut rng = StdRng::seed_from_u64(1);
        let one = Credentials::invent("example.org", &mut rng);
        let two = Credentials::invent("example.org", &mut rng);
        let user = one.address.strip_suffix("@example.org").unwrap();
        assert!(user.len() == 9 && user.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert!(one.password.len() == 22 && one.password.bytes().all(|c| c.is_ascii_alphanumeric()));
        assert!(one.address != two.address && one.password != two.password);
        assert!(!format!("{one:?}").contains(&one.password));
    }
}
