//! Mail in and out.

#[cfg(any(test, feature = "test-suite"))]
pub(super) mod memory;

/// One mailbox on one server. Its browser form is JMAP (`crate::transport::jmap`), its memory twin a whole mail
/// server in a few maps that several profiles can share.
pub trait MailTransport {
    /// Logs in; with credentials never seen before a chatmail server creates the account. May be called again at
    /// any time, with the same or other credentials.
    async fn connect(&self, login: &Login) -> Result<Session, TransportError>;

    /// What arrived since `since` (`None`: everything there is), oldest first.
    async fn list(&self, since: Option<&Cursor>) -> Result<Listing, TransportError>;

    /// The bytes of a mail. [`TransportError::Gone`] if it was removed meanwhile. `progress` hears how many have come;
    /// dropping the future ends the exchange.
    async fn fetch(&self, mail: &MailRef, progress: &dyn Fn(usize)) -> Result<Vec<u8>, TransportError>;

    /// Which of these mails bring the file of a message that another mail announces, and the Message-ID of that
    /// message: what the outer header says, which anybody can write.
    async fn second_halves(&self, mails: &[MailId]) -> Result<Vec<(MailId, String)>, TransportError>;

    /// Hands a mail to the server; when this returns `Ok` the server is responsible for it.
    async fn submit(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), TransportError>;

    /// Removes mails from the server; those already gone do not matter.
    async fn remove(&self, mails: &[MailId]) -> Result<(), TransportError>;

    /// Resolves as soon as there may be something new to [`MailTransport::list`]; by push, or after a polling
    /// interval where the server has none.
    async fn changed(&self) -> Result<(), TransportError>;
}

/// Credentials of a mailbox.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Login {
    /// Mail address, which is also the user name.
    pub address: String,
    /// Password.
    pub password: String,
    /// Where JMAP begins (RFC 8620 section 2), absolute or relative to the page; empty for `/.well-known/jmap`.
    pub endpoint: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login")
            .field("address", &self.address)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// What a server says at login.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    /// Largest mail it takes, in bytes.
    pub max_mail_size: u64,
    /// Most envelope recipients it takes.
    pub max_recipients: usize,
    /// Its clock, Unix milliseconds, where it tells.
    pub server_time: Option<i64>,
    /// It is a chatmail server: mail of a profile with one device is removed once processed.
    pub chatmail: bool,
    /// iroh relay, where it names one.
    pub iroh_relay: Option<String>,
    /// Bytes used and allowed.
    pub quota: Option<(u64, u64)>,
}

/// A mail's name on its server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct MailId(pub String);

/// Where reading stopped.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cursor(pub String);

/// A mail on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRef {
    /// Its name.
    pub id: MailId,
    /// Where its bytes are (a JMAP blob id).
    pub blob: String,
    /// Bytes.
    pub size: u64,
    /// When it arrived, Unix milliseconds by the server's clock.
    pub received_at: i64,
}

/// See [`MailTransport::list`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Oldest first.
    pub mails: Vec<MailRef>,
    /// To go on from.
    pub cursor: Cursor,
    /// There is more right now.
    pub more: bool,
}

/// Who sends to whom.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Envelope {
    /// `MAIL FROM`.
    pub from: String,
    /// `RCPT TO`, without duplicates.
    pub to: Vec<String>,
}

/// Why the server or the way to it failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No answer: offline, name not found, connection refused, timeout.
    #[error("Server not reachable: {0}")]
    Unreachable(String),
    /// Address or password refused.
    #[error("Login refused")]
    WrongPassword,
    /// The server makes no account of this name, or none at all.
    #[error("Account refused: {0}")]
    AccountRefused(String),
    /// Try again later: rate limit or a temporary error.
    #[error("Try again later: {reason}")]
    Later {
        /// What the server said.
        reason: String,
        /// After how many milliseconds, where it said so.
        after: Option<u64>,
        /// It is a rate limit.
        rate_limit: bool,
    },
    /// This mail is refused for good.
    #[error("Refused: {0}")]
    Refused(String),
    /// Larger than the server takes.
    #[error("Larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The mailbox is full.
    #[error("Mailbox is full")]
    OverQuota,
    /// The mail is not there any more.
    #[error("Mail is gone")]
    Gone,
    /// The server's answer is not what the protocol says.
    #[error("Unexpected answer: {0}")]
    Protocol(String),
}
