//! OpenPGP.js, which the benchmark compares with. Nothing of npm's reaches the product.

use super::{announce, debian};
use crate::{command::run, workspace::Workspace};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::Command};

/// Of OpenPGP.js.
const VERSION: &str = "6.3.2";

/// The path of `openpgp.min.mjs`, installed if there is none.
pub(crate) fn ensure_openpgpjs(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.cache.join(format!("openpgpjs-{VERSION}"));
    let module = folder.join("node_modules/openpgp/dist/openpgp.min.mjs");
    if module.is_file() {
        return Ok(module);
    }
    debian::ensure(&[debian::NPM])?;
    announce(&format!("OpenPGP.js {VERSION} (from npm)"), "the benchmark compares with it");
    fs::create_dir_all(&folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    run(Command::new("npm")
        .args(["install", "--silent", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(format!("openpgp@{VERSION}")))?;
    Ok(module)
}
