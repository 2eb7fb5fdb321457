//! `/set` (RFC 8620 section 5.3).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Id, error::SetError};

/// Arguments.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetRequest {
    /// Account.
    pub account_id: Id,
    /// Only if nothing changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_in_state: Option<String>,
    /// Records to make, by creation id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub create: Option<BTreeMap<Id, Value>>,
    /// Patches, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<BTreeMap<Id, Map<String, Value>>>,
    /// Records to remove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destroy: Option<Vec<Id>>,
}

/// Answer. `/import` has the same without updates.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SetResponse {
    /// Account.
    pub account_id: Id,
    /// Before.
    pub old_state: Option<String>,
    /// After.
    pub new_state: String,
    /// What the server added to each new record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<BTreeMap<Id, Value>>,
    /// What the server added to each change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<BTreeMap<Id, Option<Value>>>,
    /// What is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destroyed: Option<Vec<Id>>,
    /// What was not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_created: Option<BTreeMap<Id, SetError>>,
    /// What was not changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_updated: Option<BTreeMap<Id, SetError>>,
    /// What was not removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_destroyed: Option<BTreeMap<Id, SetError>>,
}
