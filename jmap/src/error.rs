//! Errors as they travel: of a request, of a method call, of one record.

use serde::{Deserialize, Serialize};

/// Problem details of a whole request (RFC 8620 section 3.6.1, RFC 7807).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A URI, of those below or another.
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// For a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The limit that was passed, with [`Problem::LIMIT`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

impl Problem {
    /// A capability in `using` is unknown.
    pub const UNKNOWN_CAPABILITY: &str = "urn:ietf:params:jmap:error:unknownCapability";
    /// Not JSON, or not I-JSON.
    pub const NOT_JSON: &str = "urn:ietf:params:jmap:error:notJSON";
    /// JSON, but no request.
    pub const NOT_REQUEST: &str = "urn:ietf:params:jmap:error:notRequest";
    /// A limit of the session was passed.
    pub const LIMIT: &str = "urn:ietf:params:jmap:error:limit";
    /// The server makes no account of this name or password; `detail` says which rule they break.
    pub const ACCOUNT_REFUSED: &str = "urn:estuary:jmap:error:accountRefused";
}

/// Why a method call failed (RFC 8620 section 3.6.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{kind}{}", .description.as_ref().map(|text| format!(": {text}")).unwrap_or_default())]
pub struct MethodError {
    /// One of the constants below, or another.
    #[serde(rename = "type")]
    pub kind: String,
    /// For a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl MethodError {
    /// The server does not know the method.
    pub const UNKNOWN_METHOD: &str = "unknownMethod";
    /// Arguments are of the wrong type or missing.
    pub const INVALID_ARGUMENTS: &str = "invalidArguments";
    /// A result reference leads nowhere.
    pub const INVALID_RESULT_REFERENCE: &str = "invalidResultReference";
    /// There is no such account.
    pub const ACCOUNT_NOT_FOUND: &str = "accountNotFound";
    /// The state is too old; the client must read everything anew.
    pub const CANNOT_CALCULATE_CHANGES: &str = "cannotCalculateChanges";
    /// More ids or objects than the session allows.
    pub const REQUEST_TOO_LARGE: &str = "requestTooLarge";
    /// `ifInState` does not match.
    pub const STATE_MISMATCH: &str = "stateMismatch";
    /// The server cannot sort by this.
    pub const UNSUPPORTED_SORT: &str = "unsupportedSort";
    /// The server cannot filter by this.
    pub const UNSUPPORTED_FILTER: &str = "unsupportedFilter";
    /// The anchor is not among the results.
    pub const ANCHOR_NOT_FOUND: &str = "anchorNotFound";
    /// A temporary failure.
    pub const SERVER_UNAVAILABLE: &str = "serverUnavailable";
    /// An unexpected failure.
    pub const SERVER_FAIL: &str = "serverFail";

    /// With a text for a person.
    pub fn new(kind: &str, description: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), description: Some(description.into()) }
    }

    /// Without.
    #[must_use]
    pub fn bare(kind: &str) -> Self {
        Self { kind: kind.to_owned(), description: None }
    }
}

/// Why one record could not be made, changed or removed (RFC 8620 section 5.3, RFC 8621 section 7.5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetError {
    /// One of the constants below, or another.
    #[serde(rename = "type")]
    pub kind: String,
    /// For a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Which properties, with [`SetError::INVALID_PROPERTIES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<Box<[String]>>,
    /// Bytes allowed, with [`SetError::TOO_LARGE`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_size: Option<u64>,
    /// Recipients allowed, with [`SetError::TOO_MANY_RECIPIENTS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_recipients: Option<u64>,
    /// Which recipients, with [`SetError::INVALID_RECIPIENTS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invalid_recipients: Option<Box<[String]>>,
    /// Seconds until it may work, with [`SetError::RATE_LIMIT`]; an addition of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl SetError {
    /// There is no such record.
    pub const NOT_FOUND: &str = "notFound";
    /// Properties are wrong.
    pub const INVALID_PROPERTIES: &str = "invalidProperties";
    /// A patch does not fit.
    pub const INVALID_PATCH: &str = "invalidPatch";
    /// Not allowed.
    pub const FORBIDDEN: &str = "forbidden";
    /// The account is full.
    pub const OVER_QUOTA: &str = "overQuota";
    /// The record is too large.
    pub const TOO_LARGE: &str = "tooLarge";
    /// Too many records in a short time.
    pub const RATE_LIMIT: &str = "rateLimit";
    /// The blob is no mail.
    pub const INVALID_EMAIL: &str = "invalidEmail";
    /// A blob does not exist.
    pub const BLOB_NOT_FOUND: &str = "blobNotFound";
    /// The sender of the envelope is not allowed.
    pub const FORBIDDEN_MAIL_FROM: &str = "forbiddenMailFrom";
    /// The `From` header is not allowed.
    pub const FORBIDDEN_FROM: &str = "forbiddenFrom";
    /// This mail may not be sent; the description says why.
    pub const FORBIDDEN_TO_SEND: &str = "forbiddenToSend";
    /// No recipients.
    pub const NO_RECIPIENTS: &str = "noRecipients";
    /// Some recipients are wrong.
    pub const INVALID_RECIPIENTS: &str = "invalidRecipients";
    /// Too many recipients.
    pub const TOO_MANY_RECIPIENTS: &str = "tooManyRecipients";
    /// A singleton cannot be made or removed.
    pub const SINGLETON: &str = "singleton";

    /// With a text for a person.
    pub fn new(kind: &str, description: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), description: Some(description.into()), ..Self::default() }
    }

    /// Without.
    #[must_use]
    pub fn bare(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..Self::default() }
    }
}
