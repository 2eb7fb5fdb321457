//! `cargo xtask bot`: the bot that shares a shell, on this machine.

use crate::{
    command::{self, cargo, path_with},
    samples,
    test::NATIVE_ROOMS,
    tools::python,
    workspace::{Workspace, data_folder},
};
use anyhow::{Context, Result};
use std::{os::unix::process::CommandExt, path::PathBuf, process::Command};

/// Builds it and becomes it, with the core of Delta Chat that the tests pin.
pub(crate) fn bot(workspace: &Workspace, folder: Option<PathBuf>) -> Result<()> {
    let path = path_with(&python::ensure(workspace)?)?;
    let (samples, _) = samples::build(workspace)?;
    let folder = folder.map_or_else(|| data_folder().map(|data| data.join("bot")), Ok)?;
    let mut bot = Command::new(build(workspace)?);
    bot.arg(folder).arg("--app").arg(samples.join("terminal.xdc")).env("PATH", path);
    Err(bot.exec()).context("Unable to start the bot")
}

/// Builds it; where it is.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let name = "estuary-bot";
    command::run(cargo(workspace).args(["build", "--locked", "--bin", name]).args(NATIVE_ROOMS))?;
    Ok(workspace.program("debug", name))
}
