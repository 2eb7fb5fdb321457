//! Tables for people, `target/reports/<name>.json` for machines.

use serde_json::{Map, Value, json};
use std::{env, fs, path::PathBuf};

/// Figures and rows of one measurement.
#[derive(Default)]
pub struct Report {
    figures: Map<String, Value>,
    rows: Vec<Value>,
}

impl Report {
    /// Adds a figure. Its name is part of the interface of the reports.
    pub fn figure(&mut self, name: impl Into<String>, value: f64) {
        self.figures.insert(name.into(), json!(value));
    }

    /// Adds a row with whatever explains the figures.
    pub fn row(&mut self, row: Value) {
        self.rows.push(row);
    }

    /// Writes the report where `cargo xtask` expects it.
    pub fn write(&self, name: &str) {
        let folder =
            env::var_os("ESTUARY_REPORTS").map_or_else(|| PathBuf::from("target/reports"), PathBuf::from);
        fs::create_dir_all(&folder).unwrap();
        let text =
            serde_json::to_string_pretty(&json!({"figures": self.figures, "rows": self.rows})).unwrap();
        fs::write(folder.join(format!("{name}.json")), text + "\n").unwrap();
    }
}

/// The middle value; panics without values.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_of_odd_and_even_counts() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.5);
    }
}
