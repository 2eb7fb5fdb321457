//! What every answer says about itself, errors included.

use super::Origins;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};
use estuary_xdc_sandbox::Opaque;

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

/// Says that the server lives, to every origin. The measuring page of mini apps asks for it: in a browser that keeps apps in
/// it gets no answer, and that must not be for any other reason.
pub const HEALTH: &str = "/healthz";

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
    /// Of the realtime worker: it is led to the relays of everybody's peers.
    of_realtime: HeaderValue,
}

/// Begin of the names of the realtime worker's files.
const REALTIME: &str = "/realtime";

impl Strict {
    /// With frames of nobody but this server's mini apps.
    #[must_use]
    pub fn new(origins: &Origins) -> Self {
        let own = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        let frames = origins.apps().into_iter().chain(Opaque::sources(&origins.page));
        let frames = frames.collect::<Vec<_>>().join(" ");
        let with_apps = HeaderValue::try_from(format!("{CONTENT_SECURITY_POLICY}; frame-src {frames}"));
        // A page over HTTP, as on one's own machine, may have relays like it.
        let anywhere = match origins.page.starts_with("https:") {
            true => "connect-src 'self' https: wss:",
            false => "connect-src 'self' https: wss: http: ws:",
        };
        let of_realtime = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", anywhere);
        Self {
            of_realtime: HeaderValue::try_from(of_realtime).unwrap_or_else(|_| own.clone()),
            content_security_policy: with_apps.unwrap_or(own),
        }
    }

    /// Adds them to the answer for a path; goes around the whole web side, as its outermost layer. A worker takes its
    /// policy from its own script.
    pub fn set(&self, path: &str, response: &mut Response) {
        let headers = response.headers_mut();
        let policy = match path.starts_with(REALTIME) {
            true => &self.of_realtime,
            false => &self.content_security_policy,
        };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        for (name, value) in STRICT {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        if path == HEALTH {
            let anywhere = HeaderValue::from_static("cross-origin");
            headers.insert(HeaderName::from_static("cross-origin-resource-policy"), anywhere);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(page: &str, path: &str) -> String {
        let strict = Strict::new(&Origins { page: page.into(), sandbox: None });
        let mut response = Response::default();
        strict.set(path, &mut response);
        let value = response.headers().get(header::CONTENT_SECURITY_POLICY).unwrap();
        value.to_str().unwrap().to_owned()
    }

    #[test]
    fn only_the_realtime_worker_may_connect_elsewhere_and_do_nothing_else_more() {
        let strict = policy("https://chat.example", "/worker_loader-0123456789abcdef.js");
        assert!(strict.starts_with(CONTENT_SECURITY_POLICY));
        assert!(strict.ends_with("; frame-src https://chat.example/__estuary__/opaque.html https://chat.example/__estuary__/opaque-probe.html"));
        let realtime = policy("https://chat.example", "/realtime_loader-0123456789abcdef.js");
        assert!(
            strict.starts_with(&realtime.replace("connect-src 'self' https: wss:;", "connect-src 'self';"))
        );
        assert!(
            policy("http://localhost:1", "/realtime.js")
                .contains("connect-src 'self' https: wss: http: ws:;")
        );
    }
}
