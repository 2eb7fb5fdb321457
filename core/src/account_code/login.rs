//! Login codes: `dclogin://user@host/?p=password&v=1`.

use super::AccountCodeError;
use crate::address;
use percent_encoding::percent_decode_str;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The login of an existing account.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginCode {
    /// The mail address.
    pub address: String,
    /// The password, for whichever server has none of its own.
    pub password: Secret,
    /// How to reach mail.
    pub imap: ServerSettings,
    /// How to send mail.
    pub smtp: ServerSettings,
    /// How strictly to look at the servers' certificates.
    pub certificates: CertificateCheck,
}

/// One server of a [`LoginCode`]; what is absent is to be found out.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServerSettings {
    /// Host name.
    pub host: Option<String>,
    /// TCP port.
    pub port: Option<u16>,
    /// User name, if it is not the address.
    pub user: Option<String>,
    /// Password, if it is not the account's.
    pub password: Option<Secret>,
    /// Transport security.
    pub security: Security,
}

/// A password that is overwritten when dropped and never shown.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Transport security.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Security {
    /// Whatever the server offers.
    #[default]
    Default,
    /// TLS from the start.
    Ssl,
    /// TLS after a greeting.
    Starttls,
    /// None.
    Plain,
}

/// How strictly to look at certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CertificateCheck {
    /// Strictly, except where the provider is known to need otherwise.
    #[default]
    Automatic,
    /// Strictly.
    Strict,
    /// Not at all.
    AcceptInvalid,
}

impl LoginCode {
    /// Reads what follows `dclogin:`.
    pub(super) fn parse(rest: &str) -> Result<Self, AccountCodeError> {
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (account, query) = rest.split_once('?').unwrap_or((rest, ""));
        let account = percent_decode_str(account.trim_end_matches('/')).decode_utf8();
        let account = account.map_err(|_| AccountCodeError::Address)?;
        let query = Query(query.split('#').next().unwrap_or_default());
        if query.get("v")?.as_deref() != Some("1") {
            return Err(AccountCodeError::Version);
        }
        if !address::is_valid(&account) {
            return Err(AccountCodeError::Address);
        }
        Ok(LoginCode {
            address: account.into_owned(),
            password: query.get("p")?.map(Secret).ok_or(AccountCodeError::Password)?,
            imap: query.server("ih", "ip", "iu", "ipw", "is")?,
            smtp: query.server("sh", "sp", "su", "spw", "ss")?,
            certificates: query.certificates()?,
        })
    }
}

/// `key=value&…` as web forms write it.
struct Query<'a>(&'a str);

impl Query<'_> {
    fn get(&self, key: &'static str) -> Result<Option<String>, AccountCodeError> {
        let mut pairs = self.0.split('&').filter_map(|pair| pair.split_once('='));
        let Some((_, value)) = pairs.find(|(name, _)| *name == key) else { return Ok(None) };
        let value = value.replace('+', " ");
        let value = percent_decode_str(&value).decode_utf8().map_err(|_| AccountCodeError::Setting(key))?;
        Ok(Some(value.into_owned()))
    }

    fn server(
        &self,
        host: &'static str,
        port: &'static str,
        user: &'static str,
        password: &'static str,
        security: &'static str,
    ) -> Result<ServerSettings, AccountCodeError> {
        let number = |text: String| text.parse().map_err(|_| AccountCodeError::Setting(port));
        let security = match self.get(security)?.as_deref() {
            None | Some("default") => Security::Default,
            Some("ssl") => Security::Ssl,
            Some("starttls") => Security::Starttls,
            Some("plain") => Security::Plain,
            Some(_) => return Err(AccountCodeError::Setting(security)),
        };
        Ok(ServerSettings {
            host: self.get(host)?,
            port: self.get(port)?.map(number).transpose()?,
            user: self.get(user)?,
            password: self.get(password)?.map(Secret),
            security,
        })
    }

    fn certificates(&self) -> Result<CertificateCheck, AccountCodeError> {
        match self.get("ic")?.as_deref() {
            None | Some("0") => Ok(CertificateCheck::Automatic),
            Some("1") => Ok(CertificateCheck::Strict),
            Some("2" | "3") => Ok(CertificateCheck::AcceptInvalid),
            Some(_) => Err(AccountCodeError::Setting("ic")),
        }
    }
}

impl std::fmt::Debug for ServerSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServerSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for LoginCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginCode").field("address", &self.address).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account_code::AccountCode;

    fn login(text: &str) -> Result<LoginCode, AccountCodeError> {
        match AccountCode::parse(text)? {
            AccountCode::Login(login) => Ok(*login),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn minimal() {
        for text in ["dclogin://a@b.org/?p=p%26%3d%2b+w&v=1", "DCLOGIN:a%40b.org?v=1&p=p%26%3D%2B%20w"] {
            let login = login(text).unwrap();
            assert_eq!((login.address.as_str(), login.password.0.as_str()), ("a@b.org", "p&=+ w"), "{text}");
            assert_eq!(login.imap, ServerSettings::default());
            assert_eq!(login.certificates, CertificateCheck::Automatic);
            assert!(!format!("{login:?}").contains("p&="));
        }
    }

    #[test]
    fn every_setting() {
        let text = "dclogin://a@b.org/?p=1&v=1&ih=i.b.org&ip=4000&iu=max&ipw=87654&is=ssl&ic=1\
                    &sh=s.b.org&sp=3000&su=max2&spw=3242&ss=plain";
        let login = login(text).unwrap();
        let server = |host: &str, port, user: &str, password: &str, security| ServerSettings {
            host: Some(host.into()),
            port: Some(port),
            user: Some(user.into()),
            password: Some(Secret(password.into())),
            security,
        };
        assert_eq!(login.imap, server("i.b.org", 4000, "max", "87654", Security::Ssl));
        assert_eq!(login.smtp, server("s.b.org", 3000, "max2", "3242", Security::Plain));
        assert_eq!(login.certificates, CertificateCheck::Strict);
    }

    #[test]
    fn refused() {
        for (text, error) in [
            ("dclogin:a@b.org?p=1", AccountCodeError::Version),
            ("dclogin:a@b.org?p=1&v=2", AccountCodeError::Version),
            ("dclogin:a@b.org?v=1", AccountCodeError::Password),
            ("dclogin:nobody?p=1&v=1", AccountCodeError::Address),
            ("dclogin:?p=1&v=1", AccountCodeError::Address),
            ("dclogin:a@b.org?p=1&v=1&ip=99999", AccountCodeError::Setting("ip")),
            ("dclogin:a@b.org?p=1&v=1&ss=best", AccountCodeError::Setting("ss")),
            ("dclogin:a@b.org?p=1&v=1&ic=4", AccountCodeError::Setting("ic")),
            ("dclogin:a@b.org?p=%ff&v=1", AccountCodeError::Setting("p")),
        ] {
            assert_eq!(login(text), Err(error), "{text}");
        }
    }
}
