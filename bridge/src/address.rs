//! A mail address as this server compares it.

use std::fmt;

/// Longest address taken, in bytes (RFC 5321 section 4.5.3.1.3 without the brackets).
const MAX_LENGTH: usize = 254;

/// `local@domain` in lower case: a relay of Delta Chat does not tell `Ann` from `ann`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    text: String,
    at: usize,
}

/// The text is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Not a mail address")]
pub struct InvalidAddress;

impl Address {
    /// Reads an address without display name or brackets.
    pub fn parse(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim().to_lowercase();
        let forbidden = |c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ',' | ';' | '(' | ')')
        };
        let (local, domain) = text.rsplit_once('@').ok_or(InvalidAddress)?;
        if local.is_empty()
            || domain.is_empty()
            || local.contains('@')
            || text.len() > MAX_LENGTH
            || text.contains(forbidden)
        {
            return Err(InvalidAddress);
        }
        let at = local.len();
        Ok(Self { text, at })
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Only the domain: addresses of people do not belong into logs, and `Debug` is how they get there.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address(…@{})", self.domain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_without_case_and_splits() {
        let address = Address::parse(" Ann.B@Estuary.LocalHost ").unwrap();
        assert_eq!(address, Address::parse("ann.b@estuary.localhost").unwrap());
        assert_eq!((address.local(), address.domain()), ("ann.b", "estuary.localhost"));
        assert_eq!(format!("{address:?}"), "Address(…@estuary.localhost)");
    }

    #[test]
    fn refuses_what_is_none() {
        let long = format!("{}@x", "a".repeat(300));
        for text in ["", "ann", "@x", "ann@", "a@b@c", "a b@c", "a\r\n@c", "<a@c>", "a,b@c", &long] {
            assert_eq!(Address::parse(text), Err(InvalidAddress), "{text:?}");
        }
    }
}
