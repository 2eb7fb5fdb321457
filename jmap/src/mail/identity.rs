//! Identities (RFC 8621 section 6).

use serde::{Deserialize, Serialize};

use crate::{Id, mail::Address};

/// An address a login may send from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Identity {
    /// Id.
    pub id: Id,
    /// Display name.
    pub name: String,
    /// Address.
    pub email: String,
    /// `Reply-To` of its mails.
    pub reply_to: Option<Vec<Address>>,
    /// `Bcc` of its mails.
    pub bcc: Option<Vec<Address>>,
    /// Signature.
    pub text_signature: String,
    /// Signature.
    pub html_signature: String,
    /// It can be removed.
    pub may_delete: bool,
}
