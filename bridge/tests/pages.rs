//! The pages as a browser gets them.
#![expect(clippy::unwrap_used, reason = "a failing test panics")]

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    middleware,
    response::Response,
};
use estuary_bridge::pages::{self, Origins, headers::Strict};
use http_body_util::BodyExt;
use std::fs;
use tower::ServiceExt;

fn site() -> (tempfile::TempDir, Router) {
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("dist");
    fs::create_dir(&pages).unwrap();
    fs::write(pages.join("index.html"), "<!doctype html>").unwrap();
    fs::write(pages.join("sw.js"), "self").unwrap();
    fs::write(pages.join("app-0123456789abcdef.wasm"), "plain").unwrap();
    fs::write(pages.join("app-0123456789abcdef.wasm.br"), "packed").unwrap();
    fs::write(dir.path().join("secret"), "secret").unwrap();
    let strict =
        Strict::new(&Origins { page: "http://localhost:1".into(), sandbox: Some("localhost:1".into()) });
    let add = move |mut response: Response| {
        strict.set("/", &mut response);
        std::future::ready(response)
    };
    let router = pages::router(&pages).layer(middleware::map_response(add));
    (dir, router)
}

async fn get(router: &Router, path: &str, encoding: &str) -> (StatusCode, Response) {
    let request = Request::get(path).header(header::ACCEPT_ENCODING, encoding).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    (response.status(), response)
}

fn header_of(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let (_dir, router) = site();
    for (path, expected) in
        [("/", StatusCode::OK), ("/sw.js", StatusCode::OK), ("/none", StatusCode::NOT_FOUND)]
    {
        let (status, response) = get(&router, path, "").await;
        assert_eq!(status, expected, "{path}");
        let policy = header_of(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        let frames = policy.split("; ").last().unwrap();
        let opaque = "http://localhost:1/__estuary__/opaque";
        assert_eq!(frames, format!("frame-src http://*.localhost:1 {opaque}.html {opaque}-probe.html"));
        assert_eq!(header_of(&response, "cross-origin-opener-policy"), "same-origin");
        assert_eq!(header_of(&response, "cross-origin-resource-policy"), "same-origin");
        assert_eq!(header_of(&response, "x-content-type-options"), "nosniff");
        assert_eq!(header_of(&response, "referrer-policy"), "no-referrer");
        assert!(header_of(&response, "permissions-policy").contains("camera=(self)"));
    }
}

#[tokio::test]
async fn hashed_files_are_for_ever_and_packed_where_the_browser_unpacks() {
    let (_dir, router) = site();
    let (_, packed) = get(&router, "/app-0123456789abcdef.wasm", "gzip, br").await;
    assert_eq!(header_of(&packed, "content-encoding"), "br");
    assert_eq!(header_of(&packed, "content-type"), "application/wasm");
    assert_eq!(header_of(&packed, "vary"), "accept-encoding");
    assert!(header_of(&packed, "cache-control").contains("immutable"));
    assert_eq!(packed.into_body().collect().await.unwrap().to_bytes(), "packed");
    let (_, plain) = get(&router, "/app-0123456789abcdef.wasm", "gzip").await;
    assert_eq!(header_of(&plain, "content-encoding"), "");
    assert_eq!(plain.into_body().collect().await.unwrap().to_bytes(), "plain");
}

#[tokio::test]
async fn names_without_a_hash_are_asked_for_and_errors_forgotten() {
    let (_dir, router) = site();
    for path in ["/", "/index.html", "/sw.js"] {
        assert_eq!(header_of(&get(&router, path, "").await.1, "cache-control"), "no-cache", "{path}");
    }
    assert_eq!(
        header_of(&get(&router, "/none-0123456789abcdef.js", "").await.1, "cache-control"),
        "no-store"
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let (_dir, router) = site();
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/%2e%2e%2fsecret",
        "//secret",
        "/..%5csecret",
        "/\u{0}",
    ] {
        let Ok(request) = Request::get(path).body(Body::empty()) else { continue };
        let response = router.clone().oneshot(request).await.unwrap();
        assert_ne!(response.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let (_dir, router) = site();
    let (_, first) = get(&router, "/index.html", "").await;
    let request = Request::get("/index.html")
        .header(header::IF_MODIFIED_SINCE, header_of(&first, "last-modified"))
        .body(Body::empty())
        .unwrap();
    assert_eq!(router.oneshot(request).await.unwrap().status(), StatusCode::NOT_MODIFIED);
}
