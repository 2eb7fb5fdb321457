//! Uploads (RFC 8620 section 6.1).

use serde::{Deserialize, Serialize};

use crate::Id;

/// What a server says of uploaded bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// Account.
    pub account_id: Id,
    /// Their name.
    pub blob_id: Id,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}
