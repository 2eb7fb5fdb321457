//! The groups `interop` and `e2e`: programs of the `tests` room, run where there is nothing but loopback.

use super::{Row, binaries, namespace, unit::NATIVE_ROOMS};
use crate::{
    command::{self, cargo},
    pages::{self, Mode},
    tools::{bindgen, debian, python},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::process::Command;

/// Runs the test program with this name.
pub(crate) fn run(workspace: &Workspace, name: &str, filter: Option<&str>) -> Result<Vec<Row>> {
    debian::ensure(&[debian::CLANG])?;
    namespace::ensure()?;
    command::run(cargo(workspace).args(["build", "--quiet", "--locked", "--bins"]).args(NATIVE_ROOMS))?;
    let mut tests = cargo(workspace);
    let programs = binaries::build(tests.args(["test", "--locked", "--test", name]).args(NATIVE_ROOMS))?;
    let mut rows = Vec::new();
    for binary in programs {
        let mut program = namespace::loopback_only(&binary.path);
        program.args(filter).current_dir(&binary.folder);
        surroundings(workspace, &mut program, "debug", name == "e2e")?;
        rows.extend(binaries::run(&binary.name, &mut program)?);
    }
    Ok(rows)
}

/// Installs and builds what a journey meets, and tells it through its environment.
pub(crate) fn surroundings(
    workspace: &Workspace,
    program: &mut Command,
    profile: &str,
    browser: bool,
) -> Result<()> {
    let delta_chat = python::ensure(workspace)?;
    let tools = bindgen::folder(workspace)?;
    program
        .env("PATH", command::path_with([delta_chat.as_path(), tools.as_path()])?)
        .env("ESTUARY_PYTHON", delta_chat.join("python"))
        .env("ESTUARY_BRIDGE", workspace.program(profile, "estuary-bridge"))
        .env("ESTUARY_REPORTS", workspace.reports())
        .env("ESTUARY_SCREENSHOTS", workspace.screenshots());
    if browser {
        debian::ensure(&[debian::CHROMIUM, debian::CHROMEDRIVER])?;
        program
            .env("CHROME", debian::find("chromium").context("chromium brought no chromium")?)
            .env(
                "CHROMEDRIVER",
                debian::find("chromedriver").context("chromium-driver brought no chromedriver")?,
            )
            .env("ESTUARY_PAGES", pages::build(workspace, Mode::Release)?);
    }
    Ok(())
}
