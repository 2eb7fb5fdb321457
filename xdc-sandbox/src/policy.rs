//! The headers that keep an app in.
//!
//! No single one suffices in any browser: CSP governs requests but neither DNS nor WebRTC; `Connection-Allowlist`
//! governs all of them but is new. A document, frame or worker takes its policy from its own response, and documents of
//! one origin can use each other's, so an answer without these headers, be it a 404, would be the way out of all.

use std::collections::BTreeMap;

/// Features an app gets none of. Browsers have no word for *all*; names a browser does not know are ignored by it.
const REFUSED: [&str; 44] = [
    "accelerometer",
    "ambient-light-sensor",
    "aria-notify",
    "attribution-reporting",
    "bluetooth",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "clipboard-read",
    "compute-pressure",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "digital-credentials-get",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "keyboard-map",
    "local-fonts",
    "local-network-access",
    "loopback-network",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-aggregation",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "run-ad-auction",
    "screen-wake-lock",
    "serial",
    "shared-storage",
    "speaker-selection",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
];

/// What a page on an opaque origin may do, beside what its frame lets it.
const OPAQUE_FLAGS: &str = "allow-scripts allow-forms allow-pointer-lock";

/// Headers by their lower-case name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// All of them.
    pub headers: BTreeMap<&'static str, String>,
}

impl Policy {
    /// For everything on an app's origin. Only pages of `messenger` and of the app itself may frame it.
    pub(crate) fn of_apps(messenger: &str) -> Self {
        // Named one by one: `default-src` does not stand in for the last four, and an app needs inline script and eval.
        let content = format!(
            "default-src 'self' data: blob:; \
             script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:; \
             style-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' data: blob:; \
             img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data: blob:; \
             worker-src 'self' data: blob:; frame-src 'self' data: blob:; manifest-src 'self'; object-src 'none'; \
             base-uri 'self'; form-action 'none'; frame-ancestors 'self' {messenger}; webrtc 'block'"
        );
        Self::with("(response-origin)", content)
    }

    /// For an app on an opaque origin, which nothing is the own origin of. Flags as a frame of an app has them.
    pub(crate) fn of_opaque(messenger: &str) -> Self {
        let content = format!(
            "sandbox {OPAQUE_FLAGS}; default-src data: blob:; \
             script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob:; \
             style-src 'unsafe-inline' data: blob:; connect-src data: blob:; img-src data: blob:; \
             media-src data: blob:; font-src data: blob:; worker-src data: blob:; frame-src 'none'; \
             manifest-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
             frame-ancestors {messenger}; webrtc 'block'"
        );
        Self::with("()", content)
    }

    fn with(allowlist: &str, content: String) -> Self {
        let refused = REFUSED.map(|feature| format!("{feature}=()")).join(", ");
        let headers = [
            ("connection-allowlist", allowlist.to_owned()),
            ("content-security-policy", content),
            ("cross-origin-resource-policy", "same-origin".to_owned()),
            ("origin-agent-cluster", "?1".to_owned()),
            ("permissions-policy", refused),
            ("referrer-policy", "no-referrer".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
            ("x-dns-prefetch-control", "off".to_owned()),
        ];
        Self { headers: headers.into() }
    }

    /// Without the rules of CSP that would hide whether the browser enforces `Connection-Allowlist`.
    pub(crate) fn for_measuring(&self) -> Self {
        self.measuring("default-src 'none'; script-src 'self'; connect-src *")
    }

    /// The same where the script stands in the page.
    pub(crate) fn for_measuring_opaque(&self) -> Self {
        self.measuring("default-src 'none'; script-src 'unsafe-inline'; connect-src *")
    }

    fn measuring(&self, own: &str) -> Self {
        let mut headers = self.headers.clone();
        if let Some(content) = headers.get_mut("content-security-policy") {
            let around = content
                .split("; ")
                .filter(|rule| rule.starts_with("frame-ancestors") || rule.starts_with("sandbox"));
            *content = [own].into_iter().chain(around).collect::<Vec<_>>().join("; ");
        }
        Self { headers }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rule_names_a_place_outside() {
        let policy = Policy::of_apps("https://chat.example");
        let content = &policy.headers["content-security-policy"];
        for rule in content.split("; ").filter(|rule| !rule.starts_with("frame-ancestors")) {
            for source in rule.split(' ').skip(1) {
                assert!(source.starts_with('\'') || ["data:", "blob:"].contains(&source), "{rule}");
            }
        }
        for directive in ["base-uri", "form-action", "frame-ancestors", "worker-src", "object-src 'none'"] {
            assert!(content.contains(directive), "{directive}");
        }
    }

    #[test]
    fn measuring_differs_in_the_content_rules_alone() {
        let (all, measuring) = (Policy::of_apps("https://c"), Policy::of_apps("https://c").for_measuring());
        let differing = all.headers.iter().filter(|(name, value)| measuring.headers[*name] != **value);
        assert_eq!(differing.map(|(name, _)| *name).collect::<Vec<_>>(), ["content-security-policy"]);
        assert!(measuring.headers["content-security-policy"].contains("frame-ancestors 'self' https://c"));
    }
}
