//! Quotas (RFC 9425).

use serde::{Deserialize, Serialize};

use crate::Id;

/// How much of something there is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Quota {
    /// Id.
    pub id: Id,
    /// `count` or `octets`.
    pub resource_type: String,
    /// In use.
    pub used: u64,
    /// Allowed.
    pub hard_limit: u64,
    /// `account`, `domain` or `global`.
    pub scope: String,
    /// For a person.
    pub name: String,
    /// Types it counts.
    pub types: Vec<String>,
}
