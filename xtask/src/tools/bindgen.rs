//! wasm-bindgen and its test runner. Both are libraries of this program, which answers to their names:
//! so they are pinned by `Cargo.lock` and need no installation.

use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// Turns what the compiler made into what a page loads.
pub(crate) const BINDGEN: &str = "wasm-bindgen";
const TEST_RUNNER: &str = "wasm-bindgen-test-runner";

/// Acts as the tool by whose name the program was called, if it was.
pub(crate) fn dispatch(mut args: Vec<OsString>) -> Option<Result<()>> {
    let name = Path::new(args.first()?).file_name()?.to_str()?.to_owned();
    match name.as_str() {
        BINDGEN => {
            args.extend(release_flags(&args));
            Some(wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args))
        }
        TEST_RUNNER => Some(wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(args)),
        _ => None,
    }
}

/// Nobody who uses a release reads its symbol names: Trunk cannot say so, but it names the folder after its mode.
fn release_flags(args: &[OsString]) -> Vec<OsString> {
    let release = args.iter().filter_map(|arg| arg.to_str()).any(|arg| {
        arg.strip_prefix("--out-dir=")
            .is_some_and(|folder| Path::new(folder).ends_with("wasm-bindgen/release"))
    });
    let flags: &[&str] = if release { &["--remove-name-section", "--remove-producers-section"] } else { &[] };
    flags.iter().map(OsString::from).collect()
}

/// A folder with both tools, for `PATH`.
pub(crate) fn folder(workspace: &Workspace) -> Result<PathBuf> {
    let program = std::env::current_exe().context("Unable to tell the own path")?;
    let folder = workspace.target.join("tools");
    fs::create_dir_all(&folder).with_context(|| format!("Unable to create {}", folder.display()))?;
    for name in [BINDGEN, TEST_RUNNER] {
        let link = folder.join(name);
        if fs::read_link(&link).is_ok_and(|to| to == program) {
            continue;
        }
        // Under another name first: a test that runs now must not find a gap.
        let fresh = folder.join(format!("{name}.{}", std::process::id()));
        std::os::unix::fs::symlink(&program, &fresh)
            .and_then(|()| fs::rename(&fresh, &link))
            .with_context(|| format!("Unable to create {}", link.display()))?;
    }
    Ok(folder)
}

/// The program that runs a wasm test in a browser.
pub(crate) fn test_runner(workspace: &Workspace) -> Result<PathBuf> {
    Ok(folder(workspace)?.join(TEST_RUNNER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(out_dir: &str) -> usize {
        release_flags(&[OsString::from("wasm-bindgen"), OsString::from(format!("--out-dir={out_dir}"))]).len()
    }

    #[test]
    fn only_releases_lose_their_names() {
        assert_eq!(flags("/x/target/wasm-bindgen/release"), 2);
        assert_eq!(flags("/x/target/wasm-bindgen/debug"), 0);
        assert_eq!(flags("/release/target/wasm-bindgen/debug"), 0);
    }

    #[test]
    fn the_own_name_is_not_a_tool() {
        assert!(
            dispatch(vec![OsString::from("target/debug/xtask"), OsString::from("wasm-bindgen")]).is_none()
        );
        assert!(dispatch(Vec::new()).is_none());
    }
}
