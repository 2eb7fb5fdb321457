//! Refused mail in JMAP's words (RFC 8621 section 7.5).

use estuary_jmap::error::SetError;

use super::email_set::failed;
use crate::{filter::Refusal, store::RecipientError, submission::SubmissionError};

pub(super) fn set_error(error: SubmissionError) -> SetError {
    let text = error.to_string();
    match error {
        SubmissionError::TooLarge(limit) => {
            SetError { max_size: Some(limit as u64), ..SetError::new(SetError::TOO_LARGE, text) }
        }
        SubmissionError::TooMuch(wait) => SetError {
            retry_after: Some(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)),
            ..SetError::new(SetError::RATE_LIMIT, text)
        },
        SubmissionError::TooManyRecipients(limit) => SetError {
            max_recipients: Some(limit as u64),
            ..SetError::new(SetError::TOO_MANY_RECIPIENTS, text)
        },
        SubmissionError::NoRecipient => SetError::new(SetError::NO_RECIPIENTS, text),
        SubmissionError::ForbiddenFrom => SetError::new(SetError::FORBIDDEN_MAIL_FROM, text),
        SubmissionError::Refused(Refusal::Sender(_)) => SetError::new(SetError::FORBIDDEN_FROM, text),
        SubmissionError::Refused(Refusal::NotEncrypted(_) | Refusal::Malformed(_)) => {
            SetError::new(SetError::FORBIDDEN_TO_SEND, text)
        }
        SubmissionError::Recipient(RecipientError::Unknown(address) | RecipientError::Foreign(address)) => {
            SetError {
                invalid_recipients: Some([address.to_string()].into()),
                ..SetError::new(SetError::INVALID_RECIPIENTS, text)
            }
        }
        SubmissionError::Recipient(RecipientError::Full(_)) => {
            SetError::new(SetError::FORBIDDEN_TO_SEND, text)
        }
        SubmissionError::Recipient(RecipientError::Store(error)) => failed(error),
    }
}
