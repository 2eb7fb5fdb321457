//! A folder of pages, in memory: small enough, and easier to reason about than files that change under one.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, path::Path};

/// The contents, by path from the folder with `/` between its parts.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Reads a folder with everything in it.
pub(crate) fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    collect(folder, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("Unable to list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("A file name is not text")?;
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            let content = fs::read(&path).with_context(|| format!("Unable to read {}", path.display()))?;
            files.insert(name, content);
        }
    }
    Ok(())
}

/// Makes the folder hold these files and no others.
pub(crate) fn replace(folder: &Path, files: &Files) -> Result<()> {
    super::remove(folder)?;
    for (name, content) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("Unable to create {}", parent.display()))?;
        }
        fs::write(&path, content).with_context(|| format!("Unable to write {}", path.display()))?;
    }
    Ok(())
}

/// 64 bits of SHA-256 in hex: enough for names, since whoever could forge them writes the pages anyway.
pub(crate) fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What follows the last dot of the file name.
pub(crate) fn extension(name: &str) -> &str {
    Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}
