//! Sending (RFC 8621 section 7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Id, date::UtcDate, method::SetRequest};

/// A mail that is or was sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// Id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// Who sends.
    pub identity_id: Id,
    /// The mail.
    pub email_id: Id,
    /// Who sends to whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// When it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<UtcDate>,
    /// `pending`, `final` or `canceled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_status: Option<String>,
}

/// The SMTP envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// `MAIL FROM`.
    pub mail_from: EnvelopeAddress,
    /// `RCPT TO`.
    pub rcpt_to: Vec<EnvelopeAddress>,
}

/// An address of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvelopeAddress {
    /// Address.
    pub email: String,
    /// SMTP parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<BTreeMap<String, Option<String>>>,
}

/// Arguments of `EmailSubmission/set`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmissionSetRequest {
    /// What to make, change, remove.
    #[serde(flatten)]
    pub set: SetRequest,
    /// Patches of mails, by submission, where that succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_success_update_email: Option<BTreeMap<Id, Map<String, Value>>>,
    /// Submissions whose mails are to be removed, where that succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_success_destroy_email: Option<Vec<Id>>,
}
