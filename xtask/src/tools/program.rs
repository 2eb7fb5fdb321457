//! Programs that are built from crates.

use super::{announce, debian};
use crate::{
    command::{capture, cargo, run},
    workspace::Workspace,
};
use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A program and its crate, which have the same name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Program {
    name: &'static str,
    version: &'static str,
    why: &'static str,
}

/// Trunk, the one way the pages are built: the newest that Rust 1.95 builds.
pub(crate) const TRUNK: Program = Program { name: "trunk", version: "0.21.14", why: "it builds the pages" };
/// Steers Firefox. Debian has none, and Mozilla publishes its source as a crate.
pub(crate) const GECKODRIVER: Program =
    Program { name: "geckodriver", version: "0.37.1", why: "tests steer Firefox through it" };

impl Program {
    /// The path of one of the right version, installed if there is none.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Result<PathBuf> {
        if let Some(found) = debian::find(self.name).filter(|found| self.is_right(found)) {
            return Ok(found);
        }
        let home = workspace.cache.join(format!("{}-{}", self.name, self.version));
        let program = home.join("bin").join(self.name);
        if self.is_right(&program) {
            return Ok(program);
        }
        announce(&format!("{} {} (some minutes, once)", self.name, self.version), self.why);
        run(cargo(workspace)
            .args(["install", "--locked", "--quiet", "--version", self.version, "--root"])
            .arg(&home)
            .arg(self.name)
            .env_remove("CARGO_TARGET_DIR")
            // A tool that runs for a second need not be optimised for an hour.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"))?;
        Ok(program)
    }

    fn is_right(&self, program: &Path) -> bool {
        let wanted = format!("{} {}", self.name, self.version);
        program.is_file()
            && capture(Command::new(program).arg("--version"))
                .is_ok_and(|text| text.lines().next().is_some_and(|line| line.trim() == wanted))
    }
}
