//! What can go wrong, in the words a person gets.

use serde::{Deserialize, Serialize};

/// An error for a person: the kind chooses the (translated) text and what can be done; the detail helps whoever
/// is asked for help and never holds a password, key or message text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What happened.
    pub kind: ProblemKind,
    /// Technical detail, English.
    pub detail: String,
}

impl Problem {
    /// A problem with its technical detail.
    pub fn new(kind: ProblemKind, detail: impl ToString) -> Self {
        Self { kind, detail: detail.to_string() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.detail)
    }
}

impl std::error::Error for Problem {}

/// Kinds of problems. The interface has one text for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ProblemKind {
    /// No answer from the server. Tried again by itself.
    ServerUnreachable,
    /// The server answers, but not as a mail server should.
    ServerError,
    /// Address or password refused.
    WrongPassword,
    /// The server does not accept new accounts, or not this one.
    AccountRefused,
    /// The server takes no more for now (rate limit). Tried again by itself.
    TooFast,
    /// The server's mailbox is full.
    ServerFull,
    /// The server refused the message for good.
    MessageRefused,
    /// A message larger than the server or this client takes.
    TooLarge,
    /// A message that cannot be decrypted or taken apart; it stays on the server.
    MessageUnreadable,
    /// Not a text this client can read as an invite.
    InviteMalformed,
    /// An invite of an old version that joins without encryption, or an account code where none fits.
    InviteUnsupported,
    /// The own invite.
    InviteOwn,
    /// A group or channel one is no member of, or that somebody else fills.
    ReadOnlyChat,
    /// The server offers no relay, without which no browser reaches a realtime channel.
    RelayMissing,
    /// A name for a group or channel that is empty or too long.
    NameUnusable,
    /// The contact's key is not known, so nothing can be sent to it (cleartext is never sent).
    KeyMissing,
    /// An account code that cannot be read.
    AccountCodeMalformed,
    /// A picture that cannot be used.
    PictureUnusable,
    /// A file that is no mini app, or a damaged one.
    AppUnusable,
    /// The browser or the person does not let the page hear the microphone.
    MicrophoneRefused,
    /// The browser or the person does not let the page use the clipboard.
    ClipboardRefused,
    /// The profile is needed first.
    NoProfile,
    /// What was asked for is gone.
    NotFound,
    /// A file that waited on the server, and is not there any more.
    FileGone,
    /// The browser has no room left for this site. Nothing is deleted.
    StorageFull,
    /// The browser refuses storage to this page (private mode, policy).
    StorageRefused,
    /// The store opened, but what is in it cannot be read. Nothing is deleted.
    StorageUnreadable,
    /// The store was written by a newer version of Estuary: reload.
    StorageNewer,
    /// The stored keys cannot be unwrapped. Nothing is deleted.
    KeysUnreadable,
    /// A part of Estuary itself could not be loaded.
    CodeLoad,
    /// Another tab runs another version of Estuary and leads.
    OtherVersion,
    /// The worker stopped; reload. Nothing is lost.
    WorkerDied,
    /// A defect in Estuary.
    Internal,
}
