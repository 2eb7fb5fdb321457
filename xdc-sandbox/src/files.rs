//! The fixed files.

use crate::Policy;
use serde_json::json;
use std::borrow::Cow;

/// Folder of everything that is ours on an app's origin; no file of an app is reachable below it.
const FOLDER: &str = "/__estuary__/";

/// The label whose origin measures what the browser enforces. No instance can have it: theirs are longer.
const PROBE: &str = "probe";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// On every instance's origin.
const INSTANCE: [(&str, &str, &str); 9] = [
    ("keeper.html", HTML, include_str!("../web/keeper.html")),
    ("keeper.js", SCRIPT, include_str!("../web/keeper.js")),
    ("worker.js", SCRIPT, include_str!("../web/worker.js")),
    ("archive.js", SCRIPT, include_str!("../web/archive.js")),
    ("guard.js", SCRIPT, include_str!("../web/guard.js")),
    ("realtime.js", SCRIPT, include_str!("../web/realtime.js")),
    ("webxdc.js", SCRIPT, include_str!("../web/webxdc.js")),
    ("wipe.html", HTML, include_str!("../web/wipe.html")),
    ("wipe.js", SCRIPT, include_str!("../web/wipe.js")),
];

/// Those that pages load. The service worker brings them along in `fixed.js`, so that an app starts without a network
/// too, and asks the server for nothing that an app could learn to make it ask.
const PAGES: [&str; 4] = ["keeper.html", "keeper.js", "wipe.html", "wipe.js"];

/// On the probe's origin, and nowhere else: it tests one layer of the policy without the others.
const MEASURING: [(&str, &str, &str); 2] = [
    ("probe.html", HTML, include_str!("../web/probe.html")),
    ("probe.js", SCRIPT, include_str!("../web/probe.js")),
];

/// A file as it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub content: Cow<'static, str>,
}

/// The origins of one messenger's apps.
#[derive(Debug, Clone)]
pub struct Site {
    policy: Policy,
    settings: String,
    fixed: String,
}

impl Site {
    /// For the messenger whose pages have this origin, for example `https://chat.example`.
    #[must_use]
    pub fn new(messenger: &str) -> Self {
        let policy = Policy::of_apps(messenger);
        let settings = json!({"messenger": messenger, "policy": policy.headers});
        let settings = format!("'use strict';\nself.SETTINGS = {settings};\n");
        let mut fixed = serde_json::Map::new();
        fixed.insert(format!("{FOLDER}settings.js"), json!([SCRIPT, settings]));
        for (name, media_type, content) in INSTANCE.iter().filter(|(name, ..)| PAGES.contains(name)) {
            fixed.insert(format!("{FOLDER}{name}"), json!([media_type, content]));
        }
        let fixed = format!("'use strict';\nself.FIXED = {};\n", serde_json::Value::Object(fixed));
        Self { policy, settings, fixed }
    }

    /// What every answer of this label's origin carries, errors included.
    #[must_use]
    pub fn policy(&self, label: &str) -> Policy {
        if label == PROBE { self.policy.for_measuring() } else { self.policy.clone() }
    }

    /// The file at a path of this label's origin; everything else is a 404.
    #[must_use]
    pub fn file(&self, label: &str, path: &str) -> Option<File> {
        let name = path.strip_prefix(FOLDER)?;
        if name == "settings.js" {
            return Some(File { media_type: SCRIPT, content: Cow::Owned(self.settings.clone()) });
        }
        if name == "fixed.js" && label != PROBE {
            return Some(File { media_type: SCRIPT, content: Cow::Owned(self.fixed.clone()) });
        }
        let files: &[_] = if label == PROBE { &MEASURING } else { &INSTANCE };
        let (_, media_type, content) = files.iter().find(|(known, ..)| *known == name)?;
        Some(File { media_type, content: Cow::Borrowed(content) })
    }

    /// Whether a script of this path may become a service worker, and for the whole origin.
    #[must_use]
    pub fn is_worker(path: &str) -> bool {
        path.strip_prefix(FOLDER) == Some("worker.js")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fixed_files_are_there() {
        let site = Site::new("http://localhost:1");
        for (name, ..) in INSTANCE {
            assert!(site.file("abc", &format!("{FOLDER}{name}")).is_some(), "{name}");
        }
        for path in ["/", "/index.html", "/webxdc.js", "/__estuary__/", "/__estuary__/x", "/__estuary__/../a"]
        {
            assert_eq!(site.file("abc", path), None, "{path}");
        }
    }

    #[test]
    fn the_weaker_policy_for_measuring_is_on_an_origin_without_apps() {
        let site = Site::new("http://localhost:1");
        assert!(site.file("abc", "/__estuary__/probe.html").is_none());
        assert!(site.file(PROBE, "/__estuary__/probe.html").is_some());
        assert!(site.file(PROBE, "/__estuary__/worker.js").is_none());
    }

    #[test]
    fn the_worker_brings_along_what_pages_load() {
        let site = Site::new("http://localhost:1");
        let fixed = site.file("abc", "/__estuary__/fixed.js").unwrap().content;
        let json = fixed.split_once("FIXED = ").unwrap().1.trim_end().trim_end_matches(';');
        let fixed: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(fixed.as_object().unwrap().len(), PAGES.len() + 1);
        for (path, entry) in fixed.as_object().unwrap() {
            let served = site.file("abc", path).unwrap();
            assert_eq!(
                (entry[0].as_str(), entry[1].as_str()),
                (Some(served.media_type), Some(&*served.content))
            );
        }
    }

    #[test]
    fn the_worker_stamps_what_the_server_stamps() {
        let site = Site::new("http://localhost:1");
        let settings = site.file("abc", "/__estuary__/settings.js").unwrap().content;
        let json = settings.split_once("SETTINGS = ").unwrap().1.trim_end().trim_end_matches(';');
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let headers = site.policy("abc").headers;
        assert_eq!(json["policy"].as_object().unwrap().len(), headers.len());
        for (name, value) in headers {
            assert_eq!(json["policy"][name], value, "{name}");
        }
    }
}
