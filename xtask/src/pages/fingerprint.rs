//! Content hashes in file names, so that a browser may keep a file for ever and never mixes two releases.
//!
//! Trunk hashes the main module only: a worker's name must be known to the page. So it hashes nothing here, and
//! all names are made in one place. The page reads the names of its workers from `index.html`.

use super::{
    files::{Files, extension, short_hash},
    reference,
};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// The service worker's name is its identity; it must not change.
pub(crate) const SERVICE_WORKER: &str = "sw.js";

/// Gives every script, style and module its hash and follows it with all mentions. The hash is taken after the
/// mentions inside are replaced: a file's name changes when anything it loads changes.
pub(crate) fn fingerprint(files: Files) -> Result<Files> {
    let mut renaming = Renaming { files: &files, done: BTreeMap::new() };
    for name in files.keys().filter(|name| is_hashed(name)) {
        renaming.hashed_name(name, &mut Vec::new())?;
    }
    let done = renaming.done;
    let mut result = Files::new();
    for (name, content) in &files {
        match done.get(name) {
            Some((new, content)) => result.insert(new.clone(), content.clone()),
            None if is_text(name) => {
                let mut text = text(name, content)?.to_owned();
                for (old, (new, _)) in &done {
                    text = reference::replace(&text, old, new);
                }
                result.insert(name.clone(), text.into_bytes())
            }
            None => result.insert(name.clone(), content.clone()),
        };
    }
    Ok(result)
}

struct Renaming<'a> {
    files: &'a Files,
    done: BTreeMap<String, (String, Vec<u8>)>,
}

impl Renaming<'_> {
    fn hashed_name(&mut self, name: &str, above: &mut Vec<String>) -> Result<String> {
        if let Some((new, _)) = self.done.get(name) {
            return Ok(new.clone());
        }
        if above.iter().any(|other| other == name) {
            bail!("Unable to hash {name}: it loads itself through {}", above.join(", "));
        }
        let content = self.files.get(name).with_context(|| format!("Unable to find {name}"))?;
        let content = if is_text(name) {
            let mut text = text(name, content)?.to_owned();
            above.push(name.to_owned());
            for other in self.files.keys().filter(|other| is_hashed(other) && *other != name) {
                if reference::mentions(&text, other) {
                    text = reference::replace(&text, other, &self.hashed_name(other, above)?);
                }
            }
            above.pop();
            text.into_bytes()
        } else {
            self.refuse_mentions(name, content)?;
            content.clone()
        };
        let extension = extension(name);
        let stem = name.strip_suffix(&format!(".{extension}")).unwrap_or(name);
        let new = format!("{stem}-{}.{extension}", short_hash(&content));
        self.done.insert(name.to_owned(), (new.clone(), content));
        Ok(new)
    }

    /// A name inside a compiled module cannot be followed, and would be wrong in every release.
    fn refuse_mentions(&self, name: &str, content: &[u8]) -> Result<()> {
        let mut hashed = self.files.keys().filter(|other| is_hashed(other));
        if let Some(other) =
            hashed.find(|other| content.windows(other.len()).any(|bytes| bytes == other.as_bytes()))
        {
            bail!("{name} names {other}, which gets another name in every release: take it from index.html");
        }
        Ok(())
    }
}

fn is_hashed(name: &str) -> bool {
    name != SERVICE_WORKER && matches!(extension(name), "js" | "css" | "wasm")
}

fn is_text(name: &str) -> bool {
    matches!(extension(name), "js" | "css" | "html" | "json" | "webmanifest")
}

fn text<'a>(name: &str, content: &'a [u8]) -> Result<&'a str> {
    std::str::from_utf8(content).with_context(|| format!("{name} is not text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(module: &str) -> Files {
        [
            ("index.html", r#"<script src="/boot.js"></script><meta content="/worker_loader.js">"#),
            ("boot.js", "console.log('boot')"),
            ("worker_loader.js", "import init from './worker.js'"),
            ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
            ("worker_bg.wasm", module),
            ("sw.js", "self"),
            ("icon.png", "picture"),
        ]
        .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
        .into()
    }

    fn name_of<'a>(files: &'a Files, start: &str) -> &'a str {
        files.keys().find(|name| name.starts_with(start)).unwrap()
    }

    #[test]
    fn names_follow_through_all_files() {
        let files = fingerprint(pages("one")).unwrap();
        let at = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        let loader = name_of(&files, "worker_loader-");
        assert_eq!(
            at("index.html"),
            format!(r#"<script src="/{}"></script><meta content="/{loader}">"#, name_of(&files, "boot-"))
        );
        assert_eq!(at(loader), format!("import init from './{}'", name_of(&files, "worker-")));
        assert!(at(name_of(&files, "worker-")).contains(name_of(&files, "worker_bg-")));
        assert!(files.contains_key("sw.js") && files.contains_key("icon.png"));
        assert_eq!(files.len(), 7);
    }

    #[test]
    fn a_changed_module_changes_what_loads_it_and_nothing_else() {
        let (one, two) = (fingerprint(pages("one")).unwrap(), fingerprint(pages("two")).unwrap());
        assert_ne!(name_of(&one, "worker_loader-"), name_of(&two, "worker_loader-"));
        assert_eq!(name_of(&one, "boot-"), name_of(&two, "boot-"));
    }

    #[test]
    fn a_module_that_names_a_file_is_refused() {
        let error = fingerprint(pages("..worker_loader.js..")).unwrap_err().to_string();
        assert!(error.contains("worker_bg.wasm names worker_loader.js"), "{error}");
    }

    #[test]
    fn circles_are_refused() {
        let circle = [("a.js", "import './b.js'"), ("b.js", "import './a.js'")];
        let files = circle.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())).into();
        assert!(fingerprint(files).is_err());
    }
}
