//! Mail addresses.

/// Longest address anyone can use: 64 octets, `@`, 255 octets (RFC 5321 §4.5.3.1).
const MAX_LENGTH: usize = 320;

/// Whether `address` may be put into an SMTP envelope and a mail header as it is.
///
/// As lenient as Delta Chat about what names and domains look like, but nothing passes that could end a header, a
/// list or an SMTP command.
pub fn is_valid(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let hostile = |c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"\\".contains(c);
    // Address literals such as `[127.0.0.1]` and `[IPv6:…]` are the one place where a colon belongs.
    let literal = domain.starts_with('[') && domain.ends_with(']');
    address.len() <= MAX_LENGTH
        && !local.is_empty()
        && !domain.is_empty()
        && !domain.ends_with('.')
        && !local.contains(hostile)
        && !domain.contains(|c| hostile(c) && !(literal && c == ':'))
}

/// Whether two addresses are the same mailbox: compared without regard to case, as Delta Chat does.
pub fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid() {
        for address in
            ["a@b", "k3x9q0abc@example.org", "x@[127.0.0.1]", "x@[IPv6:::1]", "ä@ö.example", "a@b@c"]
        {
            assert!(is_valid(address), "{address}");
        }
    }

    #[test]
    fn invalid() {
        let long = format!("{}@example.org", "a".repeat(400));
        for address in
            ["", "a", "@b", "a@", "a@b.", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "a@b,c@d", "a:b@c", &long]
        {
            assert!(!is_valid(address), "{address}");
        }
    }

    #[test]
    fn case_does_not_matter() {
        assert!(same(" Alice@Example.ORG", "alice@example.org"));
        assert!(!same("alice@example.org", "bob@example.org"));
    }
}
