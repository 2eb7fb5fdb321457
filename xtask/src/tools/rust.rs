//! What rustup and cargo bring.

use super::announce;
use crate::{
    command::{capture, cargo, run},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{path::Path, process::Command};

/// Rust's name for the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The standard library for wasm. With rustup `rust-toolchain.toml` has brought it already.
pub(crate) fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustc = Command::new("rustc");
    let library =
        capture(rustc.current_dir(&workspace.root).args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    announce("Rust's standard library for wasm", "the pages are written in Rust");
    run(Command::new("rustup").current_dir(&workspace.root).args(["target", "add", WASM]))
        .context("Please install Rust through https://rustup.rs, which knows rust-toolchain.toml")
}

/// Every crate of `Cargo.lock`; Trunk builds offline.
pub(crate) fn ensure_crates(workspace: &Workspace) -> Result<()> {
    run(cargo(workspace).args(["fetch", "--quiet", "--locked"]))
}
