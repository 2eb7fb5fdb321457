//! What can go wrong.

/// Why a mail cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Larger than any relay delivers.
    #[error("Mail is larger than {0} bytes")]
    TooLarge(usize),
    /// More parts than anyone writes.
    #[error("Mail has too many parts")]
    TooComplex,
    /// Not a mail, or parts nested deeper than anyone does.
    #[error("Damaged mail: {0}")]
    Malformed(String),
}

impl From<mailparse::MailParseError> for MailError {
    fn from(error: mailparse::MailParseError) -> Self {
        MailError::Malformed(error.to_string())
    }
}
