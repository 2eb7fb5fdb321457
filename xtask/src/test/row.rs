//! One test and how it ended.

use anyhow::Result;
use serde::{Deserialize, Serialize};

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    /// It held.
    Pass,
    /// It did not, or never came to an end.
    Fail,
    /// It was not run.
    Ignored,
}

/// One test of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Its path inside the program it belongs to.
    pub(crate) name: String,
    /// The program.
    pub(crate) from: String,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Why it failed, where that is known without reading the output; of one that passed, why that took two runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

impl Row {
    /// A test that held.
    pub(crate) fn pass(name: &str, from: &str) -> Self {
        Self::new(name, from, Outcome::Pass)
    }

    /// A test that did not.
    pub(crate) fn fail(name: &str, from: &str, reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()), ..Self::new(name, from, Outcome::Fail) }
    }

    /// A test that held only when it was run again, with nothing beside it.
    pub(crate) fn unsteady(name: &str, from: &str) -> Self {
        Self { reason: Some("failed beside the others".to_owned()), ..Self::pass(name, from) }
    }

    /// Whether it is one of those.
    pub(crate) fn is_unsteady(&self) -> bool {
        self.outcome == Outcome::Pass && self.reason.is_some()
    }

    /// A test that ended like this.
    pub(crate) fn new(name: &str, from: &str, outcome: Outcome) -> Self {
        Self { name: name.to_owned(), from: from.to_owned(), outcome, reason: None }
    }
}

/// A step that is not a test program but can fail like one.
pub(crate) fn check(name: &str, step: impl FnOnce() -> Result<()>) -> Row {
    match step() {
        Ok(()) => {
            println!("check {name} ... ok");
            Row::pass(name, "check")
        }
        Err(error) => {
            println!("check {name} ... FAILED: {error:#}");
            Row::fail(name, "check", &format!("{error:#}"))
        }
    }
}
