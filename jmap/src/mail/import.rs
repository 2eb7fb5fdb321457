//! `Email/import` (RFC 8621 section 4.8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Id, date::UtcDate};

/// Arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportRequest {
    /// Account.
    pub account_id: Id,
    /// Only if nothing changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_in_state: Option<String>,
    /// What to import, by creation id.
    pub emails: BTreeMap<Id, EmailImport>,
}

/// One mail to import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailImport {
    /// Its uploaded bytes.
    pub blob_id: Id,
    /// Where it goes.
    pub mailbox_ids: BTreeMap<Id, bool>,
    /// Its keywords.
    #[serde(default)]
    pub keywords: BTreeMap<String, bool>,
    /// When it arrived; now, if missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<UtcDate>,
}
