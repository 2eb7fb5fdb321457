//! Which of our texts is which of Delta Chat's: `app/locales/delta-chat.txt`.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

/// What takes the place of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A value of our text.
    Ours(String),
    /// Another text of theirs.
    Theirs(String),
}

/// A text of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Theirs {
    pub(super) name: String,
    pub(super) values: Vec<Value>,
}

/// What one of our texts is in theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    One(Theirs),
    /// By the name of the variant, in the order of the table.
    Variants(Vec<(String, Theirs)>),
}

/// By our names.
pub(super) type Table = BTreeMap<String, Entry>;

/// Reads the table.
pub(super) fn parse(text: &str) -> Result<Table> {
    let mut table = Table::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    for (at, line) in lines {
        add(&mut table, line).with_context(|| format!("Line {} of the table of texts", at + 1))?;
    }
    Ok(table)
}

fn add(table: &mut Table, line: &str) -> Result<()> {
    let (ours, theirs) = line.split_once(" = ").context("It has no =")?;
    let mut words = theirs.split_whitespace();
    let name = words.next().context("It names no text of Delta Chat")?.to_owned();
    let values = words
        .map(|word| match word.strip_prefix('=') {
            Some(theirs) => Value::Theirs(theirs.to_owned()),
            None => Value::Ours(word.to_owned()),
        })
        .collect();
    let theirs = Theirs { name, values };
    match ours.split_once(" [") {
        None => {
            ensure!(table.insert(ours.to_owned(), Entry::One(theirs)).is_none(), "{ours} stands there twice")
        }
        Some((ours, variant)) => {
            let variant = variant.strip_suffix(']').context("A bracket is not closed")?.to_owned();
            match table.entry(ours.to_owned()).or_insert_with(|| Entry::Variants(Vec::new())) {
                Entry::Variants(variants) => variants.push((variant, theirs)),
                Entry::One(_) => anyhow::bail!("{ours} stands there with and without variants"),
            }
        }
    }
    Ok(())
}
