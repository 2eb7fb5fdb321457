//! Tests inside a headless Chromium: what only a browser can show.

use super::{Row, binaries, namespace, unit::BROWSER_ROOMS};
use crate::{
    command::cargo,
    tools::{bindgen, debian, rust},
    workspace::Workspace,
};
use anyhow::{Context, Result};

/// How long one program's tests may take, in seconds; there to end what hangs, not to measure.
const PATIENCE: &str = "300";

/// Runs the group.
pub(crate) fn run(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    debian::ensure(&[debian::CLANG, debian::CHROMIUM, debian::CHROMEDRIVER])?;
    namespace::ensure()?;
    rust::ensure_wasm_target(workspace)?;
    let chromedriver = debian::find("chromedriver").context("chromium-driver brought no chromedriver")?;
    let runner = bindgen::test_runner(workspace)?;
    let mut tests = cargo(workspace);
    tests.args(["test", "--locked", "--target", rust::WASM]).args(BROWSER_ROOMS);
    let mut rows = Vec::new();
    for binary in binaries::build(&mut tests)? {
        let mut program = namespace::loopback_only(&runner);
        program.arg(&binary.path).args(filter).current_dir(&binary.folder);
        program.env("CHROMEDRIVER", &chromedriver).env("WASM_BINDGEN_TEST_TIMEOUT", PATIENCE);
        rows.extend(binaries::run(&binary.name, &mut program)?);
    }
    Ok(rows)
}
