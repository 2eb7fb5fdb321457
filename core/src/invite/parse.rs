//! Reading invites, in all the forms they travel in.

use super::{Invite, InviteError, InviteKind, KeyLink};
use crate::{address, pgp::Fingerprint, token};
use percent_encoding::percent_decode_str;

/// Scheme of the old form, still used by QR codes; in any case.
const SCHEME: &str = "OPENPGP4FPR:";

/// Longest link that is looked at; real ones have some 300 characters, QR codes at most 4,296.
const MAX_LENGTH: usize = 8192;

impl KeyLink {
    /// Reads `https://i.delta.chat/#…`, any other page's `https://host/path#…`, a bare `#…`, or `OPENPGP4FPR:…`.
    ///
    /// # Errors
    /// [`InviteError`]: `NotALink` if the text is something else, another one if it is broken.
    pub fn parse(text: &str) -> Result<KeyLink, InviteError> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return Err(InviteError::NotALink);
        }
        let (fingerprint, parameters) = if let Some(rest) = strip_prefix_ignoring_case(text, SCHEME) {
            split_hash(rest).unwrap_or((rest, ""))
        } else {
            let fragment = fragment(text).ok_or(InviteError::NotALink)?;
            fragment.split_once('&').unwrap_or((fragment, ""))
        };
        let fingerprint = fingerprint.trim().parse().map_err(|_| InviteError::Fingerprint)?;
        Parameters(parameters).link(fingerprint)
    }
}

impl Invite {
    /// Reads an invite; see [`KeyLink::parse`] for the forms.
    ///
    /// # Errors
    /// As [`KeyLink::parse`], and `NotALink` for a link that only names a fingerprint.
    pub fn parse(text: &str) -> Result<Invite, InviteError> {
        match KeyLink::parse(text)? {
            KeyLink::Invite(invite) => Ok(invite),
            KeyLink::Fingerprint { .. } => Err(InviteError::NotALink),
        }
    }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// Splits at the first `#`; some systems hand it over percent-encoded.
fn split_hash(text: &str) -> Option<(&str, &str)> {
    text.split_once('#').or_else(|| text.split_once("%23"))
}

/// The fragment of a web page's address, or of a bare `#…`.
fn fragment(text: &str) -> Option<&str> {
    let web = ["https://", "http://"].iter().any(|scheme| strip_prefix_ignoring_case(text, scheme).is_some());
    if web || text.starts_with('#') { Some(split_hash(text)?.1) } else { None }
}

/// `key=value&…`, in any order; of several equal keys the last one counts.
struct Parameters<'a>(&'a str);

impl<'a> Parameters<'a> {
    fn get(&self, key: &str) -> Option<&'a str> {
        let mut pairs = self.0.split('&').filter_map(|pair| pair.split_once('='));
        pairs.rfind(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// A token; an invalid one counts as absent.
    fn token(&self, key: &str) -> Option<String> {
        self.get(key).filter(|value| token::is_valid(value)).map(str::to_owned)
    }

    fn name(&self, key: &str) -> Result<Option<String>, InviteError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let value = value.replace('+', " ");
        let name = percent_decode_str(&value).decode_utf8().map_err(|_| InviteError::Name)?;
        Ok(Some(match name.strip_suffix('_') {
            Some(shortened) => format!("{shortened}…"),
            None => name.into_owned(),
        }))
    }

    /// The primary address and the further ones; empty if there is no primary.
    fn addresses(&self) -> Result<Vec<String>, InviteError> {
        let Some(primary) = self.get("a") else { return Ok(vec![]) };
        let mut addresses = vec![];
        let further = self.get("r").map(decode_address).transpose()?.unwrap_or_default();
        let primary = decode_address(primary)?;
        for text in
            std::iter::once(primary.as_str()).chain(further.split(',').filter(|text| !text.is_empty()))
        {
            if !address::is_valid(text) {
                return Err(InviteError::Address);
            }
            if !addresses.iter().any(|known| known == text) {
                addresses.push(text.to_owned());
            }
        }
        Ok(addresses)
    }

    fn link(&self, fingerprint: Fingerprint) -> Result<KeyLink, InviteError> {
        let addresses = self.addresses()?;
        let number = self.token("i").or_else(|| self.token("j"));
        let auth = self.token("s").filter(|_| !addresses.is_empty());
        let Some(auth) = auth else {
            return Ok(KeyLink::Fingerprint { fingerprint, address: addresses.into_iter().next() });
        };
        let v3 = self.get("v") == Some("3") || number.is_none();
        let kind = match (self.token("x"), self.name("g")?, self.name("b")?) {
            (Some(id), Some(name), _) => InviteKind::Group { id, name },
            (Some(id), None, Some(name)) => InviteKind::Channel { id, name },
            _ => InviteKind::Contact,
        };
        let name = self.name("n")?.unwrap_or_default();
        Ok(KeyLink::Invite(Invite { fingerprint, addresses, name, auth, number, v3, kind }))
    }
}

fn decode_address(value: &str) -> Result<String, InviteError> {
    let decoded = percent_decode_str(value).decode_utf8().map_err(|_| InviteError::Address)?;
    Ok(decoded.trim().to_owned())
}
