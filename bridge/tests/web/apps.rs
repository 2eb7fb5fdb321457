//! The origins of mini apps, as a browser asks them.

use crate::server::Server;
use reqwest::{Method, Response, StatusCode};
use std::collections::BTreeMap;

async fn ask(server: &Server, method: Method, host: &str, path: &str, worker: bool) -> Response {
    let port = server.running.addresses.http.port();
    let mut request = server.request(method, path).header("host", format!("{host}:{port}"));
    if worker {
        request = request.header("service-worker", "script");
    }
    request.send().await.unwrap()
}

fn headers(response: &Response) -> BTreeMap<String, String> {
    let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
    response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

/// Checklist 63, on the server's side.
#[tokio::test]
async fn every_answer_carries_the_whole_policy() {
    let server = Server::start().await;
    let port = server.running.addresses.http.port();
    let policy = estuary_xdc_sandbox::Site::new(&format!("http://localhost:{port}")).policy("abc");
    assert!(policy.headers["connection-allowlist"].contains("(response-origin)"));
    for (method, path, status) in [
        (Method::GET, "/__estuary__/keeper.html", StatusCode::OK),
        (Method::HEAD, "/__estuary__/keeper.html", StatusCode::OK),
        (Method::GET, "/__estuary__/worker.js", StatusCode::OK),
        (Method::GET, "/__estuary__/settings.js", StatusCode::OK),
        (Method::GET, "/__estuary__/wipe.html", StatusCode::OK),
        (Method::GET, "/__estuary__/keeper.html?told=you", StatusCode::NOT_FOUND),
        (Method::GET, "/__estuary__/probe.html", StatusCode::NOT_FOUND),
        (Method::GET, "/", StatusCode::NOT_FOUND),
        (Method::GET, "/index.html", StatusCode::NOT_FOUND),
        (Method::GET, "/healthz", StatusCode::NOT_FOUND),
        (Method::GET, "/config.json", StatusCode::NOT_FOUND),
        (Method::GET, "/jmap/session", StatusCode::NOT_FOUND),
        (Method::GET, "/sw.js", StatusCode::NOT_FOUND),
        (Method::POST, "/__estuary__/keeper.html", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/new", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let response = ask(&server, method.clone(), "abc.localhost", path, false).await;
        assert_eq!(response.status(), status, "{method} {path}");
        let found = headers(&response);
        for (name, value) in &policy.headers {
            assert_eq!(found.get(*name), Some(value), "{method} {path}: {name}");
        }
        assert!(
            found["content-security-policy"]
                .contains(&format!("frame-ancestors 'self' http://localhost:{port}"))
        );
    }
}

/// Checklist 66: the one service worker is ours.
#[tokio::test]
async fn only_the_own_script_becomes_a_service_worker() {
    let server = Server::start().await;
    let own = ask(&server, Method::GET, "abc.localhost", "/__estuary__/worker.js", true).await;
    assert_eq!(
        (own.status(), &own.headers()["service-worker-allowed"].to_str().unwrap()),
        (StatusCode::OK, &"/")
    );
    for path in ["/sw.js", "/__estuary__/keeper.js", "/__estuary__/settings.js", "/__estuary__/worker.js?x"] {
        let other = ask(&server, Method::GET, "abc.localhost", path, true).await;
        assert_eq!(other.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

/// Those that hold an app on an opaque origin, and they alone of all pages here.
fn opaque_pages(page: &str) -> String {
    format!("{page}/__estuary__/opaque.html {page}/__estuary__/opaque-probe.html")
}

#[tokio::test]
async fn the_pages_name_the_apps_origins_and_no_others() {
    let server = Server::start().await;
    let port = server.running.addresses.http.port();
    let response = ask(&server, Method::GET, "localhost", "/config.json", false).await;
    let policy = headers(&response)["content-security-policy"].clone();
    let opaque = opaque_pages(&format!("http://localhost:{port}"));
    assert!(policy.ends_with(&format!("frame-src http://*.localhost:{port} {opaque}")), "{policy}");
    let config: serde_json::Value = response.json().await.unwrap();
    assert_eq!(config["sandbox"], format!("localhost:{port}"));

    let server = Server::with(|config| config.http.origin = Some("https://chat.example".into())).await;
    let response = ask(&server, Method::GET, "abc.localhost", "/config.json", false).await;
    let policy = headers(&response)["content-security-policy"].clone();
    assert!(policy.ends_with(&format!("frame-src {}", opaque_pages("https://chat.example"))), "{policy}");
    assert!(response.json::<serde_json::Value>().await.unwrap()["sandbox"].is_null());
}

#[tokio::test]
async fn the_measuring_page_is_on_an_origin_without_apps() {
    let server = Server::start().await;
    let probe = ask(&server, Method::GET, "probe.localhost", "/__estuary__/probe.html", false).await;
    assert_eq!(probe.status(), StatusCode::OK);
    assert_eq!(probe.headers()["connection-allowlist"], "(response-origin)");
    let worker = ask(&server, Method::GET, "probe.localhost", "/__estuary__/worker.js", true).await;
    assert_eq!(worker.status(), StatusCode::NOT_FOUND);
}
