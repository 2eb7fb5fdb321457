//! Files of messages, and pictures.

use crate::{ChatId, Face, MessageId, SendId, StickerId};
use serde::{Deserialize, Serialize};

/// See [`crate::Command::Media`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaCommand {
    /// Sends a file with a text. → [`crate::Reply::Sent`] once it is durable in the outbox.
    Send {
        /// Makes the command repeatable.
        id: SendId,
        /// The chat.
        chat: ChatId,
        /// The text, at most 1 MiB; may be empty.
        text: String,
        /// The message it answers.
        quote: Option<MessageId>,
        /// The file.
        file: NewFile,
    },
    /// Sends a file of a chat's draft with a text; a mini app with what was done in it. → [`crate::Reply::Sent`] once
    /// it is durable in the outbox.
    SendDraft {
        /// Makes the command repeatable.
        id: SendId,
        /// The chat.
        chat: ChatId,
        /// Where the file stands in the draft.
        place: u64,
        /// The text, at most 1 MiB; may be empty.
        text: String,
        /// The message it answers.
        quote: Option<MessageId>,
    },
    /// Keeps a file with the unsent text of a chat; `None` removes it. A mini app can be used from then on.
    /// → [`crate::Reply::Done`]
    SetDraft {
        /// The chat.
        chat: ChatId,
        /// Where it stands among the other files of the draft; who keeps one chooses it, which makes the command
        /// repeatable.
        place: u64,
        /// The file.
        file: Option<NewFile>,
    },
    /// Messages with files of these kinds, newest first. → [`crate::Reply::Gallery`]
    Gallery {
        /// Only of this chat.
        chat: Option<ChatId>,
        /// Kinds wanted.
        kinds: Vec<FileKind>,
        /// Part of the file's name; empty for all.
        name: String,
        /// Oldest message already shown.
        before: Option<MessageId>,
        /// How many at the most.
        limit: u32,
    },
    /// A file of a chat's draft. → [`crate::Reply::Attachment`]
    DraftFile {
        /// The chat.
        chat: ChatId,
        /// Where it stands.
        place: u64,
    },
    /// The bytes of a picture, see [`crate::Picture::Kept`]. → [`crate::Reply::Picture`]
    Picture(Face),
    /// Fetches a file that waits on the server, see [`crate::Download`]. It goes on by itself after a reload or without a
    /// network. → [`crate::Reply::Done`] as soon as it is remembered.
    Download(MessageId),
    /// Leaves it on the server. → [`crate::Reply::Done`]
    CancelDownload(MessageId),
    /// Keeps the picture of a message as a sticker. → [`crate::Reply::Done`]
    KeepSticker(MessageId),
    /// All that are kept, the newest first. → [`crate::Reply::Stickers`]
    Stickers,
    /// One of them. → [`crate::Reply::Attachment`]
    Sticker(StickerId),
    /// Keeps it no longer. → [`crate::Reply::Done`]
    ForgetSticker(StickerId),
}

/// Most bytes of a picture that is kept as a sticker.
pub const LARGEST_STICKER: u64 = 1 << 20;

/// Most bytes of a file that is sent: 24 MiB on the wire, as the real core recommends.
pub const LARGEST_FILE: u64 = 18_874_368;

/// A file to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewFile {
    /// Its name.
    pub name: String,
    /// Its media type; empty where the browser does not know.
    pub media_type: String,
    /// What it is to be shown as.
    pub kind: FileKind,
    /// Width and height of a picture or video.
    pub size: Option<(u32, u32)>,
    /// Length of a sound or video, in milliseconds.
    pub duration: Option<u32>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file is shown as (core's view types).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
    /// Any other file.
    #[default]
    File,
    /// A picture.
    Image,
    /// A moving picture.
    Gif,
    /// A sticker.
    Sticker,
    /// A sound file.
    Audio,
    /// A recorded voice message.
    Voice,
    /// A video.
    Video,
    /// A contact card.
    Card,
    /// A mini app (webxdc).
    App,
}
