//! `cargo xtask samples`: each folder of `xdc-sandbox/samples` as a mini app to attach to a chat.

mod archive;
mod made;

use crate::{
    pages::{digest, read},
    workspace::Workspace,
};
use anyhow::{Context, Result};
use archive::archive;
use made::made;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the samples are written.
const FOLDER: &str = "xdc-sandbox/samples";
/// What they are made of, beside themselves.
const INPUTS: [&str; 2] = [FOLDER, "xtask/src/samples"];

/// Says where each is.
pub(crate) fn samples(workspace: &Workspace) -> Result<()> {
    for path in build(workspace)?.1 {
        println!("{}", path.display());
    }
    Ok(())
}

/// Writes `target/samples/<name>.xdc`, unless nothing has changed; the folder, and what is in it.
pub(crate) fn build(workspace: &Workspace) -> Result<(PathBuf, Vec<PathBuf>)> {
    let target = workspace.root.join("target/samples");
    fs::create_dir_all(&target).with_context(|| format!("Unable to create {}", target.display()))?;
    let record = target.join("inputs");
    let inputs = digest(&workspace.root, &[], &INPUTS)?;
    let current = fs::read_to_string(&record).is_ok_and(|old| old == inputs);
    let mut paths = Vec::new();
    for entry in fs::read_dir(workspace.root.join(FOLDER)).context("Unable to list the samples")? {
        let folder = entry?.path();
        let name =
            folder.file_name().and_then(|name| name.to_str()).context("A folder's name is not text")?;
        let path = target.join(format!("{name}.xdc"));
        if !current || !path.is_file() {
            write(&folder, name, &path)?;
        }
        paths.push(path);
    }
    fs::write(&record, inputs).with_context(|| format!("Unable to write {}", record.display()))?;
    paths.sort();
    Ok((target, paths))
}

fn write(folder: &Path, name: &str, path: &Path) -> Result<()> {
    let mut files = read(folder)?;
    files.extend(made(name));
    fs::write(path, archive(&files)?).with_context(|| format!("Unable to write {}", path.display()))
}
