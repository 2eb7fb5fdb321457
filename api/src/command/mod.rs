//! What a person asks for, and what comes back.

mod app;
mod chat;
mod contact;
mod media;
mod message;

pub use app::AppCommand;
pub use chat::ChatCommand;
pub use contact::ContactCommand;
pub use media::{FileKind, LARGEST_FILE, LARGEST_STICKER, MediaCommand, NewFile};
pub use message::{MessageCommand, Search, SearchKind, Sender};

use crate::{
    AppUpdates, Attachment, Change, Channel, ChatId, ChatListPage, ChatProfile, ChatView, Connectivity,
    Contact, ContactProfile, DeviceNews, Found, Gallery, Instance, Invite, MessageId, MessageInfo,
    MessagePage, ProfileView, Reactor, SendId, Settings, Status, StickerId, Unpacked, Watch,
};
use serde::{Deserialize, Serialize};

/// How to make a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProfile {
    /// Display name; may be empty.
    pub name: String,
    /// Picture as JPEG, PNG or WebP, at most 512 pixels a side and 60 kB.
    pub avatar: Option<Vec<u8>>,
    /// A `DCACCOUNT:` or `DCLOGIN:` code; without one the server that serves the page is used.
    pub account: Option<String>,
}

/// A request of the interface. Each is answered by exactly one [`Reply`] or [`crate::Problem`].
///
/// Every command may be repeated: the worker repeats those that were under way when the leading tab died.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// What there is: no profile yet, or one. → [`Reply::Status`]
    Status,
    /// Makes keys, chooses (or takes) mail credentials, logs in, and stores all three. An existing profile is
    /// returned unchanged. → [`Reply::Profile`]
    CreateProfile(NewProfile),
    /// The own profile. → [`Reply::Profile`]
    Profile,
    /// Changes name, picture (`None`: removed) and status text. → [`Reply::Profile`]
    SetProfile {
        /// Display name.
        name: String,
        /// Picture as in [`NewProfile::avatar`].
        avatar: Option<Vec<u8>>,
        /// Status text (signature, footer).
        status: String,
    },
    /// The own invite link; the same one until it is reset. → [`Reply::InviteLink`]
    InviteLink,
    /// Withdraws the own invite link; the next [`Command::InviteLink`] makes a new one. → [`Reply::Done`]
    ResetInvite,
    /// Reads a scanned or pasted text without acting on it. → [`Reply::Invite`]
    CheckInvite(String),
    /// Starts the SecureJoin handshake as joiner. Repeating it for a running join changes nothing.
    /// → [`Reply::Chat`], the group or channel it leads to, or else the single chat with the inviter.
    Join(String),
    /// A page of the chat list, newest first. → [`Reply::ChatList`]
    ChatList {
        /// Only chats whose name contains this text; empty for all.
        query: String,
        /// Only chats with something not seen.
        unread: bool,
        /// How many rows to skip.
        offset: u32,
        /// How many rows at the most.
        limit: u32,
    },
    /// Keeps up with a pane of a page. Answered at once where the pane is not the one of the last question, or the page has not
    /// what it was given last, and otherwise as soon as something differs → [`Reply::Changed`]; when another question takes
    /// its place → [`Reply::Done`]
    Watch(Watch),
    /// Head and state of one chat. → [`Reply::Chat`]
    Chat(ChatId),
    /// A page of a chat, in the order of display (oldest first) that ends before `before`. → [`Reply::Messages`]
    Messages {
        /// The chat.
        chat: ChatId,
        /// Newest message not wanted; `None` for the end of the chat.
        before: Option<MessageId>,
        /// How many messages at the most.
        limit: u32,
    },
    /// The person has seen the chat up to and including this message: read receipts go out. → [`Reply::Done`]
    MarkSeen {
        /// The chat.
        chat: ChatId,
        /// Last message seen.
        upto: MessageId,
    },
    /// Keeps an unsent text; empty removes it. → [`Reply::Done`]
    SetDraft {
        /// The chat.
        chat: ChatId,
        /// The text.
        text: String,
        /// The message it answers.
        quote: Option<MessageId>,
    },
    /// Sends a text; the draft of the chat is gone with it. → [`Reply::Sent`] once it is durable in the outbox.
    SendText {
        /// Makes the command repeatable.
        id: SendId,
        /// The chat.
        chat: ChatId,
        /// The text, at most 1 MiB.
        text: String,
        /// The message it answers.
        quote: Option<MessageId>,
    },
    /// Sends an own message again, under its old Message-ID: one that failed, or one for people who came later. A mini
    /// app takes along all its updates. → [`Reply::Done`]
    Retry(MessageId),
    /// Removes messages from this device. → [`Reply::Done`]
    DeleteMessages(Vec<MessageId>),
    /// Accepts a contact request. → [`Reply::Done`]
    AcceptChat(ChatId),
    /// Blocks the contact of a chat; the chat disappears from the list. → [`Reply::Done`]
    BlockChat(ChatId),
    /// The bytes of an attachment. → [`Reply::Attachment`]
    Attachment(MessageId),
    /// How the profile stands with its server. → [`Reply::Connectivity`]
    Connectivity,
    /// Try the network now: the browser came online, or the person asks. → [`Reply::Done`]
    RetryConnection,
    /// → [`Reply::Settings`]
    Settings,
    /// → [`Reply::Done`]
    SetSettings(Settings),
    /// Tells the person something that only the interface knows, each once, in the chat of [`crate::ChatKind::Device`].
    /// → [`Reply::Done`]
    Announce(DeviceNews),
    /// Groups, channels, and what is done with a chat as a whole.
    Chats(ChatCommand),
    /// People.
    Contacts(ContactCommand),
    /// What is done with messages that exist.
    Message(MessageCommand),
    /// Files.
    Media(MediaCommand),
    /// Mini apps.
    App(AppCommand),
}

/// The answer to a [`Command`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is described by the command it answers")]
pub enum Reply {
    Done,
    Status(Status),
    Profile(ProfileView),
    InviteLink(String),
    Invite(Invite),
    Chat(ChatView),
    ChatList(ChatListPage),
    Messages(MessagePage),
    Changed(Change),
    Sent(MessageId),
    Attachment { attachment: Attachment, bytes: Vec<u8> },
    Picture(Vec<u8>),
    Connectivity(Connectivity),
    Settings(Settings),
    ChatProfile(ChatProfile),
    Contacts(Vec<Contact>),
    ContactProfile(ContactProfile),
    Reactions(Vec<Reactor>),
    MessageInfo(MessageInfo),
    Html(Vec<u8>),
    Found(Vec<Found>),
    Gallery(Gallery),
    Stickers(Vec<StickerId>),
    Instance(Instance),
    AppFile(Vec<u8>),
    AppLabels(Vec<String>),
    AppUpdates(AppUpdates),
    Channel(Channel),
    Unpacked(Unpacked),
}
