//! What a person does with people.

use crate::{ContactId, MessageId};
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
    /// What a contact says of themselves, as a vCard file to be handed on. → [`crate::Reply::Attachment`]
    Card(ContactId),
    /// The person on the vCard of a message, with the number 0, which no contact has; without a fingerprint if there is
    /// no key that can be used. → [`crate::Reply::Contacts`]
    ReadCard(MessageId),
    /// The single chat with the person on it, who becomes a contact if need be: known by the key on the card, and not
    /// verified. For one's own card the chat with oneself. → [`crate::Reply::Chat`]
    ChatByCard(MessageId),
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
