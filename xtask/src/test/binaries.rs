//! Test programs: built by cargo, run by us, so that they can run where cargo cannot.

use super::{Row, libtest::Results};
use crate::command;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A test program.
#[derive(Debug)]
pub(crate) struct Binary {
    /// The name of its target.
    pub(crate) name: String,
    /// The program; for wasm, what the runner takes.
    pub(crate) path: PathBuf,
    /// The folder of its package, where tests expect to run.
    pub(crate) folder: PathBuf,
    /// Whether it stands in the package's `tests/`, not inside the code it tests.
    pub(crate) integration: bool,
}

/// What cargo says about a finished target, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
    manifest_path: Option<PathBuf>,
    profile: Option<Profile>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// Builds with `cargo test --no-run …` and returns the programs.
pub(crate) fn build(cargo_test: &mut Command) -> Result<Vec<Binary>> {
    cargo_test.args(["--no-run", "--message-format=json-render-diagnostics"]);
    let messages = command::capture(cargo_test)?;
    messages.lines().filter_map(|line| binary(line).transpose()).collect()
}

fn binary(message: &str) -> Result<Option<Binary>> {
    let message: Message = serde_json::from_str(message).context("cargo wrote something unexpected")?;
    Ok(match message {
        Message {
            target: Some(target),
            executable: Some(path),
            manifest_path: Some(manifest),
            profile: Some(profile),
        } if profile.test => {
            let folder = manifest.parent().unwrap_or(Path::new(".")).to_owned();
            Some(Binary {
                integration: target.kind.iter().any(|kind| kind == "test"),
                name: target.name,
                path,
                folder,
            })
        }
        _ => None,
    })
}

/// Runs one and passes its output through.
pub(crate) fn run(name: &str, program: &mut Command) -> Result<Vec<Row>> {
    println!("\n-- {name} --");
    let mut child = program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("Unable to start {}", command::line(program)))?;
    let Some(stdout) = child.stdout.take() else { bail!("{name} has no output") };
    let mut results = Results::new(name);
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.with_context(|| format!("Unable to read what {name} says"))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        results.line(&line);
    }
    let status = child.wait()?;
    Ok(results.end(status.success(), &status.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_programs_are_taken() {
        let artifact = |test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","manifest_path":"/r/core/Cargo.toml","target":{{"name":"core","kind":["lib"]}},
                    "profile":{{"test":{test}}},"executable":"/t/core-1"}}"#
            )
        };
        let found = binary(&artifact(true)).unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.folder.as_path()), ("core", Path::new("/r/core")));
        assert!(binary(&artifact(false)).unwrap().is_none());
        assert!(binary(r#"{"reason":"build-finished","success":true}"#).unwrap().is_none());
        assert!(binary("warning: text").is_err());
    }
}
