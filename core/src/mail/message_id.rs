//! Message IDs (RFC 5322 §3.6.4), kept without their angle brackets.

use crate::rng::Random;

/// More references than this are of no use.
const MAX_IDS: usize = 500;

/// A new ID: a random UUID at `localhost`, which says nothing about where it was made.
pub fn new_message_id(rng: &mut dyn Random) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    format!("{}@localhost", uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// The IDs in a field: what stands in angle brackets, or else what white space separates.
pub(super) fn parse_list(value: &str) -> Vec<String> {
    let ids = value.split(|c: char| c.is_whitespace() || c == '<' || c == '>');
    ids.filter(|id| !id.is_empty()).take(MAX_IDS).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{SeedableRng, rngs::StdRng};

    #[test]
    fn made_and_read() {
        let mut rng = StdRng::seed_from_u64(1);
        let id = new_message_id(&mut rng);
        let (uuid, host) = id.split_once('@').unwrap();
        assert_eq!((uuid::Uuid::parse_str(uuid).unwrap().get_version_num(), host), (4, "localhost"));
        for value in ["<a@b> <c@d>", "<a@b><c@d>", "<a@b\tc@d>", "a@b c@d"] {
            assert_eq!(parse_list(value), ["a@b", "c@d"], "{value}");
        }
        assert!(parse_list(" <> ").is_empty());
        assert_eq!(parse_list(&"<a@b> ".repeat(1000)).len(), 500);
    }
}
