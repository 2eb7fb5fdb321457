//! Mini apps (webxdc) as their host and the conversation see them.

use crate::{ChatId, MessageId};
use serde::{Deserialize, Serialize};

/// What the bubble of an instance shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppSummary {
    /// Name from the manifest, or the file name.
    pub name: String,
    /// Document name, from updates; may be empty.
    pub document: String,
    /// Short state, from updates; may be empty.
    pub summary: String,
    /// Path of the icon inside the archive (`icon.png` or `icon.jpg`).
    pub icon: Option<String>,
}

/// All a host needs to start an instance (webxdc specification; values as the real core computes them).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// Its message.
    pub id: MessageId,
    /// Its chat.
    pub chat: ChatId,
    /// Name of that chat.
    pub chat_name: String,
    /// As in the bubble.
    pub summary: AppSummary,
    /// Where its source is, if the manifest tells.
    pub source_code_url: Option<String>,
    /// `selfAddr`: SHA-256 of the own fingerprint, a dash and the instance's Message-ID, lower-case hex.
    pub self_addr: String,
    /// `selfName`.
    pub self_name: String,
    /// `isAppSender`.
    pub is_app_sender: bool,
    /// `isBroadcast`.
    pub is_broadcast: bool,
    /// `sendUpdateInterval`, in milliseconds.
    pub update_interval: u32,
    /// `sendUpdateMaxSize`, in bytes.
    pub update_max_size: u32,
    /// The app wants a newer API than this host has: a page of the host says so instead.
    pub needs_newer: bool,
    /// Label of its own origin: 32 characters of `a-z2-7`, keyed by a secret of this device and profile, so that no
    /// app can name the origin of another.
    pub label: String,
    /// The person may send from it; otherwise updates are neither sent nor delivered.
    pub can_send: bool,
    /// `joinRealtimeChannel` is there: the person wants realtime, and the instance came with a topic.
    pub realtime: bool,
}

/// What is needed to join the realtime channel of an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Gossip topic.
    pub topic: [u8; 32],
    /// URL of the relay the mail server named.
    pub relay: String,
    /// Addresses of nodes that said they are in it, as JSON (`Iroh-Node-Addr`), without IP addresses.
    pub peers: Vec<String>,
}

/// Updates of an instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppUpdates {
    /// The updates, oldest first.
    pub updates: Vec<AppUpdate>,
    /// Highest serial known when they were read.
    pub max_serial: u32,
}

/// An update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppUpdate {
    /// Greater than 0, increasing, local to this device.
    pub serial: u32,
    /// The object the sender gave, as JSON, without `uid`, `serial` and `max_serial`.
    pub json: String,
}

/// An archive, read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// Name and icon.
    pub summary: AppSummary,
    /// Where its source is.
    pub source_code_url: Option<String>,
    /// The app wants a newer API than this host has.
    pub needs_newer: bool,
    /// Path and content of all files that are whole.
    pub files: Vec<(String, Vec<u8>)>,
}
