//! Account codes: `DCACCOUNT:` offers a new account, `DCLOGIN:` an existing one.

mod credentials;
mod login;

pub use credentials::Credentials;
pub use login::{CertificateCheck, LoginCode, Secret, Security, ServerSettings};

use percent_encoding::percent_decode_str;

/// What a code offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountCode {
    /// A chatmail server: invent [`Credentials`] and log in; the first login makes the account.
    Domain(String),
    /// An address to send an empty POST to; the answer holds the credentials.
    Url(String),
    /// The login of an existing account.
    Login(Box<LoginCode>),
}

/// Why a text is not an account code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountCodeError {
    /// It is something else.
    #[error("Not an account code")]
    NotACode,
    /// The server's name or address cannot be one.
    #[error("Account code names no valid server")]
    Server,
    /// The address cannot be one.
    #[error("Account code names no valid address")]
    Address,
    /// The password is missing.
    #[error("Account code has no password")]
    Password,
    /// A setting is not what it should be.
    #[error("Account code has an invalid setting {0:?}")]
    Setting(&'static str),
    /// Made for newer programs.
    #[error("Account code has an unknown version; a newer Estuary may understand it")]
    Version,
}

/// Longest code that is looked at, in bytes.
const MAX_LENGTH: usize = 8192;

impl AccountCode {
    /// Reads `DCACCOUNT:host`, `dcaccount://host`, `DCACCOUNT:https://host/new` or `dclogin://user@host/?p=…&v=1`;
    /// the scheme may be written in any case.
    ///
    /// # Errors
    /// [`AccountCodeError`]: `NotACode` if the text is something else, another one if it is broken.
    pub fn parse(text: &str) -> Result<Self, AccountCodeError> {
        let text = text.trim();
        let (scheme, rest) = text.split_once(':').ok_or(AccountCodeError::NotACode)?;
        if text.len() > MAX_LENGTH {
            Err(AccountCodeError::NotACode)
        } else if scheme.eq_ignore_ascii_case("dcaccount") {
            account(rest)
        } else if scheme.eq_ignore_ascii_case("dclogin") {
            Ok(AccountCode::Login(Box::new(LoginCode::parse(rest)?)))
        } else {
            Err(AccountCodeError::NotACode)
        }
    }
}

fn account(rest: &str) -> Result<AccountCode, AccountCodeError> {
    let after = |scheme: &str| rest.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme));
    if after("https://").is_some() || after("http://").is_some() {
        let valid = !rest.contains(|c: char| c.is_whitespace() || c.is_control());
        return if valid { Ok(AccountCode::Url(rest.to_owned())) } else { Err(AccountCodeError::Server) };
    }
    let host = rest.strip_prefix("//").unwrap_or(rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = percent_decode_str(host).decode_utf8().map_err(|_| AccountCodeError::Server)?;
    // A domain is what may stand behind an `@`.
    if crate::address::is_valid(&format!("x@{host}")) && !host.contains('@') {
        Ok(AccountCode::Domain(host.into_owned()))
    } else {
        Err(AccountCodeError::Server)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers() {
        for text in
            ["DCACCOUNT:nine.testrun.org", "dcaccount:nine.testrun.org", "dcaccount://nine.testrun.org/"]
        {
            assert_eq!(
                AccountCode::parse(text),
                Ok(AccountCode::Domain("nine.testrun.org".into())),
                "{text}"
            );
        }
        let literal = AccountCode::Domain("[127.0.0.1]".into());
        assert_eq!(AccountCode::parse("dcaccount:[127.0.0.1]"), Ok(literal));
        let url = "https://example.org/new?t=1w_7wDjgjelxeX884x96v3";
        assert_eq!(AccountCode::parse(&format!("DCACCOUNT:{url}")), Ok(AccountCode::Url(url.into())));
    }

    #[test]
    fn refused() {
        for (text, error) in [
            ("", AccountCodeError::NotACode),
            ("https://example.org", AccountCodeError::NotACode),
            ("dcaccount:", AccountCodeError::Server),
            ("dcaccount:a b", AccountCodeError::Server),
            ("dcaccount:user@host", AccountCodeError::Server),
            ("dcaccount:host%0d%0ax", AccountCodeError::Server),
            ("dcaccount:https://a b", AccountCodeError::Server),
        ] {
            assert_eq!(AccountCode::parse(text), Err(error), "{text}");
        }
        assert_eq!(AccountCode::parse(&"dcaccount:x".repeat(9000)), Err(AccountCodeError::NotACode));
    }
}
