//! `/query` (RFC 8620 section 5.5).

use serde::{Deserialize, Serialize};

use crate::Id;

/// Arguments, with the filter of one type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryRequest<F> {
    /// Account.
    pub account_id: Id,
    /// Only what fits.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    pub filter: Option<F>,
    /// Order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Vec<Comparator>>,
    /// Index of the first; negative counts from the end.
    #[serde(default)]
    pub position: i64,
    /// Begin at this id instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Id>,
    /// So many after the anchor.
    #[serde(default)]
    pub anchor_offset: i64,
    /// At most so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Count all.
    #[serde(default)]
    pub calculate_total: bool,
}

/// One key of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparator {
    /// By what.
    pub property: String,
    /// Smallest first.
    #[serde(default = "ascending")]
    pub is_ascending: bool,
}

fn ascending() -> bool {
    true
}

/// Answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryResponse {
    /// Account.
    pub account_id: Id,
    /// Changes when the results may have.
    pub query_state: String,
    /// Whether `/queryChanges` works for this query.
    pub can_calculate_changes: bool,
    /// Index of the first id among all results.
    pub position: u64,
    /// The ids.
    pub ids: Vec<Id>,
    /// Number of all results, if asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// The limit the server used, if it is not the one asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}
