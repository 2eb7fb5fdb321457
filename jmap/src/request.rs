//! Requests and responses (RFC 8620 section 3).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Id;

/// One method call, or its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Invocation(
    /// Method, or `error`.
    pub String,
    /// Arguments.
    pub Map<String, Value>,
    /// The client's name for the call, repeated in its answers.
    pub String,
);

/// A batch of method calls.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Capabilities the client uses.
    pub using: Vec<String>,
    /// In the order they are run.
    pub method_calls: Vec<Invocation>,
    /// Ids of records made earlier, by creation id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_ids: Option<BTreeMap<Id, Id>>,
}

/// The answers to a batch.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// In the order of the calls; a call may have several.
    pub method_responses: Vec<Invocation>,
    /// Of the request, with what was made since; only if the request had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_ids: Option<BTreeMap<Id, Id>>,
    /// [`crate::session::Session::state`]; if it is another, the session must be read again.
    pub session_state: String,
}

/// Stands for a value of an earlier answer of the same batch; the argument's name begins with `#` then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultReference {
    /// Call id of the earlier call.
    pub result_of: String,
    /// Method of the earlier answer.
    pub name: String,
    /// JSON pointer into it, with `*` for every entry of an array.
    pub path: String,
}
