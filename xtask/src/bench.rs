//! `cargo xtask bench`: programs of the `tests` room, built for speed.

use crate::{
    cli::Bench,
    command::{cargo, run},
    report,
    test::{namespace, surroundings},
    tools::npm,
    workspace::Workspace,
};
use anyhow::{Result, ensure};

/// Runs one; it prints its table and writes its report.
pub(crate) fn bench(workspace: &Workspace, what: Bench) -> Result<()> {
    let name = match what {
        Bench::Crypto => "bench-crypto",
        Bench::Message => "bench-message",
    };
    report::forget(workspace, name)?;
    namespace::ensure()?;
    run(cargo(workspace).args([
        "build",
        "--release",
        "--locked",
        "-p",
        "estuary-bridge",
        "-p",
        "estuary-tests",
    ]))?;
    let mut program = namespace::loopback_only(workspace.program("release", name));
    surroundings(workspace, &mut program, "release", true)?;
    if what == Bench::Crypto {
        program.env("ESTUARY_OPENPGPJS", npm::ensure_openpgpjs(workspace)?);
    }
    run(program.current_dir(workspace.root.join("tests")))?;
    ensure!(workspace.reports().join(format!("{name}.json")).is_file(), "{name} wrote no report");
    Ok(())
}
