//! Invites: the links and QR codes that start a SecureJoin.

mod format;
mod parse;
#[cfg(test)]
mod tests;

use crate::pgp::Fingerprint;

/// An invitation to talk to somebody, or to join their group or channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Key of the inviter.
    pub fingerprint: Fingerprint,
    /// Where the inviter reads mail; the primary address first, never empty.
    pub addresses: Vec<String>,
    /// What the inviter calls themselves, possibly shortened with an ellipsis; may be empty.
    pub name: String,
    /// Secret that proves the link was seen.
    pub auth: String,
    /// Secret of the legacy protocol.
    pub number: Option<String>,
    /// The inviter speaks the encrypted protocol (v3).
    pub v3: bool,
    /// What it invites to.
    pub kind: InviteKind,
}

/// What an [`Invite`] invites to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InviteKind {
    /// A conversation with the inviter.
    Contact,
    /// A group of the inviter.
    Group {
        /// Its ID.
        id: String,
        /// Its name, possibly shortened with an ellipsis.
        name: String,
    },
    /// A channel of the inviter.
    Channel {
        /// Its ID.
        id: String,
        /// Its name, possibly shortened with an ellipsis.
        name: String,
    },
}

/// What a link or QR code can say about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyLink {
    /// An invitation.
    Invite(Invite),
    /// Only a fingerprint to compare, perhaps with the address it should belong to.
    Fingerprint {
        /// The fingerprint.
        fingerprint: Fingerprint,
        /// The address, if one is named.
        address: Option<String>,
    },
}

/// Why a text is not an invite.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// It does not look like a link about a key at all.
    #[error("Not an invite link")]
    NotALink,
    /// The fingerprint is missing or cut.
    #[error("Invite link has no valid fingerprint")]
    Fingerprint,
    /// An address in it cannot be one.
    #[error("Invite link has an invalid address")]
    Address,
    /// A name is not text.
    #[error("Invite link has an invalid name")]
    Name,
}
