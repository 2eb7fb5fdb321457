//! Invite links, as the wire protocol spells them.

use std::fmt;

/// An invite: fingerprint and parameters in their order, values still percent-encoded.
#[derive(Clone, Debug)]
pub struct Link {
    /// Upper-case hex.
    pub fingerprint: String,
    /// Parameters.
    pub parameters: Vec<(String, String)>,
}

impl Link {
    /// Reads a link of the form that core and Estuary generate.
    #[track_caller]
    pub fn parse(link: &str) -> Self {
        let rest = link.strip_prefix("https://i.delta.chat/#").expect("an invite link");
        let mut parts = rest.split('&');
        let fingerprint = parts.next().unwrap().to_owned();
        let split =
            |part: &str| part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { fingerprint, parameters: parts.filter_map(split).collect() }
    }

    /// An invite of a contact.
    pub fn contact(fingerprint: &str, invite_number: &str, auth: &str, address: &str, name: &str) -> Self {
        let parameters =
            [("v", "3"), ("i", invite_number), ("s", auth), ("a", &address.replace('@', "%40")), ("n", name)];
        Self {
            fingerprint: fingerprint.into(),
            parameters: parameters.map(|(name, value)| (name.into(), value.into())).into(),
        }
    }

    /// A parameter, still encoded.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The link without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.parameters.retain(|(found, _)| found != name);
        self
    }

    /// Secret of the symmetric steps of the handshake.
    #[track_caller]
    pub fn secret(&self) -> String {
        format!("securejoin/{}/{}", self.fingerprint, self.get("s").expect("an AUTH token"))
    }

    /// All addresses: `a`, then `r`.
    pub fn addresses(&self) -> Vec<String> {
        let relays =
            self.get("r").into_iter().flat_map(|relays| relays.split([',']).flat_map(|r| r.split("%2C")));
        self.get("a").into_iter().chain(relays).map(|address| address.replace("%40", "@")).collect()
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://i.delta.chat/#{}", self.fingerprint)?;
        self.parameters.iter().try_for_each(|(name, value)| write!(f, "&{name}={value}"))
    }
}
