//! What the server says (RFC 5321 section 4.2), with enhanced status codes (RFC 2034).

use crate::{
    filter::Refusal,
    store::{LoginError, RecipientError, StoreError},
    submission::SubmissionError,
};

/// A status code and its text; a text of several lines becomes a reply of several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    text: String,
}

impl Reply {
    pub(super) fn new(code: u16, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    pub(super) fn ok() -> Self {
        Self::new(250, "2.0.0 OK")
    }

    pub(super) fn out_of_order(what: &str) -> Self {
        Self::new(503, format!("5.5.1 {what}"))
    }

    /// Whether the client did something wrong for good.
    pub(super) fn is_permanent_error(&self) -> bool {
        self.code >= 500
    }

    /// As it goes over the wire.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = String::new();
        let mut lines = self.text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let separator = if lines.peek().is_some() { '-' } else { ' ' };
            // Addresses of the client's making may be in here.
            let line: String =
                line.chars().map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '?' }).collect();
            out += &format!("{}{separator}{line}\r\n", self.code);
        }
        out.into_bytes()
    }
}

impl From<LoginError> for Reply {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WrongPassword | LoginError::Refused(_) => Self::new(535, format!("5.7.8 {error}")),
            LoginError::TooMany(_) => Self::new(454, format!("4.7.0 {error}")),
            LoginError::Store(error) => failed(&error),
        }
    }
}

impl From<RecipientError> for Reply {
    fn from(error: RecipientError) -> Self {
        match error {
            RecipientError::Unknown(_) => Self::new(550, format!("5.1.1 {error}")),
            RecipientError::Foreign(_) => Self::new(550, format!("5.7.1 {error}")),
            RecipientError::Full(_) => Self::new(552, format!("5.2.2 {error}")),
            RecipientError::Store(error) => failed(&error),
        }
    }
}

impl From<SubmissionError> for Reply {
    fn from(error: SubmissionError) -> Self {
        match error {
            SubmissionError::TooLarge(_) => Self::new(552, format!("5.3.4 {error}")),
            SubmissionError::TooMuch(_) => Self::new(450, format!("4.7.1 {error}")),
            SubmissionError::TooManyRecipients(_) => Self::new(452, format!("4.5.3 {error}")),
            SubmissionError::NoRecipient => Self::out_of_order("Say RCPT TO first"),
            SubmissionError::ForbiddenFrom => Self::new(550, format!("5.7.1 {error}")),
            SubmissionError::Refused(refusal @ Refusal::NotEncrypted(_)) => {
                Self::new(523, format!("5.7.1 {refusal}"))
            }
            SubmissionError::Refused(refusal @ Refusal::Sender(_)) => {
                Self::new(550, format!("5.7.1 {refusal}"))
            }
            SubmissionError::Refused(refusal @ Refusal::Malformed(_)) => {
                Self::new(550, format!("5.6.0 {refusal}"))
            }
            SubmissionError::Recipient(error) => error.into(),
        }
    }
}

/// The cause goes to the operator's log, not to the client.
fn failed(error: &StoreError) -> Reply {
    tracing::error!(%error, "The mail store failed");
    Reply::new(451, "4.3.0 The mail store failed; try again later")
}

#[cfg(test)]
mod tests {
    use super::Reply;

    #[test]
    fn lines_are_joined_and_cleaned() {
        assert_eq!(Reply::new(250, "a\nb").to_bytes(), b"250-a\r\n250 b\r\n");
        assert_eq!(Reply::new(550, "5.1.1 a\r\u{7}é").to_bytes(), b"550 5.1.1 a???\r\n");
    }
}
