//! `cargo xtask language`: brings a language in from Delta Chat's translations.
//!
//! What was translated here before stays as it is, so texts that Delta Chat has no words for can be added by hand, and the
//! chore can be run again for a newer translation. [`complete`] fills the rest with English when the pages are built.

mod android;
mod fluent;
mod table;

pub(crate) use fluent::complete;

use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of the texts, from the repository's.
const FOLDER: &str = "app/locales";

/// The language that is always complete.
const ENGLISH: &str = "en";

/// The languages that are written here.
const OWN: [&str; 2] = [ENGLISH, "de"];

/// Texts of one language, as files of this name hold them.
fn file_name(code: &str) -> String {
    format!("texts-{code}.ftl")
}

/// Whether a file of the pages has the texts of a language that was brought in.
pub(crate) fn is_brought_in(name: &str) -> bool {
    name.starts_with("texts-") && !OWN.iter().any(|code| name == file_name(code))
}

/// Writes the texts of a language, with all that a `strings.xml` of Delta Chat has for them.
pub(crate) fn language(workspace: &Workspace, code: &str, name: &str, strings: &Path) -> Result<()> {
    ensure!(
        code.split('-')
            .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())),
        "{code} is no language tag, such as fr or pt-BR (BCP 47)"
    );
    ensure!(!OWN.contains(&code), "The texts of {code} are written here");
    let folder = workspace.root.join(FOLDER);
    let read = |path: &PathBuf| {
        fs::read_to_string(path).with_context(|| format!("Unable to read {}", path.display()))
    };
    let english = read(&folder.join(file_name(ENGLISH)))?;
    let table = table::parse(&read(&folder.join("delta-chat.txt"))?)?;
    let strings = android::parse(&read(&strings.to_owned())?)
        .with_context(|| format!("{} is no strings.xml of Delta Chat", strings.display()))?;
    let path = folder.join(file_name(code));
    let before = if path.exists() { read(&path)? } else { format!("language-name = {name}\n") };
    let texts = fluent::with_imported(&before, &english, &table, &strings)?;
    fs::write(&path, &texts).with_context(|| format!("Unable to write {}", path.display()))?;
    let (here, all) = (fluent::count(&texts)?, fluent::count(&english)?);
    println!(
        "{} has {here} of {all} texts; the pages show the others in English until they stand there too.",
        path.display()
    );
    println!(
        "The translations of Delta Chat are under the GNU GPL: who offers pages with them to others has to say whose they are."
    );
    Ok(())
}

/// The texts of all languages, complete, by the name the page asks for them by.
pub(crate) fn all(root: &Path) -> Result<Vec<(String, String)>> {
    let folder = root.join(FOLDER);
    let english =
        fs::read_to_string(folder.join(file_name(ENGLISH))).context("Unable to read the English texts")?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("Unable to list {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("A file name is not text")?;
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let source = fs::read_to_string(&path).with_context(|| format!("Unable to read {name}"))?;
            let source =
                complete(&source, &english).with_context(|| format!("Unable to understand {name}"))?;
            texts.push((name.to_owned(), source));
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests;
