//! Formatting, lints and the native tests.

use super::{Row, binaries, row::check};
use crate::{
    command::{self, cargo},
    tools::{debian, rust},
    workspace::Workspace,
};
use anyhow::Result;
use std::process::Command;

/// Rooms that live outside a browser. Always named together, so that cargo gives their crates the same features
/// in every chore and builds them once. (xtask is built already, by itself.)
#[rustfmt::skip] // a flag and its value belong together
pub(crate) const NATIVE_ROOMS: [&str; 26] = [
    "-p", "aes@0.8.4",
    "-p", "charset",
    "-p", "estuary-api",
    "-p", "estuary-archive",
    "-p", "estuary-bench-page",
    "-p", "estuary-bot",
    "-p", "estuary-bridge",
    "-p", "estuary-core",
    "-p", "estuary-curve",
    "-p", "estuary-jmap",
    "-p", "estuary-tests",
    "-p", "estuary-xdc-sandbox",
    "-p", "x25519-dalek",
];

/// Rooms that live inside one.
#[rustfmt::skip] // pairs
pub(crate) const BROWSER_ROOMS: [&str; 14] = [
    "-p", "aes@0.8.4",
    "-p", "charset",
    "-p", "estuary-app",
    "-p", "estuary-curve",
    "-p", "estuary-realtime",
    "-p", "estuary-scanner",
    "-p", "estuary-worker",
];

/// Runs the group.
pub(crate) fn run(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    debian::ensure(&[debian::CLANG])?;
    rust::ensure_wasm_target(workspace)?;
    let mut rows = Vec::new();
    if filter.is_none() {
        rows.extend(checks(workspace));
    }
    let native = binaries::build(cargo(workspace).args(["test", "--locked"]).args(NATIVE_ROOMS))?;
    let own = binaries::build(cargo(workspace).args(["test", "--locked", "-p", "xtask"]))?;
    // Of the browser's rooms, what needs none: texts, days, links, pictures.
    let interface = binaries::build(cargo(workspace).args([
        "test",
        "--locked",
        "-p",
        "estuary-app",
        "-p",
        "estuary-realtime",
        "-p",
        "estuary-scanner",
    ]))?;
    if filter.is_none() {
        rows.push(check("scripts of the sandbox", || {
            debian::ensure(&[debian::NODE])?;
            command::run(Command::new("node").arg("--test").arg(workspace.root.join("xdc-sandbox/tests")))
        }));
    }
    // The journeys have groups of their own, in a world of their own.
    let journeys = workspace.root.join("tests");
    let here = native
        .into_iter()
        .chain(own)
        .chain(interface)
        .filter(|binary| !(binary.integration && binary.folder == journeys));
    for binary in here {
        let mut program = Command::new(&binary.path);
        rows.extend(binaries::run(&binary.name, program.current_dir(&binary.folder).args(filter))?);
    }
    Ok(rows)
}

fn checks(workspace: &Workspace) -> Vec<Row> {
    let clippy = |rooms: &[&str]| {
        let mut clippy = cargo(workspace);
        clippy.args(["clippy", "--quiet", "--locked", "--all-targets"]).args(rooms);
        command::run(clippy.args(["--", "-D", "warnings"]))
    };
    vec![
        check("formatting", || command::run(cargo(workspace).args(["fmt", "--all", "--check"]))),
        check("lints of the native rooms", || clippy(&[&NATIVE_ROOMS[..], &["-p", "xtask"]].concat())),
        check("lints of the browser's rooms", || {
            clippy(&[&BROWSER_ROOMS[..], &["--target", rust::WASM]].concat())
        }),
        check("lints of the gallery", || {
            clippy(&["-p", "estuary-app", "--features", "gallery", "--target", rust::WASM])
        }),
    ]
}
