//! What every answer says about itself, errors included.

use super::Origins;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// Nothing but this origin, no inline script or style, no evaluation except of WebAssembly, no framing by others. The
/// frames of mini apps are added: naming their origins is what keeps such a frame from leading itself elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; worker-src 'self'; manifest-src 'self'; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Camera for invite codes, microphone for voice messages; everything else a page could ask for is off. Only names
/// browsers know: each other one is a warning in the console. What is open to all is for the frames of mini apps, which
/// still need it granted one by one.
const PERMISSIONS_POLICY: &str = "camera=(self), microphone=(self), clipboard-write=(self), \
     fullscreen=*, accelerometer=(), autoplay=*, \
     browsing-topics=(), display-capture=(), encrypted-media=(), gamepad=*, geolocation=(), \
     gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), keyboard-map=(), local-fonts=(), \
     magnetometer=(), midi=(), payment=(), picture-in-picture=(self), publickey-credentials-create=(self), \
     publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), storage-access=(), usb=(), \
     window-management=(), xr-spatial-tracking=()";

const STRICT: &[(&str, &str)] = &[
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS_POLICY),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// The strict headers of one server.
#[derive(Debug, Clone)]
pub struct Strict {
    content_security_policy: HeaderValue,
}

impl Strict {
    /// With frames of nobody but this server's mini apps.
    #[must_use]
    pub fn new(origins: &Origins) -> Self {
        let own = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        let with_apps = origins.apps().and_then(|apps| {
            HeaderValue::try_from(format!("{CONTENT_SECURITY_POLICY}; frame-src {apps}")).ok()
        });
        Self { content_security_policy: with_apps.unwrap_or(own) }
    }

    /// Adds them; goes around the whole web side, as its outermost layer.
    pub fn set(&self, response: &mut Response) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, self.content_security_policy.clone());
        for (name, value) in STRICT {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
}
