//! The one way mail takes into the store, by SMTP and JMAP alike.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{
    address::Address,
    config::Limits,
    filter::{self, Refusal},
    rate::RateLimiter,
    store::{Account, RecipientError, Store},
};

/// Takes mail of logged-in senders; clones share the limits.
#[derive(Clone)]
pub struct Submissions {
    store: Store,
    limits: Limits,
    senders: Arc<RateLimiter<Address>>,
}

/// Who sends to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// `MAIL FROM`.
    pub from: Address,
    /// `RCPT TO`.
    pub to: Vec<Address>,
}

/// Why a mail is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// Larger than the limit, in bytes.
    #[error("Mail is larger than {0} bytes")]
    TooLarge(usize),
    /// Too many mails; room for one after this time.
    #[error("Too much mail; try again in {} s", .0.as_secs() + 1)]
    TooMuch(Duration),
    /// More recipients than the limit.
    #[error("More than {0} recipients")]
    TooManyRecipients(usize),
    /// No recipient.
    #[error("No recipient")]
    NoRecipient,
    /// The envelope sender is not who logged in.
    #[error("Sender must be the address of the login")]
    ForbiddenFrom,
    /// The mail is not one that may leave.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// One of the recipients cannot have it, so none has.
    #[error(transparent)]
    Recipient(#[from] RecipientError),
}

impl Submissions {
    /// Takes mail into `store`.
    #[must_use]
    pub fn new(store: Store, limits: &Limits) -> Self {
        let senders = Arc::new(RateLimiter::new(limits.mails_per_minute, limits.mail_burst));
        Self { store, limits: limits.clone(), senders }
    }

    /// Counts a mail of this sender, before its bytes are read.
    pub fn admit(&self, sender: &Account) -> Result<(), SubmissionError> {
        self.senders.take(sender.address.clone()).map_err(|wait| SubmissionError::TooMuch(wait.0))
    }

    /// Delivers a mail that [`Submissions::admit`] admitted. On disk when this returns `Ok`.
    pub async fn accept(
        &self,
        sender: &Account,
        mut envelope: Envelope,
        raw: Bytes,
    ) -> Result<(), SubmissionError> {
        if raw.len() > self.limits.mail_bytes {
            return Err(SubmissionError::TooLarge(self.limits.mail_bytes));
        }
        if envelope.from != sender.address {
            return Err(SubmissionError::ForbiddenFrom);
        }
        if envelope.to.len() > self.limits.recipients {
            return Err(SubmissionError::TooManyRecipients(self.limits.recipients));
        }
        if envelope.to.is_empty() {
            return Err(SubmissionError::NoRecipient);
        }
        envelope.to.sort();
        envelope.to.dedup();
        filter::check_outgoing(&raw, envelope.from.as_str(), sender.address.as_str())?;
        Ok(self.store.deliver(&envelope.to, filter::rewrite(&raw).into()).await?)
    }
}
