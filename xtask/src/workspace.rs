//! Where things are.

use anyhow::{Context, Result};
use std::path::PathBuf;

/// The folders the chores work in.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// The repository.
    pub(crate) root: PathBuf,
    /// cargo's output, `CARGO_TARGET_DIR` if that is set.
    pub(crate) target: PathBuf,
    /// Tools too expensive to install once per clone, `$XDG_CACHE_HOME/estuary`.
    pub(crate) cache: PathBuf,
}

impl Workspace {
    /// Looks upward from the current folder.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("Unable to tell the current folder")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .context("Not inside Estuary's repository: no Trunk.toml here or above")?
            .to_owned();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => here.join(folder),
            None => root.join("target"),
        };
        let cache = std::env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
            .context("Neither XDG_CACHE_HOME nor HOME is set")?
            .join("estuary");
        Ok(Self { root, target, cache })
    }

    /// Where every report goes, wherever cargo builds.
    pub(crate) fn reports(&self) -> PathBuf {
        self.root.join("target/reports")
    }

    /// Where the journeys leave their pictures.
    pub(crate) fn screenshots(&self) -> PathBuf {
        self.root.join("target/screenshots")
    }

    /// A program that cargo built.
    pub(crate) fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(name)
    }
}

/// Where a person's programs keep what must outlive them (XDG Base Directory Specification).
pub(crate) fn data_folder() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".local/share")));
    Ok(base.context("Neither XDG_DATA_HOME nor HOME is set")?.join("estuary"))
}
