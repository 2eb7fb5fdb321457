use futures::StreamExt;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::server::{Mailbox, PATIENCE, Server, join_request};

async fn open(mailbox: &Mailbox<'_>, query: &str) -> Response {
    let url = mailbox.server.url(&format!("/jmap/events?{query}"));
    mailbox
        .server
        .http
        .get(url)
        .basic_auth(&mailbox.address, Some(crate::server::PASSWORD))
        .send()
        .await
        .unwrap()
}

/// Reads until `text` came.
async fn until(
    stream: &mut (impl StreamExt<Item = reqwest::Result<bytes::Bytes>> + Unpin),
    text: &str,
) -> String {
    let mut all = String::new();
    while !all.contains(text) {
        let chunk = tokio::time::timeout(PATIENCE, stream.next())
            .await
            .expect("comes in time")
            .expect("goes on")
            .unwrap();
        all.push_str(&String::from_utf8_lossy(&chunk));
    }
    all
}

#[tokio::test]
async fn a_mail_is_told_and_only_to_its_owner() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let response = open(&ben, "types=Email,EmailDelivery&closeafter=no&ping=0").await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.bytes_stream();
    until(&mut stream, ": open\n\n").await;
    ann.send(&ann.address, &[&ben.address], &join_request(&ann.address, 1)).await;
    let event = until(&mut stream, "\n\n").await;
    let state = ben.one("Email/get", json!({"ids": []})).await["state"].clone();
    let data: Value =
        serde_json::from_str(event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap()).unwrap();
    assert!(event.starts_with("event: state\n"));
    assert_eq!(
        data,
        json!({"@type": "StateChange", "changed": {&ben.id: {"Email": state, "EmailDelivery": state}}})
    );
}

#[tokio::test]
async fn who_comes_back_hears_what_was_missed() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let state = ben.one("Email/get", json!({"ids": []})).await["state"].as_str().unwrap().to_owned();
    ann.send(&ann.address, &[&ben.address], &join_request(&ann.address, 1)).await;
    let url = "/jmap/events?types=*&closeafter=state&ping=0";
    let response = ben.request(Method::GET, url).header("last-event-id", state).send().await.unwrap();
    let text = response.text().await.unwrap();
    assert!(text.contains("event: state"), "and the stream ends, as was asked: {text}");
}

#[tokio::test]
async fn streams_are_pinged_limited_and_end_with_the_server() {
    let server = Server::start().await;
    let ben = server.mailbox("benbee123").await;
    for query in ["types=*", "types=*&closeafter=later&ping=0", "types=*&closeafter=no&ping=soon"] {
        assert_eq!(open(&ben, query).await.status(), StatusCode::BAD_REQUEST, "{query}");
    }
    let mut streams = Vec::new();
    let refused = loop {
        let response = open(&ben, "types=*&closeafter=no&ping=5").await;
        match response.status() {
            StatusCode::OK => streams.push(response),
            status => break status,
        }
        assert!(streams.len() < 1000, "there is a limit");
    };
    assert_eq!(refused, StatusCode::BAD_REQUEST);
    let mut stream = streams.remove(0).bytes_stream();
    until(&mut stream, "event: ping\ndata: {\"interval\":5}\n\n").await;
    drop(streams);
    server.running.shutdown().await;
    assert!(tokio::time::timeout(PATIENCE, stream.next()).await.unwrap().is_none());
}
