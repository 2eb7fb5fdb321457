//! The last step of a build.

use super::{compress, files, fingerprint, imports, precache, styles};
use crate::language;
use anyhow::Result;
use std::path::Path;

/// Finishes what Trunk put into the folder, from the repository `root`; makes it small too if there is a memory for what was
/// compressed before.
pub(crate) fn finish(folder: &Path, root: &Path, compression: Option<&Path>) -> Result<()> {
    let mut pages = files::read(folder)?;
    pages.extend(language::all(root)?.into_iter().map(|(name, texts)| (name, texts.into_bytes())));
    styles::join(&mut pages)?;
    if compression.is_some() {
        imports::shorten(&mut pages)?;
    }
    let mut pages = fingerprint::fingerprint(pages)?;
    precache::add(&mut pages)?;
    if let Some(memory) = compression {
        compress::add(&mut pages, memory)?;
    }
    files::replace(folder, &pages)
}
