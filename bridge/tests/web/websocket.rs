use futures::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message},
};

use crate::server::{Mailbox, PATIENCE, Server, join_request};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn ticket(mailbox: &Mailbox<'_>) -> String {
    let ticket: Value =
        mailbox.request(Method::POST, "/jmap/ws/ticket").send().await.unwrap().json().await.unwrap();
    ticket["ticket"].as_str().unwrap().to_owned()
}

async fn connect(server: &Server, ticket: &str) -> Result<Socket, Error> {
    let url = format!("ws://{}/jmap/ws?ticket={ticket}", server.running.addresses.http);
    connect_async(url).await.map(|(socket, _)| socket)
}

async fn say(socket: &mut Socket, message: &str) {
    socket.send(Message::text(message)).await.unwrap();
}

async fn hear(socket: &mut Socket) -> Value {
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next())
            .await
            .expect("comes in time")
            .expect("goes on")
            .unwrap();
        if let Message::Text(text) = message {
            return serde_json::from_str(&text).unwrap();
        }
    }
}

#[tokio::test]
async fn a_ticket_opens_one_socket() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let ticket = ticket(&ann).await;
    let _socket = connect(&server, &ticket).await.unwrap();
    for used in [ticket.as_str(), "", "guess"] {
        let Err(Error::Http(response)) = connect(&server, used).await else { panic!("opened by {used:?}") };
        assert_eq!(response.status(), 401);
    }
}

#[tokio::test]
async fn calls_are_answered_and_changes_pushed_on_one_socket() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let mut socket = connect(&server, &ticket(&ben).await).await.unwrap();
    let request = json!({"@type": "Request", "id": "r1", "using": ["urn:ietf:params:jmap:core"], "methodCalls": [["Core/echo", {"a": 1}, "c"]]});
    say(&mut socket, &request.to_string()).await;
    let answer = hear(&mut socket).await;
    assert_eq!((&answer["@type"], &answer["requestId"]), (&json!("Response"), &json!("r1")));
    assert_eq!(answer["methodResponses"], json!([["Core/echo", {"a": 1}, "c"]]));

    say(&mut socket, r#"{"@type":"WebSocketPushEnable","dataTypes":["Email"]}"#).await;
    say(&mut socket, &request.to_string()).await;
    hear(&mut socket).await;
    ann.send(&ann.address, &[&ben.address], &join_request(&ann.address, 1)).await;
    let change = hear(&mut socket).await;
    let state = ben.one("Email/get", json!({"ids": []})).await["state"].clone();
    assert_eq!(change, json!({"@type": "StateChange", "changed": {&ben.id: {"Email": state}}}));
}

#[tokio::test]
async fn nonsense_is_answered_and_the_socket_lives_on() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let mut socket = connect(&server, &ticket(&ann).await).await.unwrap();
    let deep = "[".repeat(100_000);
    for (message, kind) in [
        ("{", "notJSON"),
        (deep.as_str(), "notJSON"),
        ("[]", "notRequest"),
        (r#"{"@type":"Request","id":"x","using":["urn:x"],"methodCalls":[]}"#, "unknownCapability"),
    ] {
        say(&mut socket, message).await;
        let answer = hear(&mut socket).await;
        assert_eq!(answer["@type"], "RequestError");
        assert_eq!(answer["type"], format!("urn:ietf:params:jmap:error:{kind}"));
    }
    socket.send(Message::binary(vec![1, 2, 3])).await.unwrap();
    assert_eq!(hear(&mut socket).await["@type"], "RequestError");
    let huge = socket.send(Message::text("x".repeat(3 << 20))).await;
    let ended = loop {
        match tokio::time::timeout(PATIENCE, socket.next()).await.unwrap() {
            Some(Ok(Message::Close(_))) | Some(Err(_)) | None => break true,
            Some(Ok(_)) => {}
        }
    };
    assert!(huge.is_err() || ended, "what is too large ends it");
}
