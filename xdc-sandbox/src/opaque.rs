//! Apps where the messenger has no origins for them: on opaque ones, in pages that its own server answers with.
//!
//! Each page is one document with all of ours in it, as nothing can be loaded there.

use crate::{Policy, files::File};
use serde_json::json;
use std::borrow::Cow;

/// Below this path on the messenger's own origin.
pub(crate) const FOLDER: &str = "/__estuary__/";
const APP: &str = "opaque.html";
const PROBE: &str = "opaque-probe.html";

const SCRIPTS: [&str; 8] = [
    include_str!("../web/archive.js"),
    include_str!("../web/guard.js"),
    include_str!("../web/realtime.js"),
    include_str!("../web/webxdc.js"),
    include_str!("../web/opaque/storage.js"),
    include_str!("../web/opaque/rewrite.js"),
    include_str!("../web/opaque/reach.js"),
    include_str!("../web/opaque/opaque.js"),
];

/// The pages that hold or measure an app on an opaque origin.
#[derive(Debug, Clone)]
pub struct Opaque {
    app: (String, Policy),
    probe: (String, Policy),
}

impl Opaque {
    /// For the messenger whose pages have this origin.
    #[must_use]
    pub fn new(messenger: &str) -> Self {
        let policy = Policy::of_opaque(messenger);
        let measuring = policy.for_measuring_opaque();
        Self {
            app: (document(messenger, &SCRIPTS), policy),
            probe: (document(messenger, &[include_str!("../web/opaque/probe.js")]), measuring),
        }
    }

    /// The page at a path of the messenger's own origin, and what its answer carries.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<(File, &Policy)> {
        let (content, policy) = match path.strip_prefix(FOLDER)? {
            APP => &self.app,
            PROBE => &self.probe,
            _ => return None,
        };
        let file = File { media_type: "text/html; charset=utf-8", content: Cow::Owned(content.clone()) };
        Some((file, policy))
    }

    /// The paths, as sources of the messenger's `frame-src`.
    pub fn sources(messenger: &str) -> [String; 2] {
        [APP, PROBE].map(|name| format!("{messenger}{FOLDER}{name}"))
    }
}

fn document(messenger: &str, scripts: &[&str]) -> String {
    let settings = json!({"messenger": messenger, "folder": FOLDER});
    // In one function: the app has their names for itself.
    let scripts = scripts.join("\n");
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Estuary</title>\n\
         <script>self.SETTINGS = {settings};\n(() => {{\n{scripts}\n}})();</script>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_ends_the_element_it_stands_in() {
        for script in SCRIPTS {
            assert!(!script.to_ascii_lowercase().contains("</script"), "{script}");
            assert!(!script.contains("<!--"), "{script}");
        }
    }

    #[test]
    fn two_pages_and_nothing_else() {
        let opaque = Opaque::new("https://chat.example");
        for source in Opaque::sources("https://chat.example") {
            let path = source.strip_prefix("https://chat.example").unwrap();
            let (_, policy) = opaque.page(path).unwrap();
            let content = &policy.headers["content-security-policy"];
            assert!(content.contains("sandbox allow-scripts"), "{path}");
            assert!(!content.contains("'self' "), "{path}: on an opaque origin it is nothing");
            assert_eq!(policy.headers["connection-allowlist"], "()", "{path}");
        }
        assert!(opaque.page("/__estuary__/keeper.html").is_none());
        assert!(opaque.page("/opaque.html").is_none());
    }
}
