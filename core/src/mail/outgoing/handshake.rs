//! The messages of SecureJoin.

use super::{Body, HeaderValue, Outgoing};
use crate::{
    mail::{Mailbox, Step},
    pgp::{Certificate, Fingerprint},
};

/// What every step needs: where from, under which ID, when.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The own primary address.
    pub address: &'a str,
    /// New, without angle brackets.
    pub message_id: &'a str,
    /// Unix time in milliseconds.
    pub date: i64,
}

/// Step 1, joiner to inviter: to be sealed with the invite's secret, unsigned and uncompressed.
pub fn request_pubkey<'a>(origin: Origin<'_>, auth: &str) -> Outgoing<'a> {
    let mut outgoing = step(origin, &Step::RequestPubkey);
    outgoing.headers.push(("Secure-Join-Auth", HeaderValue::Raw(auth.to_owned())));
    outgoing
}

/// Step 2, inviter to joiner: to be sealed with the invite's secret, signed and uncompressed.
pub fn pubkey<'a>(origin: Origin<'_>, auth: &str, own: &'a Certificate) -> Outgoing<'a> {
    let mut outgoing = step(origin, &Step::Pubkey);
    outgoing.headers.push(("Secure-Join-Auth", HeaderValue::Raw(auth.to_owned())));
    outgoing.autocrypt = Some(own);
    outgoing
}

/// What the later steps, which know the other side's key, have in common.
#[derive(Debug, Clone, Copy)]
pub struct Peer<'a> {
    /// Where the other side reads mail.
    pub address: &'a str,
    /// The other side's certificate: handing it on proves whom the message is for.
    pub certificate: &'a Certificate,
    /// The own certificate.
    pub own: &'a Certificate,
}

/// Step 3, joiner to inviter: to be sealed uncompressed. `name` is the own display name; avatar and further profile
/// data go into the headers. `group` is the ID of the group or channel the invite is for.
pub fn request_with_auth<'a>(
    origin: Origin<'_>,
    name: &str,
    peer: Peer<'a>,
    auth: &str,
    fingerprint: Fingerprint,
    group: Option<&str>,
) -> Outgoing<'a> {
    let mut outgoing = known(step(origin, &Step::RequestWithAuth(group.is_some())), peer);
    outgoing.from.name = name.to_owned();
    let headers = &mut outgoing.headers;
    headers.push(("Secure-Join-Auth", HeaderValue::Raw(auth.to_owned())));
    headers.push(("Secure-Join-Fingerprint", HeaderValue::Raw(fingerprint.to_string())));
    if let Some(group) = group {
        headers.push(("Secure-Join-Group", HeaderValue::Raw(group.to_owned())));
    }
    outgoing
}

/// Step 4, inviter to joiner: to be sealed uncompressed.
pub fn contact_confirm<'a>(origin: Origin<'_>, name: &str, peer: Peer<'a>) -> Outgoing<'a> {
    let mut outgoing = known(step(origin, &Step::ContactConfirm), peer);
    outgoing.from.name = name.to_owned();
    outgoing
}

/// The inviter's answer to a legacy request: to be sealed uncompressed. `group`: the request began with `vg-`.
pub fn legacy_auth_required<'a>(origin: Origin<'_>, peer: Peer<'a>, group: bool) -> Outgoing<'a> {
    known(step(origin, &Step::LegacyAuthRequired(group)), peer)
}

/// A step before keys are known: it says nothing about who asks.
fn step<'a>(origin: Origin<'_>, step: &Step) -> Outgoing<'a> {
    Outgoing {
        from: Mailbox::new("", origin.address),
        message_id: origin.message_id.to_owned(),
        date: origin.date,
        to: vec![],
        subject: "Secure-Join".to_owned(),
        chat: false,
        autocrypt: None,
        gossip: vec![],
        in_reply_to: None,
        references: vec![],
        headers: vec![("Secure-Join", HeaderValue::Raw(step.name().to_owned()))],
        body: Body::Text("Secure-Join".to_owned()),
    }
}

/// A step between people who know each other's keys: an ordinary chat message, but for its fields.
fn known<'a>(mut outgoing: Outgoing<'a>, peer: Peer<'a>) -> Outgoing<'a> {
    if let Some((_, HeaderValue::Raw(step))) = outgoing.headers.first() {
        outgoing.body = Body::Text(format!("Secure-Join: {step}"));
    }
    outgoing.chat = true;
    outgoing.to = vec![Mailbox::new("", peer.address)];
    outgoing.autocrypt = Some(peer.own);
    outgoing.gossip = vec![(peer.address.to_owned(), peer.certificate)];
    outgoing
}
