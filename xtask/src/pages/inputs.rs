//! What something is built of, as one digest: the same digest, the same result.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// What the pages are made of, files first.
pub(super) const FILES: [&str; 7] = [
    "index.html",
    "gallery.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
];
pub(super) const FOLDERS: [&str; 14] = [
    "aes",
    "api",
    "app",
    "archive",
    "charset",
    "core",
    "curve",
    "jmap",
    "public",
    "realtime",
    "scanner",
    "worker",
    "xtask/src/language",
    "xtask/src/pages",
];

/// The digest of these files and folders below the repository's root.
pub(crate) fn digest(root: &Path, files: &[&str], folders: &[&str]) -> Result<String> {
    let mut all = Sha256::new();
    for name in files {
        add(&mut all, name, &fs::read(root.join(name)).with_context(|| format!("Unable to read {name}"))?);
    }
    for folder in folders {
        let files = super::files::read(&root.join(folder))?;
        files.iter().for_each(|(name, content)| add(&mut all, &format!("{folder}/{name}"), content));
    }
    Ok(all.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn add(all: &mut Sha256, name: &str, content: &[u8]) {
    all.update(format!("{name} {}\n", content.len()));
    all.update(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_shows() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("app")).unwrap();
        fs::write(root.path().join("a.toml"), "").unwrap();
        let now = || digest(root.path(), &["a.toml"], &["app"]).unwrap();
        let mut seen = vec![now()];
        for (name, content) in [("a.toml", "x"), ("app/b.rs", ""), ("app/b.rs", "x"), ("app/c.rs", "")] {
            fs::write(root.path().join(name), content).unwrap();
            let digest = now();
            assert!(!seen.contains(&digest), "{name}");
            seen.push(digest);
        }
        assert_eq!(seen.last(), Some(&now()));
    }
}
