//! The real Delta Chat, from PyPI: the peer of the interop tests.

use super::{announce, debian};
use crate::{
    command::{run, succeeds},
    workspace::Workspace,
};
use anyhow::Result;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Of `deltachat-rpc-server` and `deltachat-rpc-client`.
const VERSION: &str = "2.65.0";

/// The folder with `python` and `deltachat-rpc-server`, installed if there is none.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let environment = workspace.cache.join(format!("venv-{VERSION}"));
    let programs = environment.join("bin");
    if is_complete(&programs) {
        return Ok(programs);
    }
    announce(&format!("Delta Chat {VERSION} (from PyPI)"), "the tests talk with the real one");
    if !succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        debian::install(&["python3-venv"])?;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    run(Command::new(programs.join("python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args([format!("deltachat-rpc-server=={VERSION}"), format!("deltachat-rpc-client=={VERSION}")]))?;
    Ok(programs)
}

fn is_complete(programs: &Path) -> bool {
    programs.join("deltachat-rpc-server").is_file()
        && succeeds(Command::new(programs.join("python")).args(["-c", "import deltachat_rpc_client"]))
}
