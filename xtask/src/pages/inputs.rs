//! What the pages are made of, as one digest: the same digest, the same pages.

use super::files::{self, Files};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

const FOLDERS: [&str; 8] = ["api", "app", "core", "jmap", "public", "scanner", "worker", "xtask/src/pages"];
const FILES: [&str; 6] =
    ["index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"];

/// The digest of everything below the repository's root that matters.
pub(crate) fn digest(root: &Path) -> Result<String> {
    let mut all = Sha256::new();
    for name in FILES {
        add(&mut all, name, &fs::read(root.join(name)).with_context(|| format!("Unable to read {name}"))?);
    }
    for folder in FOLDERS {
        let files: Files = files::read(&root.join(folder))?;
        files.iter().for_each(|(name, content)| add(&mut all, &format!("{folder}/{name}"), content));
    }
    Ok(all.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn add(all: &mut Sha256, name: &str, content: &[u8]) {
    all.update(format!("{name} {}\n", content.len()));
    all.update(content);
}
