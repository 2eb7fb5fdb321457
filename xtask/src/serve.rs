//! `cargo xtask serve`
use crate::workspace::Workspace;
use anyhow::Result;
/// TEMP
pub(crate) fn serve(_workspace: &Workspace, _dev: bool, _open: bool) -> Result<()> {
    Ok(())
}
