//! Mailboxes (RFC 8621 section 2).

use serde::{Deserialize, Serialize};

use crate::Id;

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mailbox {
    /// Id.
    pub id: Id,
    /// For a person.
    pub name: String,
    /// The mailbox it is in.
    pub parent_id: Option<Id>,
    /// `inbox`, `drafts`, … (IANA's IMAP mailbox name attributes, in lower case).
    pub role: Option<String>,
    /// Place among its siblings.
    pub sort_order: u32,
    /// Mails.
    pub total_emails: u64,
    /// Mails not seen.
    pub unread_emails: u64,
    /// Threads.
    pub total_threads: u64,
    /// Threads with mails not seen.
    pub unread_threads: u64,
    /// What the login may do.
    pub my_rights: MailboxRights,
    /// Shown by default.
    pub is_subscribed: bool,
}

/// What a login may do with a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "the RFC lists nine rights")]
pub struct MailboxRights {
    /// Read.
    pub may_read_items: bool,
    /// Add.
    pub may_add_items: bool,
    /// Remove.
    pub may_remove_items: bool,
    /// Mark seen.
    pub may_set_seen: bool,
    /// Set other keywords.
    pub may_set_keywords: bool,
    /// Make a mailbox inside.
    pub may_create_child: bool,
    /// Rename.
    pub may_rename: bool,
    /// Delete.
    pub may_delete: bool,
    /// Send from here.
    pub may_submit: bool,
}
