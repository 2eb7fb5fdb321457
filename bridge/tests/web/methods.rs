use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::server::{Mailbox, Server, join_request};

async fn import(mailbox: &Mailbox<'_>, number: u32) -> String {
    let uploaded: Value = mailbox.upload(join_request(&mailbox.address, number)).await.json().await.unwrap();
    let email = json!({"blobId": uploaded["blobId"], "mailboxIds": {"inbox": true}});
    let answer = mailbox.one("Email/import", json!({"emails": {"m": email}})).await;
    answer["created"]["m"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_session_says_what_there_is() {
    let server = Server::with(|config| config.metadata.iroh_relay = Some("http://relay".to_owned())).await;
    let ann = server.mailbox("annbee123").await;
    let session: Value =
        ann.request(reqwest::Method::GET, "/.well-known/jmap").send().await.unwrap().json().await.unwrap();
    let capabilities = &session["capabilities"];
    assert_eq!(capabilities["urn:ietf:params:jmap:core"]["maxSizeUpload"], 31_457_280);
    assert_eq!(capabilities["urn:ietf:params:jmap:websocket"]["supportsPush"], true);
    let chatmail = &capabilities["urn:estuary:jmap:chatmail"];
    assert_eq!(
        (&chatmail["irohRelay"], &chatmail["isChatmail"], &chatmail["maxRecipients"]),
        (&json!("http://relay"), &json!(true), &json!(1000))
    );
    assert_eq!(session["username"], ann.address);
    assert_eq!(session["accounts"][&ann.id]["isPersonal"], true);
}

#[tokio::test]
async fn mailboxes_identity_and_quota() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let answers = ann
        .call(&[
            ("Mailbox/get", json!({"ids": null, "properties": ["role", "totalEmails"]})),
            ("Mailbox/query", json!({"filter": {"role": "drafts"}})),
            ("Identity/get", json!({"ids": null})),
            ("Quota/get", json!({"ids": ["mail", "none"]})),
        ])
        .await;
    assert_eq!(
        answers[0].1["list"],
        json!([{"id": "inbox", "role": "inbox", "totalEmails": 0}, {"id": "drafts", "role": "drafts", "totalEmails": 0}])
    );
    assert_eq!(answers[1].1["ids"], json!(["drafts"]));
    assert_eq!(answers[2].1["list"][0]["email"], ann.address);
    assert_eq!(answers[3].1["list"][0]["hardLimit"], 500_000_000);
    assert_eq!(answers[3].1["notFound"], json!(["none"]));
}

#[tokio::test]
async fn emails_are_queried_read_marked_and_removed() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        ids.push(import(&ann, number).await);
    }
    let start = ann.one("Email/get", json!({"ids": []})).await["state"].clone();
    let query = ann
        .one(
            "Email/query",
            json!({"filter": {"inMailbox": "inbox"}, "position": 1, "limit": 1, "calculateTotal": true}),
        )
        .await;
    assert_eq!(
        (&query["ids"], &query["total"], &query["position"]),
        (&json!([ids[1]]), &json!(3), &json!(1))
    );
    let newest = ann
        .one("Email/query", json!({"sort": [{"property": "receivedAt", "isAscending": false}], "limit": 1}))
        .await;
    assert_eq!(newest["ids"], json!([ids[2]]));
    let anchored = ann.one("Email/query", json!({"anchor": ids[2], "anchorOffset": -1})).await;
    assert_eq!(anchored["ids"], json!([ids[1], ids[2]]));
    assert_eq!(ann.one("Email/query", json!({"position": -1})).await["ids"], json!([ids[2]]));

    let properties =
        json!(["subject", "from", "messageId", "header:Secure-Join:asText", "threadId", "keywords"]);
    let email =
        ann.one("Email/get", json!({"ids": [ids[0], "i1-1", "nonsense"], "properties": properties})).await;
    assert_eq!(email["notFound"], json!(["i1-1", "nonsense"]));
    let email = &email["list"][0];
    assert_eq!((&email["subject"], &email["from"][0]["email"]), (&json!("[...]"), &json!(ann.address)));
    assert_eq!(
        (&email["messageId"], &email["header:Secure-Join:asText"]),
        (&json!(["1@localhost"]), &json!("vc-request"))
    );
    let thread = ann.one("Thread/get", json!({"ids": [email["threadId"], "t0"]})).await;
    assert_eq!((&thread["list"][0]["emailIds"], &thread["notFound"]), (&json!([ids[0]]), &json!(["t0"])));

    let update = json!({&ids[0]: {"keywords/$seen": true}, &ids[1]: {"keywords": {"$flagged": true}}, &ids[2]: {"subject": "x"}, "i1-1": {}});
    let set = ann.one("Email/set", json!({"update": update, "destroy": ["i9"], "create": {"c": {}}})).await;
    assert_eq!(set["updated"], json!({&ids[0]: null, &ids[1]: null}));
    assert_eq!(
        (&set["notUpdated"][&ids[2]]["type"], &set["notUpdated"]["i1-1"]["type"]),
        (&json!("invalidProperties"), &json!("notFound"))
    );
    assert_eq!(
        (&set["notCreated"]["c"]["type"], &set["notDestroyed"]["i9"]["type"]),
        (&json!("forbidden"), &json!("notFound"))
    );
    assert_eq!(
        ann.one("Email/query", json!({"filter": {"notKeyword": "$seen"}})).await["ids"],
        json!([ids[1], ids[2]])
    );
    ann.one("Email/set", json!({"update": {&ids[0]: {"keywords/$seen": null}}, "destroy": [ids[2]]})).await;

    let changes = ann.one("Email/changes", json!({"sinceState": start})).await;
    assert_eq!((&changes["created"], &changes["destroyed"]), (&json!([]), &json!([ids[2]])));
    assert_eq!(changes["updated"], json!([ids[1], ids[0]]), "in the order of their last change");
    let mismatch = ann.one("Email/set", json!({"ifInState": start, "destroy": [ids[0]]})).await;
    assert_eq!(mismatch["type"], "stateMismatch");
}

