//! Requests that fail as a whole.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use estuary_jmap::error::Problem;

use crate::store::{LoginError, StoreError};

/// Why a request gets no answer of its own.
#[derive(Debug)]
pub(super) enum Failure {
    /// Problem details with a status.
    Problem(StatusCode, Problem),
    /// Not logged in. Says nothing more on purpose.
    Unauthorized,
    /// Too much; again after this time.
    TooMuch(Duration),
}

impl Failure {
    pub(super) fn problem(status: StatusCode, kind: &str, detail: impl Into<String>) -> Self {
        let problem = Problem {
            kind: kind.to_owned(),
            status: Some(status.as_u16()),
            detail: Some(detail.into()),
            limit: None,
        };
        Self::Problem(status, problem)
    }

    /// A limit of the session was passed.
    pub(super) fn limit(name: &str) -> Self {
        let status = StatusCode::BAD_REQUEST;
        let problem = Problem {
            kind: Problem::LIMIT.to_owned(),
            status: Some(status.as_u16()),
            detail: Some(format!("Limit {name} is passed")),
            limit: Some(name.to_owned()),
        };
        Self::Problem(status, problem)
    }

    /// Without a type of its own (RFC 7807 section 4.2).
    pub(super) fn plain(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::problem(status, "about:blank", detail)
    }
}

impl From<LoginError> for Failure {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WrongPassword => Self::Unauthorized,
            LoginError::Refused(reason) => {
                Self::problem(StatusCode::FORBIDDEN, Problem::ACCOUNT_REFUSED, reason)
            }
            LoginError::TooMany(wait) => Self::TooMuch(wait),
            LoginError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::NoAccount) {
            return Self::Unauthorized;
        }
        tracing::error!(%error, "Mail store failed");
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "The mail store failed; try again later")
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(status, problem) => (
                status,
                [(header::CONTENT_TYPE, "application/problem+json")],
                serde_json::to_string(&problem).unwrap_or_default(),
            )
                .into_response(),
            // `Basic` would make browsers ask the person for a password of their own.
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "xBasic realm=\"estuary\"")])
                    .into_response()
            }
            Self::TooMuch(wait) => {
                let mut response =
                    Self::plain(StatusCode::TOO_MANY_REQUESTS, "Too many requests").into_response();
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
                response
            }
        }
    }
}
