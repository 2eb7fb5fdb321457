//! The hostile app, told what to try.

use crate::{browser::Engine, sinks::Sinks, xdc};
use serde_json::json;
use std::path::Path;

/// A way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// Its name in the app.
    pub name: String,
    /// Whether the app may be gone afterwards, so that it is tried by itself.
    pub leaving: bool,
    /// What the app's own list says of it.
    mark: String,
}

impl Vector {
    /// Whether nothing arrives even where there is no policy.
    pub fn is_silent(&self, engine: Engine) -> bool {
        self.mark.starts_with("silent: ") || self.mark.starts_with(&format!("silent in {}: ", engine.name()))
    }

    /// Whether no host can keep it in.
    pub fn is_undefendable(&self, engine: Engine) -> bool {
        self.mark.starts_with(&format!("leaves {}: ", engine.name()))
    }
}

/// All vectors, in the order of the app's own list.
pub fn vectors() -> Vec<Vector> {
    let source = include_str!("../hostile-app/vectors.js");
    let named = |line: &str| {
        let (kind, rest) = line.split_once("('")?;
        let leaving = kind == "leaving";
        (leaving || kind == "vector").then_some(())?;
        let mark = rest.rsplit_once(" // ").map(|(_, mark)| mark.to_owned()).unwrap_or_default();
        Some(Vector { name: rest.split('\'').next()?.to_owned(), leaving, mark })
    };
    source.lines().filter_map(named).collect()
}

/// The app's files, set to try these; each may take `time` milliseconds. With `gesture` it waits for a click.
pub fn files(sinks: &Sinks, run: &[&str], time: u32, gesture: bool) -> Vec<(String, Vec<u8>)> {
    let mut files = xdc::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile-app"));
    let config = json!({
        "run": run,
        "domain": sinks.domain,
        "http": sinks.http,
        "ports": sinks.ports,
        "time": time,
        "gesture": gesture,
    });
    files.push(("config.js".to_owned(), format!("self.CONFIG = {config};").into_bytes()));
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
