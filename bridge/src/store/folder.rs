//! Folders and flags.

/// A folder of a mailbox. IMAP shows the inbox only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Folder {
    /// What arrived.
    Inbox,
    /// What waits to be submitted, by JMAP.
    Drafts,
}

impl Folder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Inbox, Self::Drafts];

    pub(super) fn code(self) -> i64 {
        match self {
            Self::Inbox => 0,
            Self::Drafts => 1,
        }
    }

    pub(super) fn from_code(code: i64) -> rusqlite::Result<Self> {
        match code {
            0 => Ok(Self::Inbox),
            1 => Ok(Self::Drafts),
            _ => Err(rusqlite::Error::IntegralValueOutOfRange(0, code)),
        }
    }

    /// Column of the next UID.
    pub(super) fn next_column(self) -> &'static str {
        match self {
            Self::Inbox => "inbox_next",
            Self::Drafts => "drafts_next",
        }
    }
}

/// The system flags of IMAP (RFC 3501 section 2.3.2), as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u8);

impl Flags {
    /// `\Seen`.
    pub const SEEN: Self = Self(1);
    /// `\Answered`.
    pub const ANSWERED: Self = Self(2);
    /// `\Flagged`.
    pub const FLAGGED: Self = Self(4);
    /// `\Deleted`; an IMAP idea, invisible to JMAP.
    pub const DELETED: Self = Self(8);
    /// `\Draft`.
    pub const DRAFT: Self = Self(16);

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without those of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` are set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}
