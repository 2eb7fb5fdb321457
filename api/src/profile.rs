//! What is known of a chat or a person, beyond a row of a list.

use crate::{ChatRow, Contact};
use serde::{Deserialize, Serialize};

/// A group or channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatProfile {
    /// As in the list.
    pub row: ChatRow,
    /// What is told about it.
    pub description: String,
    /// Members or subscribers, beside oneself.
    pub members: Vec<Contact>,
    /// Those who were members.
    pub past: Vec<Contact>,
    /// Oneself is in it.
    pub own: bool,
    /// Oneself may change it.
    pub can_edit: bool,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactProfile {
    /// As everywhere.
    pub contact: Contact,
    /// Who introduced them, if they are verified by that and not directly.
    pub introducer: Option<Contact>,
    /// The name they chose themselves.
    pub own_name: String,
    /// The name chosen for them here; empty if there is none.
    pub nickname: String,
    /// They are blocked.
    pub blocked: bool,
    /// Chats shared with them.
    pub shared: Vec<ChatRow>,
    /// Mail relays their key names.
    pub relays: Vec<String>,
}
