//! What happened without being asked for. Events say *what* changed; what it shows the interface watches
//! ([`crate::Command::Watch`]) or asks for.

use crate::{ChatId, MessageId, Problem, SummaryBody};
use serde::{Deserialize, Serialize};

/// A change that every tab hears of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A profile was made, or its name, picture or status changed.
    ProfileChanged,
    /// Order or rows of the chat list changed.
    ChatListChanged,
    /// Messages, their states, or the head of this chat changed.
    ChatChanged(ChatId),
    /// A message for the person arrived: not in a muted chat, and no request of a stranger.
    Incoming {
        /// Where it can be read.
        chat: ChatId,
        /// Name of that chat.
        chat_name: String,
        /// The sender, where that is not the name of the chat.
        from: Option<String>,
        /// What it says.
        body: SummaryBody,
    },
    /// A file is being fetched, see [`crate::Download`]: so many thousandths of it are here.
    Download {
        /// Its message.
        message: MessageId,
        /// 0 to 1000.
        permille: u16,
    },
    /// An instance of a mini app has new updates.
    AppUpdates(MessageId),
    /// A mini app asks for attention (`notify`).
    AppNotify {
        /// The instance.
        instance: MessageId,
        /// Its chat.
        chat: ChatId,
        /// The text.
        text: String,
        /// Where in the app to go.
        href: Option<String>,
    },
    /// Somebody joined the realtime channel of an instance.
    ChannelPeer {
        /// The instance.
        instance: MessageId,
        /// Address of the node, as in [`crate::Channel::peers`].
        node: String,
    },
    /// An instance is gone: whatever its origin keeps is to be wiped.
    AppGone {
        /// The instance.
        instance: MessageId,
        /// See [`crate::Instance::label`].
        label: String,
    },
    /// A handshake went on.
    Join(JoinProgress),
    /// The state of the connection changed.
    Connectivity(Connectivity),
    /// Something went wrong that no command asked for.
    Problem(Problem),
    /// Another tab took over the work, or this one did: views may have missed events and should be asked for anew.
    Resync,
}

/// Progress of a SecureJoin handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinProgress {
    /// The group or channel it leads to, or else the single chat with the other side.
    pub chat: ChatId,
    /// Display name of the other side, as far as known.
    pub name: String,
    /// `true` where the other side joined through the own invite.
    pub inviter: bool,
    /// 0 to 1000; 1000 is done. Core's values: 400 after `request-with-auth`.
    pub permille: u16,
}

/// How the profile stands with its mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connectivity {
    /// The state.
    pub state: ConnectionState,
    /// Why it is not connected.
    pub problem: Option<Problem>,
    /// Messages that wait to be sent.
    pub waiting: u32,
    /// The mail server, as the person knows it.
    pub server: String,
    /// Bytes used and allowed, where the server tells.
    pub quota: Option<(u64, u64)>,
}

/// See [`Connectivity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConnectionState {
    /// No profile, or no connection tried yet.
    Idle,
    /// Trying; after a failure also while waiting for the next try.
    Connecting,
    /// Fetching or sending.
    Working,
    /// Connected, nothing to do.
    Connected,
    /// Not reachable; tried again by itself.
    Offline,
    /// Needs the person, for example a changed password.
    Stopped,
}
