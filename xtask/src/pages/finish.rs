//! The last step of a build.

use super::{compress, files, fingerprint, precache};
use anyhow::Result;
use std::path::Path;

/// Finishes what Trunk put into the folder; compresses it too if there is a memory for that.
pub(crate) fn finish(folder: &Path, compression: Option<&Path>) -> Result<()> {
    let mut pages = fingerprint::fingerprint(files::read(folder)?)?;
    precache::add(&mut pages)?;
    if let Some(memory) = compression {
        compress::add(&mut pages, memory)?;
    }
    files::replace(folder, &pages)
}
