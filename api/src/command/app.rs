//! Mini apps (webxdc). An instance is named by its message.

use crate::{MessageId, SendId};
use serde::{Deserialize, Serialize};

/// See [`crate::Command::App`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppCommand {
    /// All the host needs to start it. → [`crate::Reply::Instance`]
    Instance(MessageId),
    /// A file of its archive, by path without a leading slash. → [`crate::Reply::AppFile`]
    File {
        /// The instance.
        instance: MessageId,
        /// The path, percent-decoded.
        path: String,
    },
    /// An update from the app. It is stored, comes back through [`crate::Event::AppUpdates`], and is sent with others.
    /// → [`crate::Reply::Done`]
    SendUpdate {
        /// Makes the command repeatable; becomes the `uid`.
        id: SendId,
        /// The instance.
        instance: MessageId,
        /// The object as the app gave it, as JSON.
        update: String,
    },
    /// What is needed to join its realtime channel. → [`crate::Reply::Channel`]
    Channel(MessageId),
    /// Tells the chat, by a hidden mail, that this node is in the channel. → [`crate::Reply::Done`]
    Advertise {
        /// Makes the command repeatable.
        id: SendId,
        /// The instance.
        instance: MessageId,
        /// Address of the node as JSON (`Iroh-Node-Addr`). Its relay is told, never an IP address.
        node: String,
    },
    /// The updates after a serial, oldest first. → [`crate::Reply::AppUpdates`]
    Updates {
        /// The instance.
        instance: MessageId,
        /// Serial of the last one known; 0 for all.
        after: u32,
        /// How many at the most.
        limit: u32,
    },
    /// The labels of all instances, see [`crate::Instance::label`]. → [`crate::Reply::AppLabels`]
    Labels,
    /// Reads an archive that belongs to no chat, for whoever writes an app. → [`crate::Reply::Unpacked`]
    Unpack {
        /// File name, for apps without a name.
        name: String,
        /// The archive.
        bytes: Vec<u8>,
    },
}
