//! What an operator can set: embedded defaults, then a TOML file, then the environment.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::{Table, Value};

const DEFAULTS: &str = include_str!("config.toml");
const PREFIX: &str = "ESTUARY_";

/// All settings; `config.toml` beside this file says what each means and its default.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The web side.
    pub http: Http,
    /// The IMAPS endpoint.
    pub imap: Endpoint,
    /// The SMTPS endpoint.
    pub smtp: Endpoint,
    /// The certificate of all endpoints with TLS.
    #[serde(default)]
    pub tls: Tls,
    /// The mail store.
    pub mail: Mail,
    /// Rules for new accounts.
    pub accounts: Accounts,
    /// Limits.
    pub limits: Limits,
    /// What clients are told of other services.
    pub metadata: Metadata,
    /// The relay for mini apps that talk in realtime.
    pub relay: Relay,
}

/// The web side.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the built pages.
    pub static_dir: PathBuf,
    /// HTTPS instead of HTTP.
    pub tls: bool,
    /// Origin of the pages as browsers see it.
    pub origin: Option<String>,
    /// Domain below which each mini app has an origin, with a port where it is not the usual one.
    pub sandbox: Option<String>,
}

/// A certificate; both files or none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// PEM file of the certificate and its chain.
    pub certificate: Option<PathBuf>,
    /// PEM file of its key.
    pub key: Option<PathBuf>,
}

/// A TLS endpoint.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
}

/// The mail store.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Domain of all its addresses; mail to any other is refused.
    pub domain: String,
    /// Folder it lives in; made if it is missing.
    pub data_dir: PathBuf,
}

/// Rules for new accounts, as chatmail servers have them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Least characters before the `@`.
    pub local_part_min: usize,
    /// Most characters before the `@`.
    pub local_part_max: usize,
    /// Least characters of a password.
    pub password_min: usize,
}

/// Limits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Largest mail, in bytes.
    pub mail_bytes: usize,
    /// Largest mailbox, in bytes; mail that would not fit is refused to its sender.
    pub mailbox_bytes: u64,
    /// Most recipients of one mail.
    pub recipients: usize,
    /// Mails one sender may send per minute on the long run.
    pub mails_per_minute: u32,
    /// Mails one sender may send at once.
    pub mail_burst: u32,
    /// Wrong passwords per minute and address before even the right one must wait.
    pub failed_logins_per_minute: u32,
}

/// What clients are told of other services (Delta Chat's server annotations).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// `/shared/comment` (RFC 5464 section 6.2.1).
    pub comment: Option<String>,
    /// `/shared/admin`.
    pub admin: Option<String>,
    /// URL of an iroh relay. Unset, and unless there is none, it is this server's own.
    pub iroh_relay: Option<String>,
    /// TURN server as `host:port:expiry:password`.
    pub turn: Option<String>,
}

/// The relay for mini apps that talk in realtime.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// Whether there is one.
    pub enabled: bool,
    /// Whether it relays only for addresses from which an account here was used within a day.
    pub only_own_users: bool,
    /// Connections of one address at once.
    pub connections_per_address: usize,
    /// Bytes taken from one connection in a second; also as many at once. 0 is no limit.
    pub bytes_per_second: u32,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("Unable to read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file, or all sources together, do not make settings; the text names the key.
    #[error("{origin}: {reason}")]
    Invalid {
        /// The file or variable.
        origin: String,
        /// What is wrong.
        reason: String,
    },
}

impl Config {
    /// Reads the settings of this process: the file, if one is given, and `ESTUARY_…` of the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let text = file
            .map(|path| {
                std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::Read { path: path.to_owned(), source })
            })
            .transpose()?;
        let origin = file.map_or_else(String::new, |path| path.display().to_string());
        Self::read(&origin, text.as_deref().unwrap_or_default(), std::env::vars())
    }

    /// The defaults alone.
    pub fn defaults() -> Result<Self, ConfigError> {
        Self::read("", "", [])
    }

    fn read(
        origin: &str,
        file: &str,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut all = parse("defaults", DEFAULTS)?;
        let own = parse(origin, file)?;
        // Checked by itself first, so that a mistake is reported with the place it was made in.
        let mut checked = all.clone();
        merge(&mut checked, own.clone());
        finish(origin, checked)?;
        merge(&mut all, own);
        for (name, value) in env {
            set(&mut all, &name, value)?;
        }
        finish("settings", all)
    }
}

fn parse(origin: &str, text: &str) -> Result<Table, ConfigError> {
    text.parse().map_err(|error: toml::de::Error| invalid(origin, error))
}

