//! The relay for mini apps, as far as it is a web server; its work is shown by the real Delta Chat.

use crate::server::{Server, config};
use reqwest::StatusCode;
use tokio_tungstenite::{connect_async, tungstenite::Error};

async fn upgrade(server: &Server) -> Result<impl Sized + use<>, StatusCode> {
    match connect_async(format!("ws://{}/relay", server.running.addresses.http)).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(StatusCode::from_u16(response.status().as_u16()).unwrap()),
        Err(other) => unreachable!("no answer of HTTP: {other}"),
    }
}

#[tokio::test]
async fn clients_find_it_and_learn_nothing_else() {
    let server = Server::start().await;
    let ping = server.get("/ping").await;
    assert_eq!(
        (ping.status(), &ping.headers()["access-control-allow-origin"]),
        (StatusCode::OK, &"*".parse().unwrap())
    );
    // The library's own, which would bind the whole domain to HTTPS for years.
    assert!(!ping.headers().contains_key("strict-transport-security"));
    assert_eq!(ping.headers().get_all("content-security-policy").iter().count(), 1);
    let request =
        server.request(reqwest::Method::GET, "/generate_204").header("X-Tailscale-Challenge", "ts_a1");
    let portal = request.send().await.unwrap();
    assert_eq!(
        (portal.status(), &portal.headers()["x-tailscale-response"]),
        (StatusCode::NO_CONTENT, &"response ts_a1".parse().unwrap())
    );
    assert_eq!(server.get("/relay").await.status(), StatusCode::BAD_REQUEST, "without an upgrade");
    assert!(upgrade(&server).await.is_ok());
}

#[tokio::test]
async fn an_address_has_its_share() {
    let server = Server::with(|config| config.relay.connections_per_address = 2).await;
    let _first = upgrade(&server).await.unwrap();
    let second = upgrade(&server).await.unwrap();
    assert_eq!(upgrade(&server).await.err(), Some(StatusCode::TOO_MANY_REQUESTS));
    drop(second);
    // The server notices a moment later.
    while upgrade(&server).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn it_serves_only_its_own_users_where_that_is_set() {
    let server = Server::with(|config| config.relay.only_own_users = true).await;
    assert_eq!(upgrade(&server).await.err(), Some(StatusCode::FORBIDDEN));
    assert_eq!(server.get("/ping").await.status(), StatusCode::OK);
    server.mailbox("annbee123").await;
    assert!(upgrade(&server).await.is_ok());
}

#[tokio::test]
async fn there_is_none_where_it_is_switched_off() {
    let server = Server::with(|config| config.relay.enabled = false).await;
    assert_eq!(upgrade(&server).await.err(), Some(StatusCode::NOT_FOUND));
    assert!(server.running.relay().is_none());
}

#[tokio::test]
async fn stopping_ends_its_connections() {
    let dir = tempfile::tempdir().unwrap();
    let running = estuary_bridge::run(config(dir.path())).await.unwrap();
    let (mut socket, _) = connect_async(format!("ws://{}/relay", running.addresses.http)).await.unwrap();
    running.shutdown().await;
    while let Some(Ok(_)) = futures::StreamExt::next(&mut socket).await {}
}
