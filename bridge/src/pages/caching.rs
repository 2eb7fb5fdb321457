//! How long a browser may keep a file.

use axum::{
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// The name changes with the content, so the content under a name never does.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Asked for each time; answered by 304 where nothing changed.
const ASK: HeaderValue = HeaderValue::from_static("no-cache");
/// Errors are not remembered: a file may be there a moment later.
const NEVER: HeaderValue = HeaderValue::from_static("no-store");

/// Adds `Cache-Control`, and `Vary` because the answer depends on what the browser can unpack.
pub(super) async fn set(request: Request, next: Next) -> Response {
    let hashed = is_hashed(request.uri().path());
    let mut response = next.run(request).await;
    let status = response.status();
    let policy = match status.is_client_error() || status.is_server_error() {
        true => NEVER,
        false if hashed => FOR_EVER,
        false => ASK,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, policy);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the build put a content hash into the name: `name-0123456789abcdef.ext`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _extension)) = name.rsplit_once('.') else { return false };
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_names_with_a_content_hash_are_for_ever() {
        for (path, hashed) in [
            ("/app-0123456789abcdef.js", true),
            ("/a/worker_bg-00ff00ff00ff00ff.wasm", true),
            ("/", false),
            ("/index.html", false),
            ("/sw.js", false),
            ("/app-0123.js", false),
            ("/app-0123456789ABCDEF.js", false),
            ("/app-0123456789abcdef", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }
}
