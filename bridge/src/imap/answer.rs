use std::io;

use imap_codec::imap_types::{
    core::Text,
    response::{Code, CodeOther, StatusKind},
};

use crate::store::{LoginError, StoreError};

/// How a command ended.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) kind: StatusKind,
    pub(super) code: Option<Code<'static>>,
    pub(super) text: Text<'static>,
}

impl Answer {
    pub(super) fn ok(text: impl AsRef<str>) -> Self {
        Self { kind: StatusKind::Ok, code: None, text: self::text(text.as_ref()) }
    }

    /// It cannot be done.
    pub(super) fn no(text: impl AsRef<str>) -> Self {
        Self { kind: StatusKind::No, ..Self::ok(text) }
    }

    /// It should not have been asked.
    pub(super) fn bad(text: impl AsRef<str>) -> Self {
        Self { kind: StatusKind::Bad, ..Self::ok(text) }
    }

    pub(super) fn with(self, code: Code<'static>) -> Self {
        Self { code: Some(code), ..self }
    }

    /// With a code of RFC 5530, which the codec does not name.
    pub(super) fn because(self, code: &'static str) -> Self {
        self.with(Code::Other(CodeOther::unvalidated(code.as_bytes())))
    }
}

/// Why a command was not carried out.
#[derive(Debug)]
pub(super) enum Failure {
    /// The client hears why and goes on.
    Refused(Answer),
    /// There is no client any more.
    Lost(io::Error),
}

impl From<Answer> for Failure {
    fn from(answer: Answer) -> Self {
        Self::Refused(answer)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

/// The cause goes to the operator's log, not to the client.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "The mail store failed");
        Answer::no("The mail store failed; try again later").because("UNAVAILABLE").into()
    }
}

impl From<LoginError> for Failure {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Store(error) => error.into(),
            LoginError::TooMany(_) => Answer::no(error.to_string()).because("LIMIT").into(),
            refused => Answer::no(refused.to_string()).because("AUTHENTICATIONFAILED").into(),
        }
    }
}

/// Text that can stand in a response line, whatever it was made of.
pub(super) fn text(text: &str) -> Text<'static> {
    let clean: String =
        text.chars().map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' }).collect();
    Text::try_from(clean).unwrap_or_else(|_| Text::unvalidated("?")) // it was empty
}