fn finish(origin: &str, table: Table) -> Result<Config, ConfigError> {
    let config: Config = table.try_into().map_err(|error: toml::de::Error| invalid(origin, error))?;
    if config.mail.domain.contains(|c: char| c.is_uppercase() || c.is_whitespace() || c == '@')
        || config.mail.domain.is_empty()
    {
        return Err(invalid(origin, "mail.domain must be a domain in lower case"));
    }
    let is_host = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':'))
    };
    let is_origin = |text: &String| {
        text.split_once("://")
            .is_some_and(|(scheme, host)| matches!(scheme, "http" | "https") && is_host(host))
    };
    if !config.http.origin.as_ref().is_none_or(is_origin) {
        return Err(invalid(
            origin,
            "http.origin must be like https://chat.example, in lower case, without a path",
        ));
    }
    if !config.http.sandbox.as_ref().is_none_or(|text| is_host(text)) {
        return Err(invalid(origin, "http.sandbox must be a domain in lower case"));
    }
    if config.accounts.local_part_min == 0 || config.accounts.local_part_min > config.accounts.local_part_max
    {
        return Err(invalid(origin, "accounts.local_part_min must be between 1 and accounts.local_part_max"));
    }
    if config.limits.mails_per_minute == 0
        || config.limits.mail_burst == 0
        || config.limits.failed_logins_per_minute == 0
    {
        return Err(invalid(origin, "limits of rates must be at least 1"));
    }
    Ok(config)
}

fn invalid(origin: &str, reason: impl ToString) -> ConfigError {
    ConfigError::Invalid { origin: origin.to_owned(), reason: reason.to_string().trim().to_owned() }
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(into)), Value::Table(from)) => merge(into, from),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

/// Sets what a variable names, as the type its default has. Variables of no section of ours are somebody else's.
fn set(table: &mut Table, name: &str, value: String) -> Result<(), ConfigError> {
    let Some((section, key)) = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once('_')) else {
        return Ok(());
    };
    let Some(Value::Table(section)) = table.get_mut(&section.to_lowercase()) else { return Ok(()) };
    let key = key.to_lowercase();
    let value = match section.get(&key) {
        Some(Value::Boolean(_)) => {
            Value::Boolean(value.parse().map_err(|_| invalid(name, "neither true nor false"))?)
        }
        Some(Value::Integer(_)) => {
            Value::Integer(value.parse().map_err(|_| invalid(name, "not a whole number"))?)
        }
        _ => Value::String(value),
    };
    section.insert(key, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
        let file = "[limits]\nmail_burst = 3\nrecipients = 5\n[http]\nlisten = \"127.0.0.1:1\"";
        let config = Config::read(
            "f",
            file,
            env(&[
                ("ESTUARY_LIMITS_MAIL_BURST", "4"),
                ("ESTUARY_METADATA_IROH_RELAY", "http://r"),
                ("ESTUARY_RELAY_ENABLED", "false"),
                ("ESTUARY_OTHER", "x"),
            ]),
        )
        .unwrap();
        assert_eq!((config.limits.mail_burst, config.limits.recipients), (4, 5));
        assert_eq!(config.http.listen.port(), 1);
        assert_eq!(config.limits.mail_bytes, 31_457_280);
        assert_eq!(config.metadata.iroh_relay.as_deref(), Some("http://r"));
        assert!(!config.relay.enabled);
    }

    #[test]
    fn mistakes_name_the_key_and_the_place() {
        let cases = [
            ("[limits]\nmail_brust = 3", vec![], "mail_brust"),
            ("[lmits]\nmail_burst = 3", vec![], "lmits"),
            ("[limits]\nmail_burst = \"x\"", vec![], "mail_burst"),
            ("", env(&[("ESTUARY_LIMITS_MAIL_BRUST", "3")]), "mail_brust"),
            ("", env(&[("ESTUARY_LIMITS_MAIL_BURST", "many")]), "ESTUARY_LIMITS_MAIL_BURST"),
            ("", env(&[("ESTUARY_RELAY_ENABLED", "perhaps")]), "ESTUARY_RELAY_ENABLED"),
            ("[mail]\ndomain = \"A\"", vec![], "mail.domain"),
            ("[accounts]\nlocal_part_min = 20", vec![], "local_part_min"),
            ("[limits]\nmail_burst = 0", vec![], "rates"),
            ("[http]\norigin = \"https://chat.example/\"", vec![], "http.origin"),
            ("[http]\nsandbox = \"*.example; script-src\"", vec![], "http.sandbox"),
        ];
        for (file, env, key) in cases {
            let error = Config::read("f", file, env).unwrap_err().to_string();
            assert!(error.contains(key), "{error}");
        }
    }
}
