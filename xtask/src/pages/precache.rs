//! The list of a release's files, for the service worker: it installs all of them or none.

use super::{
    files::{Files, short_hash},
    fingerprint::SERVICE_WORKER,
};
use crate::language;
use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::ops::Not;

/// What the service worker has instead of its release.
const PLACE: &str = "__ESTUARY_RELEASE__";

/// Half as large as all the rest, and of no use without a network: it is loaded by those who need it.
const REALTIME: &str = "realtime";

/// `precache.json`.
#[derive(Serialize)]
struct Precache<'a> {
    /// Same as inside `sw.js`, or the two are of different releases.
    release: &'a str,
    files: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    /// Absolute path on the origin.
    url: String,
    /// For `fetch`, which refuses a file with another content.
    integrity: String,
    /// Only for those who had it before.
    #[serde(skip_serializing_if = "Not::not")]
    later: bool,
}

/// Adds `precache.json`, and the release to the service worker.
pub(crate) fn add(files: &mut Files) -> Result<()> {
    let release = release(files);
    let worker = files.get_mut(SERVICE_WORKER).context("Unable to find sw.js among the pages")?;
    let text = std::str::from_utf8(worker).context("sw.js is not text")?;
    let stamped = text.replace(PLACE, &release);
    anyhow::ensure!(stamped != text, "sw.js has no {PLACE}, so it would never notice a new release");
    *worker = stamped.into_bytes();
    let entries = listed(files)
        .map(|(name, content)| Entry {
            url: url(name),
            integrity: integrity(content),
            later: language::is_brought_in(name),
        })
        .collect();
    let list = serde_json::to_vec(&Precache { release: &release, files: entries })?;
    files.insert("precache.json".to_owned(), list);
    Ok(())
}

/// Names this exact set of files, the service worker's code included.
fn release(files: &Files) -> String {
    let all: Vec<String> =
        files.iter().map(|(name, content)| format!("{name} {}\n", integrity(content))).collect();
    short_hash(all.concat().as_bytes())
}

fn listed(files: &Files) -> impl Iterator<Item = (&String, &Vec<u8>)> {
    files.iter().filter(|(name, _)| *name != SERVICE_WORKER && !name.starts_with(REALTIME))
}

fn url(name: &str) -> String {
    if name == "index.html" { "/".to_owned() } else { format!("/{name}") }
}

fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(page: &str) -> Files {
        [("index.html", page), ("a/b.css", ""), ("sw.js", "const release = '__ESTUARY_RELEASE__';")]
            .map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn list_and_service_worker_name_the_same_release() {
        let mut files = pages("<html>");
        add(&mut files).unwrap();
        let list: serde_json::Value = serde_json::from_slice(&files["precache.json"]).unwrap();
        let worker = String::from_utf8(files["sw.js"].clone()).unwrap();
        assert_eq!(worker, format!("const release = '{}';", list["release"].as_str().unwrap()));
        assert_eq!(list["files"][0]["url"], "/a/b.css");
        // The well-known SHA-256 of nothing.
        assert_eq!(list["files"][0]["integrity"], "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(list["files"][1]["url"], "/");
        assert_eq!(list["files"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn languages_brought_in_come_to_those_who_read_them() {
        let mut files = pages("");
        for name in ["texts-en.ftl", "texts-de.ftl", "texts-eo.ftl"] {
            files.insert(name.to_owned(), Vec::new());
        }
        add(&mut files).unwrap();
        let list: serde_json::Value = serde_json::from_slice(&files["precache.json"]).unwrap();
        let later = list["files"].as_array().unwrap().iter().filter(|file| file["later"] == true);
        assert_eq!(later.map(|file| &file["url"]).collect::<Vec<_>>(), ["/texts-eo.ftl"]);
    }

    #[test]
    fn another_page_is_another_release() {
        let (mut one, mut two) = (pages("1"), pages("2"));
        add(&mut one).unwrap();
        add(&mut two).unwrap();
        assert_ne!(one["sw.js"], two["sw.js"]);
    }

    #[test]
    fn a_service_worker_without_a_place_for_the_release_is_refused() {
        let mut files = pages("");
        files.insert("sw.js".to_owned(), b"self".to_vec());
        assert!(add(&mut files).is_err());
        files.remove("sw.js");
        assert!(add(&mut files).is_err());
    }
}
