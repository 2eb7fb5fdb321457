//! What no honest client does. Each ends in an answer, and the server goes on.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::server::{Mailbox, PATIENCE, Server};

async fn raw(
    mailbox: &Mailbox<'_>,
    content_type: &str,
    body: impl Into<reqwest::Body>,
) -> (StatusCode, String) {
    let response = mailbox
        .request(Method::POST, "/jmap/api")
        .header("content-type", content_type)
        .body(body)
        .send()
        .await
        .unwrap();
    let status = response.status();
    let problem: Value = response.json().await.unwrap();
    (status, problem["type"].as_str().unwrap_or_default().rsplit(':').next().unwrap().to_owned())
}

#[tokio::test]
async fn bodies_that_are_no_requests() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let deep_json = format!("{{\"using\":[],\"methodCalls\":{}", "[".repeat(200_000));
    let deep_value = format!(
        "{{\"using\":[],\"methodCalls\":[[\"Core/echo\",{{\"x\":{}{}}},\"0\"]]}}",
        "[".repeat(1000),
        "]".repeat(1000)
    );
    for (content_type, body, kind) in [
        ("text/plain", "{}".to_owned(), "notJSON"),
        ("application/json", String::new(), "notJSON"),
        ("application/json", "{".to_owned(), "notJSON"),
        ("application/json", deep_json, "notJSON"),
        ("application/json", deep_value, "notJSON"),
        ("application/json", "[]".to_owned(), "notRequest"),
        ("application/json", r#"{"using":[],"methodCalls":[["a"]]}"#.to_owned(), "notRequest"),
        ("application/json", r#"{"using":[],"methodCalls":[["a",[],"0"]]}"#.to_owned(), "notRequest"),
        ("application/json; charset=utf-8", "x".repeat(2 << 20), "limit"),
    ] {
        let (status, found) = raw(&ann, content_type, body).await;
        assert_eq!((status, found.as_str()), (StatusCode::BAD_REQUEST, kind));
    }
    let calls = vec![json!(["Core/echo", {}, "0"]); 33];
    assert_eq!(ann.post(&json!({"using": [], "methodCalls": calls})).await.status(), StatusCode::BAD_REQUEST);
    let not_utf8 = vec![b'"', 0xff, b'"'];
    assert_eq!(raw(&ann, "application/json", not_utf8).await.1, "notJSON");
}

#[tokio::test]
async fn references_that_multiply_do_not() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let wide: Vec<Value> = vec![json!({"v": vec![0; 200]}); 200];
    let double = |of: &str| json!(["Core/echo", {"#list": {"resultOf": of, "name": "Core/echo", "path": "/list/*/v"}}, "1"]);
    let batch = json!({"using": ["urn:ietf:params:jmap:core"], "methodCalls": [["Core/echo", {"list": wide}, "0"], double("0")]});
    let response: Value = ann.post(&batch).await.json().await.unwrap();
    assert_eq!(response["methodResponses"][1][1]["type"], "invalidResultReference");

    let text = "x".repeat(500_000);
    let earlier = json!({"resultOf": "0", "name": "Core/echo", "path": "/v"});
    let copies: serde_json::Map<String, Value> =
        (0..64).map(|copy| (format!("#v{copy}"), earlier.clone())).collect();
    let mut calls = vec![json!(["Core/echo", {"v": text}, "0"])];
    calls.extend((1..32).map(|number| json!(["Core/echo", copies, number.to_string()])));
    let response: Value = ann
        .post(&json!({"using": ["urn:ietf:params:jmap:core"], "methodCalls": calls}))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(response["methodResponses"].as_array().unwrap().last().unwrap()[1]["type"], "requestTooLarge");
}

#[tokio::test]
async fn ids_of_others_lead_nowhere() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let uploaded: Value = ann.upload("From: a@b\r\n\r\n").await.json().await.unwrap();
    let blob = uploaded["blobId"].as_str().unwrap();
    for (account, blob) in [
        (ann.id.as_str(), blob),
        (ben.id.as_str(), blob),
        (ben.id.as_str(), "..%2F..%2Fetc%2Fpasswd"),
        ("a0", "x"),
    ] {
        let response =
            ben.request(Method::GET, &format!("/jmap/download/{account}/{blob}/x")).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
    let import = json!({"emails": {"m": {"blobId": blob, "mailboxIds": {"inbox": true}}}});
    assert_eq!(ben.one("Email/import", import).await["notCreated"]["m"]["type"], "blobNotFound");
    assert_eq!(
        ben.request(Method::POST, &format!("/jmap/upload/{}", ann.id))
            .body("x")
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn bytes_that_are_no_mail_are_not_imported() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    for bytes in [Vec::new(), b"\r\n\r\n".to_vec(), vec![0; 1000]] {
        let uploaded: Value = ann.upload(bytes).await.json().await.unwrap();
        let import = json!({"emails": {"m": {"blobId": uploaded["blobId"], "mailboxIds": {"inbox": true}}}});
        assert_eq!(ann.one("Email/import", import).await["notCreated"]["m"]["type"], "invalidEmail");
    }
    for mailboxes in
        [json!({}), json!({"inbox": true, "drafts": true}), json!({"inbox": false}), json!({"other": true})]
    {
        let uploaded: Value = ann.upload("From: a@b\r\n\r\n").await.json().await.unwrap();
        let import = json!({"emails": {"m": {"blobId": uploaded["blobId"], "mailboxIds": mailboxes}}});
        assert_eq!(ann.one("Email/import", import).await["notCreated"]["m"]["type"], "invalidProperties");
    }
}

/// Sends bytes as they are and reads the first line of the answer.
async fn wire(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.running.addresses.http).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // The server may close with bytes of ours unread, which is a reset; what it said before counts.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("ends in time");
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn paths_do_not_leave_the_folder() {
    let server = Server::start().await;
    std::fs::create_dir(server.dir.path().join("dist")).unwrap();
    std::fs::write(server.dir.path().join("secret"), "secret").unwrap();
    for path in [
        "/../secret",
        "/..%2fsecret",
        "/%2e%2e/secret",
        "/./../secret",
        "//etc/passwd",
        "/..\\secret",
        "/%00",
        "/data/mail.sqlite",
    ] {
        let line =
            wire(&server, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
                .await;
        assert!(["400", "404", "405"].iter().any(|status| line.contains(status)), "{path}: {line}");
    }
}

#[tokio::test]
async fn heads_that_are_too_large_or_no_http_are_refused() {
    let server = Server::start().await;
    let large = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    let line = wire(&server, large.as_bytes()).await;
    assert!(line.is_empty() || line.contains("431") || line.contains("400"), "{line}");
    let line = wire(&server, b"\x16\x03\x01 this is no HTTP\r\n\r\n").await;
    assert!(line.is_empty() || line.contains("400"), "{line}");
    assert_eq!(server.get("/healthz").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_never_ends_does_not_keep_the_server_from_stopping() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let mut stream = TcpStream::connect(server.running.addresses.http).await.unwrap();
    let token = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{}:{}", ann.address, crate::server::PASSWORD),
    );
    let head = format!(
        "POST /jmap/upload/{} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {token}\r\nContent-Length: 1000\r\n\r\nabc",
        ann.id
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(ann.upload("From: a@b\r\n\r\n").await.status(), StatusCode::CREATED);
    tokio::time::timeout(PATIENCE, server.running.shutdown()).await.expect("stops in time");
}
