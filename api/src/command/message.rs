//! What a person does with messages that exist.

use crate::{ChatId, ContactId, MessageId, SendId};
use serde::{Deserialize, Serialize};

/// What is looked for: all of it, or nothing if there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Every word of it as the beginning of a word, whatever the case; may be empty beside one of the next two.
    pub query: String,
    /// Who wrote it.
    pub from: Option<Sender>,
    /// What it is.
    pub kind: Option<SearchKind>,
    /// Only in this chat.
    pub chat: Option<ChatId>,
    /// How many at the most.
    pub limit: u32,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sender {
    /// Oneself.
    Me,
    /// Somebody.
    Contact(ContactId),
}

/// What a message brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchKind {
    /// Pictures, stickers aside.
    Pictures,
    /// Videos.
    Videos,
    /// Voice messages and sounds.
    Sounds,
    /// Files of no other kind.
    Files,
    /// A text with a web link.
    Links,
    /// Mini apps.
    Apps,
    /// Contact cards.
    Cards,
}

/// See [`crate::Command::Message`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MessageCommand {
    /// One's own reaction to a message: an emoji, or empty to take it back. → [`crate::Reply::Done`]
    React {
        /// The message.
        message: MessageId,
        /// The emoji.
        emoji: String,
    },
    /// Who reacted with what. → [`crate::Reply::Reactions`]
    Reactions(MessageId),
    /// Changes the text of an own message, here and for everyone. → [`crate::Reply::Done`]
    Edit {
        /// The message.
        message: MessageId,
        /// Its new text, not empty.
        text: String,
    },
    /// Removes own messages, here and for everyone. → [`crate::Reply::Done`]
    DeleteForAll(Vec<MessageId>),
    /// Sends copies of messages to another chat, in their order. → [`crate::Reply::Done`]
    Forward {
        /// Makes the command repeatable.
        id: SendId,
        /// What.
        messages: Vec<MessageId>,
        /// Where to.
        chat: ChatId,
    },
    /// Puts a copy into the chat with oneself, or takes it out. → [`crate::Reply::Done`]
    Save {
        /// The message.
        message: MessageId,
        /// Put it there.
        saved: bool,
    },
    /// Pins a message in its chat for everyone, or takes the pin out. → [`crate::Reply::Done`]
    Pin {
        /// The message.
        message: MessageId,
        /// Pin it.
        pinned: bool,
    },
    /// Everything that is known of a message. → [`crate::Reply::MessageInfo`]
    Info(MessageId),
    /// The HTML of a message that has one. → [`crate::Reply::Html`]
    Html(MessageId),
    /// Looks for messages, newest first. → [`crate::Reply::Found`]
    Search(Search),
}
