use serde_json::json;

use crate::server::{Server, join_request};

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart_under_the_same_names() {
    let server = Server::start().await;
    let (before, state) = {
        let (ann, ben) = (server.mailbox("annbee123").await, server.mailbox("benbee123").await);
        let answers = ann.send(&ann.address, &[&ben.address], &join_request(&ann.address, 1)).await;
        assert_eq!(answers[1].1["created"]["s"]["undoStatus"], "final");
        let listed =
            ben.one("Email/get", json!({"ids": null, "properties": ["blobId", "size", "receivedAt"]})).await;
        assert_eq!(listed["list"].as_array().unwrap().len(), 1);
        (listed["list"].clone(), listed["state"].clone())
    };
    let server = server.restart().await;
    let ben = server.mailbox("benbee123").await;
    let after =
        ben.one("Email/get", json!({"ids": null, "properties": ["blobId", "size", "receivedAt"]})).await;
    assert_eq!((&after["list"], &after["state"]), (&before, &state));
    let changes = ben.one("Email/changes", json!({"sinceState": state})).await;
    assert_eq!(changes["created"], json!([]));
}

#[tokio::test]
async fn another_store_does_not_take_old_ids_for_its_own() {
    let server = Server::start().await;
    let ben = server.mailbox("benbee123").await;
    let state = ben.one("Email/get", json!({"ids": []})).await["state"].as_str().unwrap().to_owned();
    let (validity, modseq) = state.split_once('.').unwrap();
    let foreign = format!("{}.{modseq}", validity.parse::<u32>().unwrap() - 1);
    assert_eq!(
        ben.one("Email/changes", json!({"sinceState": foreign})).await["type"],
        "cannotCalculateChanges"
    );
}
