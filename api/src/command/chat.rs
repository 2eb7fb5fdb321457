//! What a person does with a chat as a whole: groups, channels, and how the list treats it.

use crate::{ChatId, ContactId, Picture, SendId};
use serde::{Deserialize, Serialize};

/// See [`crate::Command::Chats`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChatCommand {
    /// Makes a group with these members; nothing is sent before the first message. → [`crate::Reply::Chat`]
    CreateGroup {
        /// Makes the command repeatable.
        id: SendId,
        /// Name, not empty.
        name: String,
        /// Picture; bytes as in [`crate::NewProfile::avatar`].
        avatar: Option<Picture>,
        /// Description; may be empty.
        description: String,
        /// Members beside oneself.
        members: Vec<ContactId>,
    },
    /// Makes a channel that only oneself fills. → [`crate::Reply::Chat`]
    CreateChannel {
        /// Makes the command repeatable.
        id: SendId,
        /// Name, not empty.
        name: String,
        /// Picture; bytes as in [`crate::NewProfile::avatar`].
        avatar: Option<Picture>,
    },
    /// Who is in it, and what is told about it. → [`crate::Reply::ChatProfile`]
    Profile(ChatId),
    /// Changes name, picture and description of a group or of an own channel, and tells the members what changed.
    /// → [`crate::Reply::Done`]
    SetProfile {
        /// The chat.
        chat: ChatId,
        /// Name, not empty.
        name: String,
        /// Picture, `None`: removed.
        avatar: Option<Picture>,
        /// Description.
        description: String,
    },
    /// Adds members. → [`crate::Reply::Done`]
    AddMembers {
        /// The group.
        chat: ChatId,
        /// Who; members already are left alone.
        members: Vec<ContactId>,
    },
    /// Removes a member of a group, or a subscriber of an own channel. → [`crate::Reply::Done`]
    RemoveMember {
        /// The chat.
        chat: ChatId,
        /// Who.
        member: ContactId,
    },
    /// Leaves a group or channel; the chat stays, and nothing more is sent. → [`crate::Reply::Done`]
    Leave(ChatId),
    /// The invite link of a group or of an own channel. → [`crate::Reply::InviteLink`]
    InviteLink(ChatId),
    /// Silences a chat until this time (Unix ms): 0 not at all, `i64::MAX` for ever. → [`crate::Reply::Done`]
    Mute {
        /// The chat.
        chat: ChatId,
        /// See above.
        until: i64,
    },
    /// Moves a chat out of the list, or back. → [`crate::Reply::Done`]
    Archive {
        /// The chat.
        chat: ChatId,
        /// Out of the list.
        archived: bool,
    },
    /// Keeps a chat at the top of the list, or not. → [`crate::Reply::Done`]
    Pin {
        /// The chat.
        chat: ChatId,
        /// At the top.
        pinned: bool,
    },
    /// Everything in it has been seen; with `None`, everything in all chats. → [`crate::Reply::Done`]
    MarkAllSeen(Option<ChatId>),
    /// The last message that others wrote there counts as not seen again. → [`crate::Reply::Done`]
    MarkUnseen(ChatId),
    /// Messages of this chat disappear so many seconds after they were seen; 0: they stay. The other members are told.
    /// → [`crate::Reply::Done`]
    SetTimer {
        /// The chat.
        chat: ChatId,
        /// Seconds.
        seconds: u32,
    },
    /// Removes a chat and its messages from this device. → [`crate::Reply::Done`]
    Delete(ChatId),
    /// The chat with oneself, made if need be. → [`crate::Reply::Chat`]
    Saved,
    /// The pinned messages of a chat, oldest first. → [`crate::Reply::Messages`]
    Pinned(ChatId),
}
