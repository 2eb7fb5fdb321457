use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::server::{PASSWORD, Server};

async fn login(server: &Server, address: &str, password: &str) -> (StatusCode, String) {
    let response = server
        .request(Method::GET, "/.well-known/jmap")
        .basic_auth(address, Some(password))
        .send()
        .await
        .unwrap();
    (response.status(), response.text().await.unwrap())
}

#[tokio::test]
async fn the_first_login_makes_the_account_and_its_password() {
    let server = Server::start().await;
    assert_eq!(login(&server, "ann.bee-1@estuary.localhost", PASSWORD).await.0, StatusCode::OK);
    assert_eq!(login(&server, "Ann.Bee-1@Estuary.Localhost", PASSWORD).await.0, StatusCode::OK);
    let (status, body) = login(&server, "ann.bee-1@estuary.localhost", "another password").await;
    assert_eq!((status, body.as_str()), (StatusCode::UNAUTHORIZED, ""), "says nothing about why");
    assert_eq!(login(&server, "ann.bee-1@estuary.localhost", PASSWORD).await.0, StatusCode::OK);
}

#[tokio::test]
async fn what_breaks_the_rules_is_told_which() {
    let server = Server::start().await;
    for (address, password, reason) in [
        ("short@estuary.localhost", PASSWORD, "9 characters"),
        ("muchtoolong@estuary.localhost", PASSWORD, "9 characters"),
        ("ann+bee12@estuary.localhost", PASSWORD, "a-z"),
        ("annébee12@estuary.localhost", PASSWORD, "a-z"),
        ("annbee123@estuary.localhost", "12345678", "password"),
        ("annbee123@elsewhere.example", PASSWORD, "estuary.localhost"),
    ] {
        let (status, body) = login(&server, address, password).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{address}");
        assert!(body.contains("urn:estuary:jmap:error:accountRefused") && body.contains(reason), "{body}");
    }
}

#[tokio::test]
async fn nothing_is_there_without_a_login() {
    let server = Server::start().await;
    for path in [
        "/jmap/session",
        "/jmap/events?types=*&closeafter=no&ping=0",
        "/jmap/download/a1/b/c",
        "/jmap/ws?ticket=x",
    ] {
        let mut request = server.request(Method::GET, path);
        if path.starts_with("/jmap/ws") {
            request = request
                .header("connection", "upgrade")
                .header("upgrade", "websocket")
                .header("sec-websocket-version", "13")
                .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    for path in ["/jmap/api", "/jmap/upload/a1", "/jmap/ws/ticket"] {
        for authorization in ["", "Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer x"] {
            let response = server
                .request(Method::POST, path)
                .header("authorization", authorization)
                .send()
                .await
                .unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path} {authorization}");
            assert!(
                !response.headers()["www-authenticate"].to_str().unwrap().starts_with("Basic"),
                "no dialogue of the browser"
            );
        }
    }
}

#[tokio::test]
async fn guessing_passwords_ends_soon_and_for_this_address_only() {
    let server = Server::with(|config| config.limits.failed_logins_per_minute = 3).await;
    assert_eq!(login(&server, "annbee123@estuary.localhost", PASSWORD).await.0, StatusCode::OK);
    for _ in 0..3 {
        assert_eq!(
            login(&server, "annbee123@estuary.localhost", "wrong password").await.0,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(
        login(&server, "annbee123@estuary.localhost", "wrong password").await.0,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(login(&server, "benbee123@estuary.localhost", PASSWORD).await.0, StatusCode::OK);
}

#[tokio::test]
async fn an_account_can_be_had_without_choosing_a_name() {
    let server = Server::start().await;
    let made: Value = server.request(Method::POST, "/new").send().await.unwrap().json().await.unwrap();
    let (email, password) = (made["email"].as_str().unwrap(), made["password"].as_str().unwrap());
    assert_eq!(email.split('@').next().unwrap().len(), 9);
    assert_eq!(login(&server, email, password).await.0, StatusCode::OK);
    assert_eq!(login(&server, email, "something else").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn passwords_are_not_on_disk() {
    let server = Server::start().await;
    assert_eq!(login(&server, "annbee123@estuary.localhost", "visible-secret").await.0, StatusCode::OK);
    for entry in std::fs::read_dir(server.dir.path().join("data")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(14).any(|window| window == b"visible-secret"));
    }
}
