//! Where a link of an app leads.

use wasm_bindgen::JsValue;
use web_sys::Url;

/// Hosts of invite links.
const INVITES: [&str; 1] = ["i.delta.chat"];

/// What becomes of a link that leads out of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// To a site of the web: a person decides, with all of the URL in sight.
    Web(String),
    /// An invite: it is opened here, where a question follows before anything happens.
    Invite(String),
    /// Anything else: it can be copied.
    Other(String),
}

impl Link {
    /// Reads a URL. The host comes out as the network sees it (`xn--…`), so that no letter passes for another.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let url = Url::new(text).ok()?;
        let href = url.href();
        Some(match url.protocol().as_str() {
            "openpgp4fpr:" => Self::Invite(href),
            "https:" if INVITES.contains(&url.hostname().as_str()) => Self::Invite(href),
            "http:" | "https:" => Self::Web(href),
            "javascript:" | "data:" | "blob:" | "about:" | "file:" => return None,
            _ => Self::Other(href),
        })
    }
}

/// The path a deep link opens: whatever it says, it stays on the app's own origin.
pub(super) fn path(href: Option<&str>) -> String {
    let parsed = href.filter(|href| !href.is_empty()).and_then(|href| inside(href).ok());
    parsed.unwrap_or_else(|| "/index.html".to_owned())
}

fn inside(href: &str) -> Result<String, JsValue> {
    let url = Url::new_with_base(href, "http://app.invalid/")?;
    // More than one slash would name a host once it stands behind an origin in a relative context.
    let path = format!("/{}", url.pathname().trim_start_matches('/'));
    let path = if path == "/" { "/index.html".to_owned() } else { path };
    Ok(format!("{path}{}{}", url.search(), url.hash()))
}
