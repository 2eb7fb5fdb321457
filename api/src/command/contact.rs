//! What a person does with people.

use crate::ContactId;
use serde::{Deserialize, Serialize};

/// See [`crate::Command::Contacts`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactCommand {
    /// People one can write to, by name; `query` is looked for in name and address. → [`crate::Reply::Contacts`]
    List {
        /// Empty for all.
        query: String,
    },
    /// Those who were blocked. → [`crate::Reply::Contacts`]
    Blocked,
    /// All that is known of somebody. → [`crate::Reply::ContactProfile`]
    Profile(ContactId),
    /// The single chat with them, made if need be. → [`crate::Reply::Chat`]
    Chat(ContactId),
    /// A name of one's own for them; empty for the name they chose. → [`crate::Reply::Done`]
    Rename {
        /// Who.
        contact: ContactId,
        /// The name.
        name: String,
    },
    /// Blocks or unblocks. → [`crate::Reply::Done`]
    Block {
        /// Who.
        contact: ContactId,
        /// Block.
        blocked: bool,
    },
}
