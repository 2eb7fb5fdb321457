//! Who asks.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{Jmap, problem::Failure};
use crate::{address::Address, relay::Peer, store::Account};

/// The account of the request's `Authorization: Basic` (RFC 7617).
pub(super) struct Login(pub(super) Account);

impl FromRequestParts<Jmap> for Login {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, jmap: &Jmap) -> Result<Self, Failure> {
        let (address, password) = credentials(parts).ok_or(Failure::Unauthorized)?;
        let account = jmap.bridge.store.login(&address, &password).await?;
        if let Some(Peer(address)) = parts.extensions.get() {
            jmap.bridge.guests.note(*address);
        }
        Ok(Self(account))
    }
}

fn credentials(parts: &Parts) -> Option<(Address, String)> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(token.trim()).ok()?).ok()?;
    let (address, password) = text.split_once(':')?;
    Some((Address::parse(address).ok()?, password.to_owned()))
}
