//! The session: what a server can do and where (RFC 8620 section 2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Id;

/// Where a session is found without being told (RFC 8620 section 2.2).
pub const WELL_KNOWN: &str = "/.well-known/jmap";

/// Names of capabilities.
pub mod capability {
    /// RFC 8620.
    pub const CORE: &str = "urn:ietf:params:jmap:core";
    /// RFC 8621.
    pub const MAIL: &str = "urn:ietf:params:jmap:mail";
    /// RFC 8621 section 7.
    pub const SUBMISSION: &str = "urn:ietf:params:jmap:submission";
    /// RFC 9425.
    pub const QUOTA: &str = "urn:ietf:params:jmap:quota";
    /// RFC 8887.
    pub const WEBSOCKET: &str = "urn:ietf:params:jmap:websocket";
    /// What chatmail servers tell by IMAP METADATA; ours.
    pub const CHATMAIL: &str = "urn:estuary:jmap:chatmail";
}

/// The session of one login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// What the server can do.
    pub capabilities: Capabilities,
    /// The accounts of the login.
    pub accounts: BTreeMap<Id, AccountInfo>,
    /// The account to use, by capability.
    pub primary_accounts: BTreeMap<String, Id>,
    /// Name of the login.
    pub username: String,
    /// Where requests go.
    pub api_url: String,
    /// Template with `accountId`, `blobId`, `name`, `type`.
    pub download_url: String,
    /// Template with `accountId`.
    pub upload_url: String,
    /// Template with `types`, `closeafter`, `ping`; some servers have no push.
    #[serde(default)]
    pub event_source_url: Option<String>,
    /// Changes when anything above does.
    pub state: String,
}

/// What a server can do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Capabilities {
    /// Limits.
    #[serde(rename = "urn:ietf:params:jmap:core", default)]
    pub core: CoreCapability,
    /// Mail.
    #[serde(rename = "urn:ietf:params:jmap:mail", default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Empty>,
    /// Sending.
    #[serde(rename = "urn:ietf:params:jmap:submission", default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Empty>,
    /// Quota.
    #[serde(rename = "urn:ietf:params:jmap:quota", default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<Empty>,
    /// WebSocket.
    #[serde(rename = "urn:ietf:params:jmap:websocket", default, skip_serializing_if = "Option::is_none")]
    pub websocket: Option<WebSocketCapability>,
    /// Chatmail.
    #[serde(rename = "urn:estuary:jmap:chatmail", default, skip_serializing_if = "Option::is_none")]
    pub chatmail: Option<ChatmailCapability>,
}

/// An object whose properties do not matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Empty {}

/// Limits of `urn:ietf:params:jmap:core`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CoreCapability {
    /// Largest upload, in bytes.
    pub max_size_upload: u64,
    /// Uploads at once.
    pub max_concurrent_upload: u64,
    /// Largest request, in bytes.
    pub max_size_request: u64,
    /// Requests at once.
    pub max_concurrent_requests: u64,
    /// Calls of one request.
    pub max_calls_in_request: u64,
    /// Ids of one `/get`.
    pub max_objects_in_get: u64,
    /// Records of one `/set`.
    pub max_objects_in_set: u64,
    /// RFC 4790 collations.
    pub collation_algorithms: Vec<String>,
}

/// The least the RFC suggests, for servers that say nothing.
impl Default for CoreCapability {
    fn default() -> Self {
        Self {
            max_size_upload: 50_000_000,
            max_concurrent_upload: 4,
            max_size_request: 10_000_000,
            max_concurrent_requests: 4,
            max_calls_in_request: 16,
            max_objects_in_get: 500,
            max_objects_in_set: 500,
            collation_algorithms: Vec::new(),
        }
    }
}

/// RFC 8887 section 3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketCapability {
    /// Where.
    pub url: String,
    /// Whether state changes are pushed.
    pub supports_push: bool,
    /// A `POST` here gives a ticket for one connection, as pages cannot authenticate a WebSocket; an addition of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket_url: Option<String>,
}

/// Facts of a chatmail server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ChatmailCapability {
    /// It is one: only encrypted mail, accounts made at login, mail removed once processed.
    pub is_chatmail: bool,
    /// Domain of its addresses.
    pub domain: String,
    /// Largest mail, in bytes.
    pub max_mail_size: u64,
    /// Most envelope recipients.
    pub max_recipients: u64,
    /// iroh relay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iroh_relay: Option<String>,
    /// TURN server as `host:port:expiry:password`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<String>,
    /// The server's clock when it made this answer, Unix milliseconds.
    pub server_time: i64,
}

/// An account as the session names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountInfo {
    /// For a person.
    pub name: String,
    /// It belongs to this login.
    pub is_personal: bool,
    /// It cannot be changed.
    pub is_read_only: bool,
    /// What it can do, and its limits.
    pub account_capabilities: BTreeMap<String, serde_json::Value>,
}
