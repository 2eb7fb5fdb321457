//! Login codes: what a Delta Chat app scans or opens to be logged in, without anything to type.

use std::net::{IpAddr, SocketAddr};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::config::Config;

/// As Delta Chat itself chooses them for chatmail servers.
const NAME_LENGTH: usize = 9;
const PASSWORD_LENGTH: usize = 22;

/// Address and password of a mailbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The address, which is also the name to log in with.
    pub address: String,
    /// The password, in the clear.
    pub password: String,
}

impl Login {
    /// For a newcomer: nobody has it yet, and the first login makes the account.
    ///
    /// Errors: the system has no randomness.
    pub fn invent(config: &Config) -> Result<Self, getrandom::Error> {
        let rules = &config.accounts;
        let name = random(NAME_LENGTH.clamp(rules.local_part_min, rules.local_part_max))?;
        let password = random(PASSWORD_LENGTH.max(rules.password_min))?;
        Ok(Self { address: format!("{name}@{}", config.mail.domain), password })
    }

    /// The code with which an app logs in to the mail endpoints that listen on these addresses, of which the ports must
    /// be known (not 0). `host` is what the app's network calls this machine; without it only apps on this machine, or
    /// those that reach the addresses themselves, can use the code.
    #[must_use]
    pub fn code(&self, imap: SocketAddr, smtp: SocketAddr, host: Option<&str>) -> String {
        let host =
            |address: SocketAddr| host.map_or_else(|| reachable(address.ip()).to_string(), str::to_owned);
        // ic=3: the certificate is self-signed.
        format!(
            "dclogin:{address}?p={password}&v=1&ih={}&ip={}&is=ssl&sh={}&sp={}&ss=ssl&ic=3",
            host(imap),
            imap.port(),
            host(smtp),
            smtp.port(),
            address = self.address,
            password = utf8_percent_encode(&self.password, NON_ALPHANUMERIC),
        )
    }
}

/// What listens on every address is reached on this one, at least.
fn reachable(ip: IpAddr) -> IpAddr {
    if ip.is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { ip }
}

/// Characters that need no shift key and no encoding, each as likely as any other.
fn random(length: usize) -> Result<String, getrandom::Error> {
    const CHARACTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 64];
    while text.len() < length {
        getrandom::fill(&mut bytes)?;
        // Bytes from 252 on would favour the first characters.
        let fair = bytes.iter().filter(|byte| **byte < 252);
        let characters = fair.filter_map(|byte| CHARACTERS.get(usize::from(*byte) % CHARACTERS.len()));
        text.extend(characters.take(length - text.len()).map(|character| char::from(*character)));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::Login;
    use crate::{config::Config, store::Store};

    #[test]
    fn the_code_says_all_an_app_needs() {
        let (imap, smtp) = ("127.0.0.1:8993".parse().unwrap(), "0.0.0.0:465".parse().unwrap());
        let login = Login { address: "ann@estuary.localhost".into(), password: "p&s s".into() };
        assert_eq!(
            login.code(imap, smtp, None),
            "dclogin:ann@estuary.localhost?p=p%26s%20s&v=1&ih=127.0.0.1&ip=8993&is=ssl&sh=127.0.0.1&sp=465&ss=ssl&ic=3"
        );
        let code = login.code(imap, smtp, Some("mail.example"));
        assert!(code.contains("&ih=mail.example&ip=8993&is=ssl&sh=mail.example&"), "{code}");
    }

    #[tokio::test]
    async fn newcomers_follow_the_rules_and_differ() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::defaults().unwrap();
        config.mail.data_dir = folder.path().to_owned();
        let (one, other) = (Login::invent(&config).unwrap(), Login::invent(&config).unwrap());
        assert!(one.address != other.address && one.password != other.password);
        assert_eq!((one.address.find('@'), one.password.len()), (Some(9), 22));
        let store = Store::open(&config).await.unwrap();
        store.login(&crate::address::Address::parse(&one.address).unwrap(), &one.password).await.unwrap();
    }
}
