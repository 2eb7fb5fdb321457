//! Push (RFC 8620 section 7) and WebSocket messages (RFC 8887 section 4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Id,
    error::Problem,
    request::{Request, Response},
};

/// New states, by account and type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StateChange {
    /// `type name → state`, by account.
    pub changed: BTreeMap<Id, BTreeMap<String, String>>,
}

/// What a client says on a WebSocket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "@type")]
pub enum ClientMessage {
    /// A batch of calls.
    Request {
        /// Repeated in the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// The batch.
        #[serde(flatten)]
        request: Request,
    },
    /// Push from now on.
    WebSocketPushEnable {
        /// Which types; all if missing.
        #[serde(rename = "dataTypes", default)]
        data_types: Option<Vec<String>>,
    },
    /// No push from now on.
    WebSocketPushDisable {},
}

/// What a server says on a WebSocket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "@type")]
pub enum ServerMessage {
    /// Answer to a batch.
    Response {
        /// Id of the request.
        #[serde(rename = "requestId", default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
        /// The answers.
        #[serde(flatten)]
        response: Response,
    },
    /// A batch failed as a whole.
    RequestError {
        /// Id of the request.
        #[serde(rename = "requestId", default, skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
        /// Why.
        #[serde(flatten)]
        problem: Problem,
    },
    /// Something changed.
    StateChange(StateChange),
}

/// Answer to a request for a ticket: good for one WebSocket, soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// To be put into the query of the WebSocket's URL as `ticket`.
    pub ticket: String,
    /// Seconds it lives.
    pub expires_in: u64,
}
