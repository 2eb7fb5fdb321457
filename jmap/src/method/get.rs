//! `/get` (RFC 8620 section 5.1).

use serde::{Deserialize, Serialize};

use crate::Id;

/// Arguments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetRequest {
    /// Account.
    pub account_id: Id,
    /// Which; all if missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<Id>>,
    /// Which properties; the type's own choice if missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<String>>,
}

/// Answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GetResponse<T> {
    /// Account.
    pub account_id: Id,
    /// State of the type.
    pub state: String,
    /// What was found.
    pub list: Vec<T>,
    /// What was not.
    pub not_found: Vec<Id>,
}
