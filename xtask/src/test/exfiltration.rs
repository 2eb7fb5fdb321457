//! The group `exfiltration`: one program of the `tests` room, in a world where every name leads to its sinks.

use super::{Row, Surroundings, namespace, row::check, unit::NATIVE_ROOMS};
use crate::{
    command::{self, cargo},
    tools::debian,
    workspace::Workspace,
};
use anyhow::{Context, Result};
use std::fs;

/// Lets the program's own name server be the one that browsers ask. And without a way out, if only back in, Firefox makes
/// no calls: they go by the address it would have outside.
const WITH_NAMES: &str = "mount --bind \"$1\" /etc/resolv.conf && ip addr add 192.0.2.1/32 dev lo && \
    ip route add default dev lo src 192.0.2.1 && shift && exec \"$@\"";

/// Runs it; it writes its own report.
pub(crate) fn run(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    debian::ensure(&[debian::CLANG])?;
    namespace::ensure()?;
    let name = "exfiltration";
    let mut build = cargo(workspace);
    command::run(build.args(["build", "--locked", "--bin", name]).args(NATIVE_ROOMS))?;
    let names = workspace.target.join("resolv.conf");
    fs::write(&names, "nameserver 127.0.0.1\n")
        .with_context(|| format!("Unable to write {}", names.display()))?;
    let mut program = namespace::loopback_only("unshare");
    program.args(["-m", "--", "bash", "-c", WITH_NAMES, "_"]).arg(&names);
    program.arg(workspace.program("debug", name)).args(filter).current_dir(workspace.root.join("tests"));
    Surroundings::of_a_journey(workspace).with_browser().with_firefox().with_pages().tell(&mut program)?;
    Ok(vec![check("x59 to x61: no way out of a mini app but those that are known", || {
        command::run(&mut program)
    })])
}
