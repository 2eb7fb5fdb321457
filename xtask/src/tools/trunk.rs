//! Trunk, the one way the pages are built.

use super::announce;
use crate::{
    command::{capture, cargo, run},
    workspace::Workspace,
};
use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The newest that Rust 1.95 builds.
const VERSION: &str = "0.21.14";

/// The path of a Trunk of the right version, installed if there is none.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(trunk) = super::debian::find("trunk").filter(|trunk| is_right(trunk)) {
        return Ok(trunk);
    }
    let home = workspace.cache.join(format!("trunk-{VERSION}"));
    let trunk = home.join("bin/trunk");
    if is_right(&trunk) {
        return Ok(trunk);
    }
    announce(&format!("Trunk {VERSION} (some minutes, once)"), "it builds the pages");
    run(cargo(workspace)
        .args(["install", "--locked", "--quiet", "--version", VERSION, "--root"])
        .arg(&home)
        .arg("trunk")
        .env_remove("CARGO_TARGET_DIR")
        // A tool that runs for a second need not be optimised for an hour.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"))?;
    Ok(trunk)
}

fn is_right(trunk: &Path) -> bool {
    trunk.is_file()
        && capture(Command::new(trunk).arg("--version"))
            .is_ok_and(|text| text.trim() == format!("trunk {VERSION}"))
}
