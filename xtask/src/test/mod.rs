//! `cargo xtask test`: what continuous integration runs, and any part of it.

mod binaries;
mod browser;
mod exfiltration;
mod journeys;
mod libtest;
pub(crate) mod namespace;
mod row;
mod surroundings;
mod unit;

pub(crate) use row::{Outcome, Row};
pub(crate) use surroundings::Surroundings;
pub(crate) use unit::NATIVE_ROOMS;

use crate::{cli::Group, conformance, report, sizes, workspace::Workspace};
use anyhow::{Result, bail};
use std::time::Instant;

/// What is run where no group is named, in this order.
const ALL: [Group; 6] =
    [Group::Unit, Group::Browser, Group::Interop, Group::E2e, Group::Xdc, Group::Exfiltration];

/// Runs the groups, passes their output through, writes a report for each and ends with one line.
pub(crate) fn test(workspace: &Workspace, group: Option<Group>, filter: Option<&str>) -> Result<()> {
    let groups = group.map_or(ALL.to_vec(), |one| vec![one]);
    let mut rows = Vec::new();
    for group in groups {
        rows.extend(run_group(workspace, group, filter)?);
    }
    if group.is_none() {
        println!("\n== sizes ==");
        rows.push(row::check("sizes", || sizes::sizes(workspace)));
        println!("\n== conformance ==");
        rows.push(row::check("conformance", || conformance::conformance(workspace)));
    }
    let failed: Vec<_> = rows.iter().filter(|row| row.outcome == Outcome::Fail).collect();
    println!();
    for row in rows.iter().filter(|row| row.is_unsteady()) {
        println!("unsteady: {} ({}) passed only when run again by itself", row.name, row.from);
    }
    for row in &failed {
        println!("failed: {} ({})", row.name, row.from);
    }
    println!("{} passed, {} failed", count(&rows, Outcome::Pass), failed.len());
    if !failed.is_empty() {
        bail!("Not everything passed");
    }
    Ok(())
}

fn run_group(workspace: &Workspace, group: Group, filter: Option<&str>) -> Result<Vec<Row>> {
    let name = match group {
        Group::Unit => "unit",
        Group::Browser => "browser",
        Group::Interop => "interop",
        Group::E2e => "e2e",
        Group::Xdc => "xdc",
        Group::Exfiltration => "exfiltration",
    };
    println!("\n== {name} ==");
    if filter.is_none() {
        report::forget(workspace, name)?;
    }
    let start = Instant::now();
    let result = match group {
        Group::Unit => unit::run(workspace, filter),
        Group::Browser => browser::run(workspace, filter),
        Group::Interop => journeys::interop(workspace, filter),
        Group::E2e => journeys::e2e(workspace, filter),
        Group::Xdc => journeys::xdc(workspace, filter),
        Group::Exfiltration => exfiltration::run(workspace, filter),
    };
    let rows = match result {
        Ok(rows) if rows.is_empty() => vec![Row::fail("at least one test", name, "no test ran")],
        Ok(rows) => rows,
        Err(error) => {
            println!("error: {error:#}");
            vec![Row::fail("the group runs", name, &format!("{error:#}"))]
        }
    };
    // Of a filtered run nobody may think that it was the whole group; and of exfiltration the program itself reports.
    if filter.is_none() && group != Group::Exfiltration {
        report::write(workspace, name, &summary(rows.clone(), start.elapsed().as_secs_f64()))?;
    }
    Ok(rows)
}

fn summary(rows: Vec<Row>, seconds: f64) -> report::Report<Row> {
    let outcomes = [("passed", Outcome::Pass), ("failed", Outcome::Fail), ("ignored", Outcome::Ignored)];
    let counts = outcomes.map(|(name, outcome)| (name.to_owned(), count(&rows, outcome) as f64));
    let unsteady = rows.iter().filter(|row| row.is_unsteady()).count() as f64;
    let others = [("unsteady".to_owned(), unsteady), ("seconds".to_owned(), seconds)];
    report::Report { figures: counts.into_iter().chain(others).collect(), rows }
}

fn count(rows: &[Row], outcome: Outcome) -> usize {
    rows.iter().filter(|row| row.outcome == outcome).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_each_outcome() {
        let rows = vec![Row::pass("a", "x"), Row::fail("b", "x", "why"), Row::pass("c", "x")];
        let figures = summary(rows, 1.5).figures;
        assert_eq!((figures["passed"], figures["failed"], figures["ignored"]), (2.0, 1.0, 0.0));
        assert_eq!(figures["seconds"], 1.5);
    }
}
