//! What tests and benchmarks take from npm. Nothing of it reaches the product.

use super::{announce, debian};
use crate::{command::run, workspace::Workspace};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::Command};

/// A package without dependencies, and the one file wanted of it.
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
    file: &'static str,
    reason: &'static str,
}

/// The encryption the benchmark compares with.
pub(crate) const OPENPGPJS: Package = Package {
    name: "openpgp",
    version: "6.3.2",
    file: "dist/openpgp.min.mjs",
    reason: "the benchmark compares with it",
};

/// Deque's accessibility checker.
pub(crate) const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
    reason: "it looks for what keeps people from using a screen",
};

/// The path of a package's file, installed if there is none.
pub(crate) fn ensure(workspace: &Workspace, package: &Package) -> Result<PathBuf> {
    let Package { name, version, file, reason } = package;
    let folder = workspace.cache.join(format!("{name}-{version}"));
    let file = folder.join("node_modules").join(name).join(file);
    if file.is_file() {
        return Ok(file);
    }
    debian::ensure(&[debian::NPM])?;
    announce(&format!("{name} {version} (from npm)"), reason);
    fs::create_dir_all(&folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    run(Command::new("npm")
        .args(["install", "--silent", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(format!("{name}@{version}")))?;
    Ok(file)
}
