//! Machine-readable results: `target/reports/<name>.json`.

use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fs};

/// What every report holds. A figure that was not measured is left out, never guessed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Report<Row> {
    /// Named numbers; the names are an interface.
    pub(crate) figures: BTreeMap<String, f64>,
    /// One entry for each thing measured.
    pub(crate) rows: Vec<Row>,
}

/// Writes `<name>.json`.
pub(crate) fn write(workspace: &Workspace, name: &str, report: &impl Serialize) -> Result<()> {
    let folder = workspace.reports();
    fs::create_dir_all(&folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    let path = folder.join(format!("{name}.json"));
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    fs::write(&path, text).with_context(|| format!("Unable to write {}", path.display()))
}

/// Reads `<name>.json`; nothing if that was never written.
pub(crate) fn read<T: DeserializeOwned>(workspace: &Workspace, name: &str) -> Result<Option<T>> {
    let path = workspace.reports().join(format!("{name}.json"));
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).with_context(|| format!("Unable to read {}", path.display()))?;
    serde_json::from_str(&text).map(Some).with_context(|| format!("Unable to understand {}", path.display()))
}

/// Removes `<name>.json`, so that a failed run cannot be mistaken for the one before it.
pub(crate) fn forget(workspace: &Workspace, name: &str) -> Result<()> {
    let path = workspace.reports().join(format!("{name}.json"));
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("Unable to remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
