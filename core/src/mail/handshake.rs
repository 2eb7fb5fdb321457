//! The steps of SecureJoin.

use super::Headers;

/// A step of a handshake, as its `Secure-Join` field names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Joiner to inviter: asks for the key, under the invite's secret.
    RequestPubkey,
    /// Inviter to joiner: the key, under the invite's secret.
    Pubkey,
    /// Joiner to inviter: asks to be let in; `true` for a group or channel.
    RequestWithAuth(bool),
    /// Inviter to joiner: done.
    ContactConfirm,
    /// Inviter to group: the joiner is a member.
    MemberAdded,
    /// Joiner to inviter, legacy and in the clear: the invite number; `true` for a group.
    LegacyRequest(bool),
    /// Inviter to joiner, legacy: the key; `true` for a group.
    LegacyAuthRequired(bool),
    /// Something of other times.
    Unknown(String),
}

impl Step {
    pub(super) fn of(headers: &Headers) -> Option<Step> {
        let name = headers.get("secure-join");
        if headers.has("secure-join-invitenumber") {
            return Some(Step::LegacyRequest(name.is_some_and(|name| name.starts_with("vg-"))));
        }
        Some(match name?.as_str() {
            "vc-request-pubkey" => Step::RequestPubkey,
            "vc-pubkey" => Step::Pubkey,
            "vc-request-with-auth" => Step::RequestWithAuth(false),
            "vg-request-with-auth" => Step::RequestWithAuth(true),
            "vc-contact-confirm" => Step::ContactConfirm,
            "vg-member-added" => Step::MemberAdded,
            "vc-request" => Step::LegacyRequest(false),
            "vg-request" => Step::LegacyRequest(true),
            "vc-auth-required" => Step::LegacyAuthRequired(false),
            "vg-auth-required" => Step::LegacyAuthRequired(true),
            other => Step::Unknown(other.to_owned()),
        })
    }

    /// The name in the `Secure-Join` field.
    pub fn name(&self) -> &str {
        match self {
            Step::RequestPubkey => "vc-request-pubkey",
            Step::Pubkey => "vc-pubkey",
            Step::RequestWithAuth(false) => "vc-request-with-auth",
            Step::RequestWithAuth(true) => "vg-request-with-auth",
            Step::ContactConfirm => "vc-contact-confirm",
            Step::MemberAdded => "vg-member-added",
            Step::LegacyRequest(false) => "vc-request",
            Step::LegacyRequest(true) => "vg-request",
            Step::LegacyAuthRequired(false) => "vc-auth-required",
            Step::LegacyAuthRequired(true) => "vg-auth-required",
            Step::Unknown(name) => name,
        }
    }

    /// Whether the message must hand on the recipient's own key, which proves it was not re-encrypted by someone in
    /// between: all but the three steps that come before keys are known.
    pub fn must_gossip(&self) -> bool {
        !matches!(self, Step::RequestPubkey | Step::Pubkey | Step::LegacyRequest(_))
    }
}
