//! The hostile app, told what to try.

use crate::{sinks::Sinks, xdc};
use serde_json::json;
use std::path::Path;

/// A way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// Its name in the app.
    pub name: String,
    /// Whether the app may be gone afterwards, so that it is tried by itself.
    pub leaving: bool,
    /// Whether nothing arrives even where there is no policy; the app's own list says why.
    pub silent: bool,
}

/// All vectors, in the order of the app's own list.
pub fn vectors() -> Vec<Vector> {
    let source = include_str!("../hostile-app/vectors.js");
    let named = |line: &str| {
        let (kind, rest) = line.split_once("('")?;
        let leaving = kind == "leaving";
        (leaving || kind == "vector").then_some(())?;
        let silent = rest.contains("// silent: ");
        Some(Vector { name: rest.split('\'').next()?.to_owned(), leaving, silent })
    };
    source.lines().filter_map(named).collect()
}

/// The app's files, set to try these; each may take `time` milliseconds. With `gesture` it waits for a click.
pub fn files(sinks: &Sinks, run: &[&str], time: u32, gesture: bool) -> Vec<(String, Vec<u8>)> {
    let mut files = xdc::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile-app"));
    let config =
        json!({"run": run, "http": sinks.http, "ports": sinks.ports, "time": time, "gesture": gesture});
    files.push(("config.js".to_owned(), format!("const CONFIG = {config};").into_bytes()));
    files
}

#[cfg(test)]
mod tests {
    use super::vectors;
    use std::collections::HashSet;

    #[test]
    fn every_vector_has_a_name_of_its_own() {
        let vectors = vectors();
        assert!(vectors.len() >= 60);
        let names: HashSet<_> = vectors.iter().map(|vector| &vector.name).collect();
        assert_eq!(names.len(), vectors.len());
        assert!(
            names
                .iter()
                .all(|name| name.len() < 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        );
    }
}