#[tokio::test]
async fn changes_come_in_pages_that_miss_nothing() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    let mut state = ann.one("Email/get", json!({"ids": []})).await["state"].clone();
    let mut ids = Vec::new();
    for number in 1..=4 {
        ids.push(import(&ann, number).await);
    }
    // The first is changed and the second gone again before anybody looked.
    ann.one("Email/set", json!({"update": {&ids[0]: {"keywords/$seen": true}}, "destroy": [ids[1]]})).await;
    let mut created = Vec::new();
    for _ in 0..10 {
        let page = ann.one("Email/changes", json!({"sinceState": state, "maxChanges": 1})).await;
        created.extend(page["created"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()));
        state = page["newState"].clone();
        if page["hasMoreChanges"] == false {
            break;
        }
    }
    assert_eq!(created, [ids[0].as_str(), ids[2].as_str(), ids[3].as_str()]);
    assert_eq!(state, ann.one("Email/get", json!({"ids": []})).await["state"]);
}

#[tokio::test]
async fn a_sent_mail_is_removed_where_it_was_written_as_asked() {
    let server = Server::start().await;
    let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
    let answers = ann.send(&ann.address, &[&ben.address], &join_request(&ann.address, 1)).await;
    let names: Vec<&str> = answers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Email/import", "EmailSubmission/set", "Email/set"]);
    assert_eq!(answers[2].1["destroyed"], json!([answers[0].1["created"]["m"]["id"]]));
    let answers =
        ann.send(&ann.address, &["nobody123@estuary.localhost"], &join_request(&ann.address, 1)).await;
    assert_eq!(answers.len(), 2, "and kept where it was not sent");
    assert_eq!(
        ann.one("Email/query", json!({"filter": {"inMailbox": "drafts"}, "calculateTotal": true})).await["total"],
        1
    );
}

#[tokio::test]
async fn mistakes_have_their_standard_names() {
    let server = Server::start().await;
    let ann = server.mailbox("annbee123").await;
    for (method, arguments, kind) in [
        ("Email/nothing", json!({}), "unknownMethod"),
        ("Email/query", json!({"sort": [{"property": "subject"}]}), "unsupportedSort"),
        ("Email/query", json!({"filter": {"text": "x"}}), "unsupportedFilter"),
        ("Email/query", json!({"filter": {"operator": "AND", "conditions": []}}), "unsupportedFilter"),
        ("Email/query", json!({"anchor": "x"}), "anchorNotFound"),
        ("Email/query", json!({"limit": -1}), "invalidArguments"),
        ("Email/get", json!({"ids": "x"}), "invalidArguments"),
        ("Email/get", json!({"ids": [], "properties": ["bodyStructure"]}), "invalidArguments"),
        ("Email/get", json!({"ids": vec!["x"; 501]}), "requestTooLarge"),
        ("Email/set", json!({"destroy": vec!["x"; 501]}), "requestTooLarge"),
        ("Email/changes", json!({"sinceState": "x"}), "cannotCalculateChanges"),
        ("Email/changes", json!({"sinceState": "1.1", "maxChanges": 0}), "invalidArguments"),
        (
            "Email/get",
            json!({"#ids": {"resultOf": "9", "name": "Email/query", "path": "/ids"}}),
            "invalidResultReference",
        ),
        ("Email/get", json!({"#ids": "x"}), "invalidResultReference"),
        ("Email/get", json!({"#ids": {}, "ids": []}), "invalidArguments"),
    ] {
        let (name, error) = ann.call(&[(method, arguments.clone())]).await.remove(0);
        assert_eq!(
            (name.as_str(), error["type"].as_str()),
            ("error", Some(kind)),
            "{method} {arguments}: {error}"
        );
    }
    let foreign = json!({"using": ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail"], "methodCalls": [
        ["Email/get", {"accountId": "a999", "ids": []}, "0"], ["Quota/get", {"accountId": ann.id}, "1"]]});
    let response: Value = ann.post(&foreign).await.json().await.unwrap();
    assert_eq!(response["methodResponses"][0][1]["type"], "accountNotFound");
    assert_eq!(response["methodResponses"][1][1]["type"], "unknownMethod", "its capability is not used");
    assert_eq!(
        ann.post(&json!({"using": ["urn:x"], "methodCalls": []})).await.status(),
        StatusCode::BAD_REQUEST
    );
}
