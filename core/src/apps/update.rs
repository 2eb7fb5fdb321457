//! Updates as JSON: as an app gives them, as they are stored, and as mails carry them.

use crate::{mail::clean_name, model::AppUpdate};
use estuary_api::{Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// `sendUpdateMaxSize`: largest update an app may send, in bytes.
pub(super) const LARGEST: u32 = 18_874_368;
/// Longest line in a chat, in characters.
const INFO: usize = 1000;
/// Longest document name and summary, in characters.
const SUMMARY: usize = 200;
/// Longest link into an app, in bytes.
const HREF: usize = 8192;

/// An update. Whatever else the sender wrote is dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Update {
    /// Required, although it may be `null`.
    payload: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    info: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notify: Option<BTreeMap<String, String>>,
}

/// All updates of a mail.
#[derive(Deserialize)]
struct Batch {
    updates: Vec<Value>,
}

impl Update {
    /// What an app sends.
    ///
    /// # Errors
    /// `TooLarge`, or `AppUnusable` for what is no update.
    pub(super) fn of_app(json: &str, uid: String) -> Result<Self, Problem> {
        if json.len() > LARGEST as usize {
            let detail = format!("an update of {} bytes, where {LARGEST} are the most", json.len());
            return Err(Problem::new(ProblemKind::TooLarge, detail));
        }
        let update = serde_json::from_str(json)
            .map_err(|e| Problem::new(ProblemKind::AppUnusable, format!("not an update: {e}")))?;
        Ok(Self { uid: Some(uid), ..update })
    }

    /// What a mail carries; what is no update is left out.
    pub(super) fn of_mail(json: &str) -> Vec<Self> {
        let batch = serde_json::from_str(json).unwrap_or(Batch { updates: Vec::new() });
        batch.updates.into_iter().filter_map(|update| serde_json::from_value(update).ok()).collect()
    }

    /// The row that keeps it.
    pub(super) fn row(&self) -> AppUpdate {
        let stored = Self { uid: None, ..self.clone() };
        // Values that came from JSON become JSON again.
        AppUpdate { json: serde_json::to_string(&stored).unwrap_or_default(), uid: self.uid.clone() }
    }

    /// A line for the chat.
    pub(super) fn info(&self) -> Option<String> {
        line(self.info.as_deref()?, INFO)
    }

    /// Where in the app to go.
    pub(super) fn href(&self) -> Option<String> {
        self.href.clone().filter(|href| !href.is_empty() && href.len() <= HREF)
    }

    /// Name of the document; may be empty, which takes it back.
    pub(super) fn document(&self) -> Option<String> {
        Some(line(self.document.as_deref()?, SUMMARY).unwrap_or_default())
    }

    /// State of the app; may be empty, which takes it back.
    pub(super) fn summary(&self) -> Option<String> {
        Some(line(self.summary.as_deref()?, SUMMARY).unwrap_or_default())
    }

    /// What it tells somebody: what is meant for them, whatever they chose to hear, or else what is meant for all.
    pub(super) fn notify(&self, address: &str, muted: bool) -> Option<String> {
        let texts = self.notify.as_ref()?;
        let text = texts.get(address).or_else(|| texts.get("*").filter(|_| !muted))?;
        line(text, INFO)
    }
}

/// A text of an app on one line, without marks that turn the direction of what stands around it.
fn line(text: &str, limit: usize) -> Option<String> {
    let clean: String = clean_name(text).chars().take(limit).collect();
    Some(clean).filter(|text| !text.is_empty())
}

/// A stored update as mails carry it.
pub(super) fn wire(update: &AppUpdate) -> String {
    let uid = update.uid.as_ref().and_then(|uid| serde_json::to_string(uid).ok());
    match (uid, update.json.strip_prefix('{')) {
        (Some(uid), Some(rest)) => format!("{{\"uid\":{uid},{rest}"),
        _ => update.json.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(json: &str) -> Update {
        Update::of_app(json, "u\"1".into()).unwrap()
    }

    #[test]
    fn payloads_of_every_kind_survive() {
        for payload in
            ["null", "false", "0", "\"\"", "[1,{\"a\":[\"ä😀\"]}]", "-1.5e+300", "18446744073709551615"]
        {
            let row =
                update(&format!("{{\"payload\":{payload},\"serial\":7,\"max_serial\":9,\"x\":1}}")).row();
            assert_eq!(row.json, format!("{{\"payload\":{payload}}}"), "and nothing the app has no say in");
            let mail = format!("{{\"updates\":[{}]}}", wire(&row));
            assert_eq!(Update::of_mail(&mail)[0].row(), row);
        }
    }

    #[test]
    fn what_is_no_update_is_refused() {
        for json in
            ["", "7", "{}", "{\"payload\":}", "{\"payload\":1,\"info\":7}", "{\"payload\":\"\\ud800\"}"]
        {
            assert_eq!(
                Update::of_app(json, String::new()).unwrap_err().kind,
                ProblemKind::AppUnusable,
                "{json}"
            );
        }
        let large = format!("{{\"payload\":\"{}\"}}", "x".repeat(LARGEST as usize));
        assert_eq!(Update::of_app(&large, String::new()).unwrap_err().kind, ProblemKind::TooLarge);
        let deep = format!("{{\"payload\":{}", "[".repeat(1_000_000));
        assert_eq!(Update::of_app(&deep, String::new()).unwrap_err().kind, ProblemKind::AppUnusable);
    }

    #[test]
    fn broken_updates_do_not_take_the_others_with_them() {
        let mail =
            r#"{"updates":[{"payload":1},7,{"nothing":2},{"payload":3,"uid":"x","info":[]},{"payload":4}]}"#;
        assert_eq!(Update::of_mail(mail).len(), 2);
        for mail in ["", "[]", "{}", "{\"updates\":7}", "{\"updates\":{}}"] {
            assert!(Update::of_mail(mail).is_empty(), "{mail}");
        }
    }

    #[test]
    fn texts_are_short_lines_without_tricks() {
        let told = update("{\"payload\":0,\"info\":\"a\\nb\\u202ec\",\"summary\":\"\",\"href\":\"\"}");
        assert_eq!(told.info().unwrap(), "a bc");
        assert_eq!((told.summary(), told.document(), told.href()), (Some(String::new()), None, None));
        let long = update(&format!("{{\"payload\":0,\"document\":\"{}\"}}", "x".repeat(5000)));
        assert_eq!(long.document().unwrap().len(), SUMMARY);
    }

    #[test]
    fn the_own_name_is_heard_even_where_all_are_not() {
        let call = update(r#"{"payload":0,"notify":{"me":"you","*":"all"}}"#);
        assert_eq!(call.notify("me", true).as_deref(), Some("you"));
        assert_eq!(call.notify("other", false).as_deref(), Some("all"));
        assert_eq!(call.notify("other", true), None);
        assert_eq!(update(r#"{"payload":0}"#).notify("me", false), None);
    }
}
