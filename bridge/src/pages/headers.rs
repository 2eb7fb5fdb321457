//! What every answer says about itself, errors included.

use axum::{
    http::{HeaderName, HeaderValue},
    response::Response,
};

/// Nothing but this origin, no inline script or style, no evaluation except of WebAssembly, no framing.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; worker-src 'self'; manifest-src 'self'; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Camera for invite codes, microphone for voice messages; everything else a page could ask for is off. Only names
/// browsers know: each other one is a warning in the console.
const PERMISSIONS_POLICY: &str = "camera=(self), microphone=(self), clipboard-write=(self), \
     fullscreen=(self), accelerometer=(), autoplay=(self), \
     browsing-topics=(), display-capture=(), encrypted-media=(), gamepad=(), geolocation=(), \
     gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), keyboard-map=(), local-fonts=(), \
     magnetometer=(), midi=(), payment=(), picture-in-picture=(self), publickey-credentials-create=(self), \
     publickey-credentials-get=(self), screen-wake-lock=(self), serial=(), storage-access=(), usb=(), \
     window-management=(), xr-spatial-tracking=()";

const STRICT: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS_POLICY),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// Adds the strict headers; goes around the whole web side, as its outermost layer.
pub async fn set(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in STRICT {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
