//! The groups `interop`, `e2e` and `xdc`: programs of the `tests` room, run where there is nothing but loopback.

use super::{Row, Surroundings, binaries, namespace, unit::NATIVE_ROOMS};
use crate::{command::cargo, tools::debian, workspace::Workspace};
use anyhow::Result;

/// Bridge and core against the real Delta Chat.
pub(crate) fn interop(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    run(Surroundings::of_a_journey(workspace).with_delta_chat(), "interop", filter)
}

/// People in browsers, with a real Delta Chat among them.
pub(crate) fn e2e(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    let surroundings = Surroundings::of_a_journey(workspace);
    run(surroundings.with_delta_chat().with_browser().with_pages().with_samples(), "e2e", filter)
}

/// Mini apps in their frames.
pub(crate) fn xdc(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    run(Surroundings::of_a_journey(workspace).with_browser().with_pages().with_samples(), "xdc", filter)
}

fn run(surroundings: Surroundings<'_>, name: &str, filter: Option<&str>) -> Result<Vec<Row>> {
    let workspace = surroundings.workspace;
    debian::ensure(&[debian::CLANG])?;
    namespace::ensure()?;
    let mut tests = cargo(workspace);
    let programs = binaries::build(tests.args(["test", "--locked", "--test", name]).args(NATIVE_ROOMS))?;
    let mut rows = Vec::new();
    for binary in programs {
        let mut program = namespace::loopback_only(&binary.path);
        program.args(filter).current_dir(&binary.folder);
        surroundings.tell(&mut program)?;
        rows.extend(binaries::run(&binary.name, &mut program)?);
    }
    Ok(rows)
}
