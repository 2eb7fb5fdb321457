use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{PASSWORD, Server};

#[tokio::test]
async fn every_answer_of_every_part_carries_the_strict_headers() {
    let server = Server::start().await;
    std::fs::create_dir(server.dir.path().join("dist")).unwrap();
    std::fs::write(server.dir.path().join("dist/index.html"), "<!doctype html>").unwrap();
    let session = server
        .request(Method::GET, "/jmap/session")
        .basic_auth("annbee123@estuary.localhost", Some(PASSWORD))
        .send()
        .await
        .unwrap();
    let mut responses = vec![session];
    for path in [
        "/",
        "/none",
        "/healthz",
        "/config.json",
        "/jmap/session",
        "/jmap/none",
        "/.well-known/jmap",
        "/jmap/api",
    ] {
        responses.push(server.get(path).await);
    }
    for response in responses {
        let (url, headers) = (response.url().clone(), response.headers());
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{url}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        // Mini apps measure by it whether the browser lets them out.
        let readers = if url.path() == "/healthz" { "cross-origin" } else { "same-origin" };
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", readers),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(headers[name], value, "{url}");
        }
        assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=(self)"), "{url}");
        assert!(headers.get("access-control-allow-origin").is_none());
        if url.path().contains("jmap") || url.path() == "/config.json" {
            assert_eq!(headers["cache-control"], "no-store", "{url}");
        }
    }
}

#[tokio::test]
async fn the_page_learns_where_to_log_in() {
    let server = Server::start().await;
    let config: Value = server.get("/config.json").await.json().await.unwrap();
    let sandbox = format!("localhost:{}", server.running.addresses.http.port());
    let expected = json!({"domain": "estuary.localhost", "jmap": "/.well-known/jmap", "sandbox": sandbox});
    assert_eq!(config, expected);
    assert_eq!(server.get("/healthz").await.text().await.unwrap(), "ok");
}

#[tokio::test]
async fn a_mail_is_never_shown_as_a_page() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let uploaded: Value = ann.upload("<script>alert(1)</script>").await.json().await.unwrap();
    let path = format!(
        "/jmap/download/{}/{}/x.html?accept=text%2Fhtml",
        ann.id,
        uploaded["blobId"].as_str().unwrap()
    );
    let response = ann.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/octet-stream");
    assert_eq!(response.headers()["content-disposition"], "attachment");
}
