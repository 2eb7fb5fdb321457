//! Reads the output of Rust's test programs; wasm-bindgen's browser runner writes the same form.

use super::{Outcome, Row};

/// Collects results line by line.
#[derive(Debug)]
pub(crate) struct Results {
    from: String,
    rows: Vec<Row>,
    /// A test whose outcome is still to come: its own output stands between name and outcome.
    open: Option<String>,
    finished: bool,
}

impl Results {
    /// Of the program with this name.
    pub(crate) fn new(from: &str) -> Self {
        Self { from: from.to_owned(), rows: Vec::new(), open: None, finished: false }
    }

    /// Takes in the next line.
    pub(crate) fn line(&mut self, line: &str) {
        let line = line.trim_end_matches('\r');
        if line.starts_with("test result: ") || line == "no tests to run!" {
            self.finished = true;
        } else if let Some((name, rest)) =
            line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "))
        {
            let name = name.trim_end_matches(" - should panic");
            match outcome(rest) {
                Some(outcome) => self.rows.push(Row::new(name, &self.from, outcome)),
                None => self.open = Some(name.to_owned()),
            }
        } else if let Some(outcome) = outcome(line)
            && let Some(name) = self.open.take()
        {
            self.rows.push(Row::new(&name, &self.from, outcome));
        }
    }

    /// All rows. A program that died has failed, whatever it managed to say before.
    pub(crate) fn end(mut self, success: bool, status: &str) -> Vec<Row> {
        if let Some(name) = self.open.take() {
            self.rows.push(Row::fail(&name, &self.from, "it never came to an end"));
        }
        let explained = self.rows.iter().any(|row| row.outcome == Outcome::Fail);
        if !self.finished || (!success && !explained) {
            self.rows.push(Row::fail("the program ends well", &self.from, status));
        }
        self.rows
    }
}

fn outcome(text: &str) -> Option<Outcome> {
    match text.split([' ', ',']).next()? {
        "ok" => Some(Outcome::Pass),
        "FAILED" | "FAIL" => Some(Outcome::Fail),
        "ignored" | "ignore" => Some(Outcome::Ignored),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, success: bool) -> Vec<(String, Outcome)> {
        let mut results = Results::new("x");
        text.lines().for_each(|line| results.line(line));
        results.end(success, "exit 101").into_iter().map(|row| (row.name, row.outcome)).collect()
    }

    #[test]
    fn outcomes_are_read() {
        let text = "running 3 tests\n\
                    test a::b ... ok\n\
                    test c - should panic ... FAILED\n\
                    test d ... ignored, needs a camera\n\
                    test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured\n";
        let expected = [("a::b", Outcome::Pass), ("c", Outcome::Fail), ("d", Outcome::Ignored)];
        assert_eq!(read(text, false), expected.map(|(name, outcome)| (name.to_owned(), outcome)));
    }

    #[test]
    fn output_between_name_and_outcome_is_skipped() {
        let text = "test a ... hello\nworld\nok\ntest result: ok. 1 passed\n";
        assert_eq!(read(text, true), [("a".to_owned(), Outcome::Pass)]);
    }

    #[test]
    fn a_program_that_dies_has_failed() {
        let died = ("the program ends well".to_owned(), Outcome::Fail);
        assert_eq!(read("test a ... ok\n", true), [("a".to_owned(), Outcome::Pass), died.clone()]);
        assert_eq!(read("test a ... \n", false), [("a".to_owned(), Outcome::Fail), died.clone()]);
        assert_eq!(read("test result: ok. 0 passed\n", false), [died]);
    }

    #[test]
    fn a_browser_binary_without_tests_is_fine() {
        assert_eq!(read("no tests to run!\n", true), []);
    }
}
