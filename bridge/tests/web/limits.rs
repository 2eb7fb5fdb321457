use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::server::{Server, join_request};

#[tokio::test]
async fn a_sender_in_a_hurry_waits() {
    let server = Server::with(|config| {
        config.limits.mail_burst = 2;
        config.limits.mails_per_minute = 1;
    })
    .await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let mail = join_request(&ann.address, 1);
    for _ in 0..2 {
        assert!(ann.send(&ann.address, &[&ben.address], &mail).await[1].1["created"]["s"].is_object());
    }
    let error = ann.send(&ann.address, &[&ben.address], &mail).await[1].1["notCreated"]["s"].clone();
    assert_eq!(error["type"], "rateLimit");
    assert!(error["retryAfter"].as_u64().unwrap() > 0);
    let mail = join_request(&ben.address, 1);
    assert!(
        ben.send(&ben.address, &[&ann.address], &mail).await[1].1["created"]["s"].is_object(),
        "others do not"
    );
}

#[tokio::test]
async fn a_full_mailbox_refuses_to_the_sender_keeps_what_it_has_and_can_still_send() {
    let mail_bytes = join_request("annbee123@estuary.localhost", 1).len();
    let server = Server::with(|config| config.limits.mailbox_bytes = (mail_bytes * 2) as u64).await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let mail = join_request(&ann.address, 1);
    let mut refused = Value::Null;
    for _ in 0..3 {
        refused = ann.send(&ann.address, &[&ben.address], &mail).await[1].1["notCreated"]["s"].clone();
    }
    assert_eq!(refused["type"], "forbiddenToSend");
    assert!(refused["description"].as_str().unwrap().contains("full"));
    let quota = ben.one("Quota/get", json!({"ids": null})).await["list"][0].clone();
    assert!(quota["used"].as_u64().unwrap() <= quota["hardLimit"].as_u64().unwrap());
    assert_eq!(ben.one("Email/query", json!({"calculateTotal": true})).await["total"], 2);
    let mail = join_request(&ben.address, 1);
    assert!(ben.send(&ben.address, &[&ann.address], &mail).await[1].1["created"]["s"].is_object());
    let ids = ben.one("Email/query", json!({})).await["ids"].clone();
    ben.one("Email/set", json!({"destroy": ids})).await;
    assert_eq!(ben.one("Quota/get", json!({"ids": null})).await["list"][0]["used"], 0);
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_kept() {
    let server = Server::with(|config| config.limits.mail_bytes = 1000).await;
    let ann = server.mailbox("annbee123").await;
    let response = ann.upload(vec![b'x'; 1001]).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let problem: Value = response.json().await.unwrap();
    assert_eq!(
        (problem["type"].as_str(), problem["limit"].as_str()),
        (Some("urn:ietf:params:jmap:error:limit"), Some("maxSizeUpload"))
    );
    assert_eq!(ann.upload(vec![b'x'; 1000]).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_mail_to_somebody_unknown_reaches_nobody() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    for stranger in ["nobody123@estuary.localhost", "somebody@elsewhere.example"] {
        let answers = ann.send(&ann.address, &[&ben.address, stranger], &join_request(&ann.address, 1)).await;
        let error = &answers[1].1["notCreated"]["s"];
        assert_eq!(
            (error["type"].as_str(), &error["invalidRecipients"]),
            (Some("invalidRecipients"), &json!([stranger]))
        );
    }
    assert_eq!(ben.one("Email/query", json!({"calculateTotal": true})).await["total"], 0);
}

#[tokio::test]
async fn nobody_sends_in_the_name_of_another() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let answers = ann.send(&ben.address, &[&ben.address], &join_request(&ben.address, 1)).await;
    assert_eq!(answers[1].1["notCreated"]["s"]["type"], "forbiddenMailFrom");
    let answers = ann.send(&ann.address, &[&ben.address], &join_request(&ben.address, 1)).await;
    assert_eq!(answers[1].1["notCreated"]["s"]["type"], "forbiddenFrom");
}
