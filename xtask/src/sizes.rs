//! `cargo xtask sizes`: what a browser has to load.

use crate::{
    language,
    pages::{self, Mode},
    report::{self, Report},
    workspace::Workspace,
};
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use std::{fs, io::Write};

/// `sizes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    /// The most a first load may take, brotli, in bytes.
    first_load_brotli_bytes: u64,
    /// Files whose name begins like this are not part of a first load.
    loaded_later: Vec<String>,
}

/// One file, in bytes.
#[derive(Debug, Serialize)]
struct Row {
    /// Without its content hash.
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    first_load: bool,
}

/// Prints every file and the total; an error above the budget.
pub(crate) fn sizes(workspace: &Workspace) -> Result<()> {
    report::forget(workspace, "sizes")?;
    let rules = fs::read_to_string(workspace.root.join("sizes.toml")).context("Unable to read sizes.toml")?;
    let rules: Rules = toml::from_str(&rules).context("Unable to understand sizes.toml")?;
    let folder = pages::build(workspace, Mode::Release)?;
    let rows = rows(&pages::read(&folder)?, &rules)?;
    let total = |size: fn(&Row) -> u64| rows.iter().filter(|row| row.first_load).map(size).sum::<u64>();
    let (raw, gzip, brotli) = (total(|row| row.raw), total(|row| row.gzip), total(|row| row.brotli));

    println!("{:>10} {:>10} {:>10}", "raw", "gzip", "brotli");
    for row in &rows {
        let later = if row.first_load { "" } else { " (later)" };
        println!("{:>10} {:>10} {:>10}  {}{later}", row.raw, row.gzip, row.brotli, row.name);
    }
    let budget = rules.first_load_brotli_bytes;
    println!("{raw:>10} {gzip:>10} {brotli:>10}  first load, of {budget} brotli");

    let figures = [
        ("first_load_raw_bytes", raw),
        ("first_load_gzip_bytes", gzip),
        ("first_load_brotli_bytes", brotli),
        ("first_load_brotli_budget_bytes", budget),
    ];
    let figures = figures.map(|(name, bytes)| (name.to_owned(), bytes as f64)).into();
    report::write(workspace, "sizes", &Report { figures, rows })?;
    if brotli > budget {
        bail!("A first load takes {brotli} bytes, {} more than sizes.toml allows", brotli - budget);
    }
    Ok(())
}

/// The files a browser sees, largest first. What is not compressed for serving counts as it is.
fn rows(files: &pages::Files, rules: &Rules) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, content) in files.iter().filter(|(name, _)| !name.ends_with(".br")) {
        let plain = plain_name(name);
        let raw = content.len() as u64;
        let compressed = files.get(&format!("{name}.br"));
        rows.push(Row {
            raw,
            gzip: if compressed.is_some() { gzip(content)? } else { raw },
            brotli: compressed.map_or(raw, |small| small.len() as u64),
            first_load: !language::is_brought_in(&plain)
                && !rules.loaded_later.iter().any(|start| plain.starts_with(start)),
            name: plain,
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    Ok(rows)
}

fn gzip(content: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len() as u64)
}

/// The name without its content hash, the same in every release.
fn plain_name(name: &str) -> String {
    let Some((stem, extension)) = name.rsplit_once('.') else { return name.to_owned() };
    match stem.rsplit_once('-') {
        Some((stem, hash)) if hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            format!("{stem}.{extension}")
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_taken_off() {
        assert_eq!(plain_name("estuary-app_bg-0123456789abcdef.wasm"), "estuary-app_bg.wasm");
        assert_eq!(plain_name("estuary-app.js"), "estuary-app.js");
        assert_eq!(plain_name("a/b-0123456789abcdeg.js"), "a/b-0123456789abcdeg.js");
    }

    #[test]
    fn what_is_loaded_later_is_not_counted() {
        let rules = Rules { first_load_brotli_bytes: 1, loaded_later: vec!["scanner".to_owned()] };
        let files = [
            ("app.js", "aaaaaaaaaa"),
            ("app.js.br", "aa"),
            ("scanner-0123456789abcdef.wasm", "s"),
            ("i.png", "p"),
        ]
        .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
        .into();
        let rows = rows(&files, &rules).unwrap();
        let seen: Vec<_> =
            rows.iter().map(|row| (row.name.as_str(), row.raw, row.brotli, row.first_load)).collect();
        assert_eq!(seen, [("app.js", 10, 2, true), ("i.png", 1, 1, true), ("scanner.wasm", 1, 1, false)]);
    }

    #[test]
    fn the_rules_in_the_repository_are_understood() {
        let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../sizes.toml")).unwrap();
        let rules: Rules = toml::from_str(&text).unwrap();
        assert!(rules.first_load_brotli_bytes <= 1_600_000, "the budget only ever shrinks");
    }
}
