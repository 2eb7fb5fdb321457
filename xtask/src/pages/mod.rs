//! Building the pages: Trunk makes them, [`finish`] makes them ready to be served.

mod compress;
mod files;
mod fingerprint;
mod finish;
mod imports;
mod inputs;
mod precache;
mod reference;
mod styles;

pub(crate) use files::{Files, read};
pub(crate) use inputs::digest;

use crate::{
    command::{path_with, run},
    tools::{bindgen, debian, program, rust},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// For whom pages are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// For people: small, fast, slow to build.
    Release,
    /// For whoever changes the code.
    Dev,
    /// Stories of every screen and no worker, for the same people and for tests.
    Gallery,
}

/// Builds the pages, unless nothing they are made of has changed, and returns their folder.
pub(crate) fn build(workspace: &Workspace, mode: Mode) -> Result<PathBuf> {
    let folder = folder(workspace, mode);
    let record = folder.with_extension("inputs");
    let inputs = digest(&workspace.root, &inputs::FILES, &inputs::FOLDERS)?;
    if folder.join("index.html").is_file() && fs::read_to_string(&record).is_ok_and(|old| old == inputs) {
        println!("The pages are up to date.");
        return Ok(folder);
    }
    run(&mut trunk(workspace, "build", mode)?)?;
    fs::write(&record, inputs).with_context(|| format!("Unable to write {}", record.display()))?;
    Ok(folder)
}

/// Where the pages of this mode are.
pub(crate) fn folder(workspace: &Workspace, mode: Mode) -> PathBuf {
    workspace.target.join("pages").join(match mode {
        Mode::Release => "release",
        Mode::Dev => "dev",
        Mode::Gallery => "gallery",
    })
}

/// `trunk build`, `trunk watch` or `trunk serve`, with all it needs installed.
pub(crate) fn trunk(workspace: &Workspace, word: &str, mode: Mode) -> Result<Command> {
    debian::ensure(&[debian::CLANG])?;
    rust::ensure_wasm_target(workspace)?;
    rust::ensure_crates(workspace)?;
    let trunk = program::TRUNK.ensure(workspace)?;
    let tools = bindgen::folder(workspace)?;
    let folder = folder(workspace, mode);
    // Trunk copies whatever it finds in its output of before, also what no crate brings any more.
    remove(&workspace.target.join("wasm-bindgen"))?;
    fs::create_dir_all(&folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    let mut command = Command::new(trunk);
    command.arg(word).arg("--dist").arg(&folder).current_dir(&workspace.root).env("PATH", path_with(&tools)?);
    if mode != Mode::Release {
        command.args(["--release=false", "--cargo-profile=dev"]);
    }
    if mode == Mode::Gallery {
        command.arg("gallery.html");
    }
    Ok(command)
}

/// What Trunk calls when its own work is done, with the folder in its environment.
pub(crate) fn finish_hook(workspace: &Workspace) -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .context("This is for Trunk to call: TRUNK_STAGING_DIR is not set")?;
    let release = std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    finish::finish(
        Path::new(&folder),
        &workspace.root,
        release.then(|| workspace.target.join("brotli")).as_deref(),
    )
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("Unable to remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_gallery_looks_like_the_pages() {
        let looks = |page: &'static str| {
            let lines = page
                .lines()
                .filter(|line| ["css", "copy-"].iter().any(|kind| line.contains(&format!("rel=\"{kind}"))));
            lines.collect::<Vec<_>>()
        };
        let (pages, gallery) = (include_str!("../../../index.html"), include_str!("../../../gallery.html"));
        assert_eq!(looks(gallery), looks(pages));
        assert!(looks(pages).len() > 10);
    }
}
