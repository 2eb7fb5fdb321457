//! The groups `interop`, `e2e` and `xdc`: programs of the `tests` room, run where there is nothing but loopback.

use super::{
    Outcome, Row, Surroundings,
    binaries::{self, Binary},
    namespace,
    unit::NATIVE_ROOMS,
};
use crate::{command::cargo, tools::debian, workspace::Workspace};
use anyhow::Result;

/// Journeys wait for programs of others on a machine that is busy with many of them. So many of one group that fail are
/// run once more, each by itself; if more fail, that is no accident.
const RUN_AGAIN: usize = 3;

/// Bridge and core against the real Delta Chat.
pub(crate) fn interop(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    run(Surroundings::of_a_journey(workspace).with_delta_chat(), "interop", filter)
}

/// People in browsers, with a real Delta Chat among them.
pub(crate) fn e2e(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    let surroundings = Surroundings::of_a_journey(workspace);
    let surroundings = surroundings.with_delta_chat().with_browser().with_pages().with_samples();
    run(surroundings.with_gallery().with_bot(), "e2e", filter)
}

/// Mini apps in their frames.
pub(crate) fn xdc(workspace: &Workspace, filter: Option<&str>) -> Result<Vec<Row>> {
    let surroundings = Surroundings::of_a_journey(workspace);
    run(surroundings.with_delta_chat().with_browser().with_pages().with_samples(), "xdc", filter)
}

fn run(surroundings: Surroundings<'_>, name: &str, filter: Option<&str>) -> Result<Vec<Row>> {
    let workspace = surroundings.workspace;
    debian::ensure(&[debian::CLANG])?;
    namespace::ensure()?;
    let mut tests = cargo(workspace);
    let programs = binaries::build(tests.args(["test", "--locked", "--test", name]).args(NATIVE_ROOMS))?;
    let mut rows = Vec::new();
    for binary in programs {
        let run = |arguments: &[&str]| journey(&surroundings, &binary, arguments);
        let first = run(filter.as_slice())?;
        let is_rare = first.iter().filter(|row| row.outcome == Outcome::Fail).count() <= RUN_AGAIN;
        for row in first {
            let again = is_rare && row.outcome == Outcome::Fail && row.reason.is_none();
            rows.push(if again { by_itself(row, run)? } else { row });
        }
    }
    Ok(rows)
}

fn journey(surroundings: &Surroundings<'_>, binary: &Binary, arguments: &[&str]) -> Result<Vec<Row>> {
    let mut program = namespace::loopback_only(&binary.path);
    program.args(arguments).current_dir(&binary.folder);
    surroundings.tell(&mut program)?;
    binaries::run(&binary.name, &mut program)
}

/// Runs a failed test again. One that passes is told as unsteady, so that nobody takes it for a sound one.
fn by_itself(row: Row, run: impl FnOnce(&[&str]) -> Result<Vec<Row>>) -> Result<Row> {
    println!("\n{} failed beside the others, and is run again by itself", row.name);
    let passed = run(&["--exact", &row.name])?.iter().any(|again| *again == Row::pass(&row.name, &row.from));
    Ok(if passed { Row::unsteady(&row.name, &row.from) } else { row })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_by_itself_is_forgiven() {
        let failed = Row::new("a", "x", Outcome::Fail);
        let pass = by_itself(failed.clone(), |_| Ok(vec![Row::pass("a", "x")])).unwrap();
        assert_eq!((pass.outcome, pass.is_unsteady()), (Outcome::Pass, true));
        assert_eq!(by_itself(failed.clone(), |_| Ok(vec![failed.clone()])).unwrap(), failed);
        assert_eq!(by_itself(failed.clone(), |_| Ok(Vec::new())).unwrap(), failed);
        let died = Row::fail("the program ends well", "x", "signal");
        assert_eq!(by_itself(failed.clone(), |_| Ok(vec![died])).unwrap(), failed);
    }
}
