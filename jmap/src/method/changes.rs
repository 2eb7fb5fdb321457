//! `/changes` (RFC 8620 section 5.2).

use serde::{Deserialize, Serialize};

use crate::Id;

/// Arguments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangesRequest {
    /// Account.
    pub account_id: Id,
    /// What the client knows.
    pub since_state: String,
    /// At most so many ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_changes: Option<u64>,
}

/// Answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangesResponse {
    /// Account.
    pub account_id: Id,
    /// Of the request.
    pub old_state: String,
    /// To go on from.
    pub new_state: String,
    /// There is more right now.
    pub has_more_changes: bool,
    /// New.
    pub created: Vec<Id>,
    /// Changed.
    pub updated: Vec<Id>,
    /// Gone.
    pub destroyed: Vec<Id>,
}
