//! Threads (RFC 8621 section 3).

use serde::{Deserialize, Serialize};

use crate::Id;

/// Mails that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thread {
    /// Id.
    pub id: Id,
    /// Its mails, oldest first.
    pub email_ids: Vec<Id>,
}
