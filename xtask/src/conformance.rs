//! `cargo xtask conformance`: the 100 lines, as the last tests of the groups `interop` and `e2e` found them.

use crate::{
    report,
    test::{Outcome, Row},
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs};

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Standing {
    /// Every test of it held.
    Pass,
    /// One did not.
    Fail,
    /// Nobody tried.
    Missing,
}

/// `tests/conformance.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checklist {
    /// Lines up to this one must pass.
    required: u32,
    lines: BTreeMap<String, String>,
}

/// `conformance.json`.
#[derive(Serialize)]
struct Standings {
    lines: BTreeMap<String, Standing>,
}

/// Prints the lines and writes the report; an error if a required one does not pass.
pub(crate) fn conformance(workspace: &Workspace) -> Result<()> {
    let path = workspace.root.join("tests/conformance.toml");
    let (required, checklist) =
        parse(&fs::read_to_string(&path).with_context(|| format!("Unable to read {}", path.display()))?)?;
    let mut rows = Vec::new();
    for group in ["interop", "e2e"] {
        let found: Option<report::Report<Row>> = report::read(workspace, group)?;
        rows.extend(found.map(|report| report.rows).unwrap_or_default());
    }
    let mut standings = Standings { lines: BTreeMap::new() };
    let mut lacking = Vec::new();
    for (line, text) in &checklist {
        let standing = standing(*line, &rows);
        if *line <= required && standing != Standing::Pass {
            lacking.push(line.to_string());
        }
        let word = match standing {
            Standing::Pass => "pass",
            Standing::Fail => "FAIL",
            Standing::Missing => "missing",
        };
        println!("{line:>3}  {word:<8} {text}");
        standings.lines.insert(line.to_string(), standing);
    }
    let count = |standing| standings.lines.values().filter(|found| **found == standing).count();
    println!(
        "{} pass, {} fail, {} missing",
        count(Standing::Pass),
        count(Standing::Fail),
        count(Standing::Missing)
    );
    report::write(workspace, "conformance", &standings)?;
    if !lacking.is_empty() {
        bail!("The last tests did not show what it must: lines {}", lacking.join(", "));
    }
    Ok(())
}

/// The number of lines required, and all lines in order.
fn parse(text: &str) -> Result<(u32, BTreeMap<u32, String>)> {
    let Checklist { required, lines } =
        toml::from_str(text).context("Unable to understand tests/conformance.toml")?;
    let number = |line: &str| line.parse().with_context(|| format!("{line} is no number of a line"));
    let lines = lines.into_iter().map(|(line, text)| Ok((number(&line)?, text))).collect::<Result<_>>()?;
    Ok((required, lines))
}

/// Several tests may show one line, and all must hold. One that was skipped shows nothing.
fn standing(line: u32, rows: &[Row]) -> Standing {
    let outcomes: Vec<_> =
        rows.iter().filter(|row| line_of(&row.name) == Some(line)).map(|row| row.outcome).collect();
    if outcomes.contains(&Outcome::Fail) {
        Standing::Fail
    } else if outcomes.is_empty() || outcomes.contains(&Outcome::Ignored) {
        Standing::Missing
    } else {
        Standing::Pass
    }
}

/// The line a test shows: `c05_…`, in whatever module.
fn line_of(test: &str) -> Option<u32> {
    let (number, _) = test.rsplit("::").next()?.strip_prefix('c')?.split_once('_')?;
    (number.len() >= 2 && number.chars().all(|c| c.is_ascii_digit())).then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_name_their_line() {
        assert_eq!(line_of("c05_old_and_new_encryption"), Some(5));
        assert_eq!(line_of("secure_join::c14_only_the_inviter"), Some(14));
        assert_eq!(line_of("c100_post_quantum"), Some(100));
        for other in ["c5_x", "c_x", "core_starts", "c05", "x05_y"] {
            assert_eq!(line_of(other), None, "{other}");
        }
    }

    #[test]
    fn all_tests_of_a_line_must_hold() {
        let rows = [
            Row::pass("c01_a", "interop"),
            Row::pass("c02_a", "interop"),
            Row::fail("c02_b", "interop", ""),
            Row::pass("c03_a", "interop"),
            Row::new("c03_b", "interop", Outcome::Ignored),
        ];
        let found = [1, 2, 3, 4].map(|line| standing(line, &rows));
        assert_eq!(found, [Standing::Pass, Standing::Fail, Standing::Missing, Standing::Missing]);
    }

    #[test]
    fn the_checklist_in_the_repository_has_all_lines() {
        let text =
            fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance.toml")).unwrap();
        let (required, lines) = parse(&text).unwrap();
        assert!(lines.contains_key(&required));
        assert!(lines.keys().copied().eq(1..=100));
        assert!(lines.values().all(|text| !text.is_empty()));
    }
}
