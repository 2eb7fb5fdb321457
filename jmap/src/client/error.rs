//! What can go wrong, told apart as far as a caller acts differently.

use super::http::{Head, HttpError};
use crate::error::{MethodError, Problem, SetError};

/// Why something failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No answer.
    #[error("Server not reachable: {0}")]
    Unreachable(String),
    /// User or password refused.
    #[error("Login refused")]
    Unauthorized,
    /// The server makes no account of this name or password.
    #[error("Account refused: {0}")]
    AccountRefused(String),
    /// Too much in too short a time.
    #[error("Try again later: {reason}")]
    RateLimit {
        /// What the server said.
        reason: String,
        /// Seconds, where it said so.
        retry_after: Option<u64>,
    },
    /// The server cannot for now.
    #[error("Server unavailable: {reason}")]
    Unavailable {
        /// What it said.
        reason: String,
        /// Seconds, where it said so.
        retry_after: Option<u64>,
    },
    /// Larger than the server takes, in bytes where it said so.
    #[error("Larger than the server takes")]
    TooLarge(Option<u64>),
    /// The mailbox is full.
    #[error("Mailbox is full")]
    OverQuota,
    /// The server refuses for good; the text says why.
    #[error("Refused: {0}")]
    Refused(String),
    /// The server does not remember that far: read everything anew.
    #[error("Changes are forgotten")]
    CannotCalculateChanges,
    /// It is not there (any more).
    #[error("Not found")]
    NotFound,
    /// The server has no push.
    #[error("No push")]
    NoPush,
    /// The server's answer is not what the standard says.
    #[error("Unexpected answer: {0}")]
    Protocol(String),
}

impl From<HttpError> for Error {
    fn from(error: HttpError) -> Self {
        Self::Unreachable(error.0)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Protocol(error.to_string())
    }
}

impl From<MethodError> for Error {
    fn from(error: MethodError) -> Self {
        match error.kind.as_str() {
            MethodError::CANNOT_CALCULATE_CHANGES => Self::CannotCalculateChanges,
            MethodError::SERVER_UNAVAILABLE | MethodError::SERVER_FAIL => {
                Self::Unavailable { reason: error.to_string(), retry_after: None }
            }
            MethodError::REQUEST_TOO_LARGE => Self::TooLarge(None),
            "rateLimit" => Self::RateLimit { reason: error.to_string(), retry_after: None },
            "overQuota" => Self::OverQuota,
            _ => Self::Protocol(error.to_string()),
        }
    }
}

impl From<SetError> for Error {
    fn from(error: SetError) -> Self {
        let reason = error.description.unwrap_or_else(|| error.kind.clone());
        match error.kind.as_str() {
            SetError::RATE_LIMIT => Self::RateLimit { reason, retry_after: error.retry_after.map(u64::from) },
            SetError::TOO_LARGE => Self::TooLarge(error.max_size),
            SetError::OVER_QUOTA => Self::OverQuota,
            SetError::NOT_FOUND | SetError::BLOB_NOT_FOUND => Self::NotFound,
            _ => Self::Refused(reason),
        }
    }
}

/// What a status other than success means; `body` may hold problem details.
pub(super) fn from_status(head: &Head, body: &[u8]) -> Error {
    let problem: Option<Problem> = serde_json::from_slice(body).ok();
    let detail = problem.as_ref().and_then(|problem| problem.detail.clone());
    let reason = detail.unwrap_or_else(|| format!("HTTP status {}", head.status));
    let retry_after = head.header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
    let kind = problem.as_ref().map(|problem| problem.kind.as_str()).unwrap_or_default();
    let limit = problem.as_ref().and_then(|problem| problem.limit.as_deref()).unwrap_or_default();
    match head.status {
        401 => Error::Unauthorized,
        403 if kind == Problem::ACCOUNT_REFUSED => Error::AccountRefused(reason),
        403 => Error::Refused(reason),
        404 | 410 => Error::NotFound,
        413 => Error::TooLarge(None),
        408 | 425 => Error::Unavailable { reason, retry_after },
        429 => Error::RateLimit { reason, retry_after },
        400 if kind == Problem::LIMIT && limit.starts_with("maxSize") => Error::TooLarge(None),
        400 if kind == Problem::LIMIT && limit.starts_with("maxConcurrent") => {
            Error::RateLimit { reason, retry_after }
        }
        500.. => Error::Unavailable { reason, retry_after },
        _ => Error::Protocol(reason),
    }
}
