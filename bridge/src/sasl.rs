//! The PLAIN mechanism (RFC 4616), which IMAP and SMTP share.

use crate::address::Address;

/// A login as a client states it; nothing is checked yet.
pub(crate) struct Credentials {
    pub(crate) address: Address,
    pub(crate) password: String,
}

impl Credentials {
    /// From a name and a password by themselves; `None` if the name is no address or either is not UTF-8.
    pub(crate) fn new(name: &[u8], password: &[u8]) -> Option<Self> {
        let address = Address::parse(std::str::from_utf8(name).ok()?).ok()?;
        Some(Self { address, password: std::str::from_utf8(password).ok()?.to_owned() })
    }

    /// From the one message of PLAIN: `authzid NUL authcid NUL password`. Nobody may act for somebody else here, so the
    /// first must be empty or the same as the second.
    pub(crate) fn plain(message: &[u8]) -> Option<Self> {
        let mut parts = message.split(|byte| *byte == 0);
        let (Some(for_whom), Some(name), Some(password), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        if for_whom.is_empty() || for_whom == name { Self::new(name, password) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Credentials;

    #[test]
    fn name_and_password_are_taken_apart() {
        for message in [&b"\0Ann@x.y\0secret"[..], b"Ann@x.y\0Ann@x.y\0secret"] {
            let credentials = Credentials::plain(message).unwrap();
            assert_eq!((credentials.address.as_str(), credentials.password.as_str()), ("ann@x.y", "secret"));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for message in
            [&b""[..], b"\0ann@x.y", b"ben@x.y\0ann@x.y\0p", b"\0ann@x.y\0p\0p", b"\0ann\0p", b"\0a@x\0\xFF"]
        {
            assert!(Credentials::plain(message).is_none(), "{message:?}");
        }
    }
}
