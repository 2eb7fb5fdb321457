use std::cell::RefCell;

use futures::executor::block_on;
use serde_json::{Value, json};

use super::{Client, Error, Event, HttpError, memory::MemoryHttp};

fn session() -> Value {
    json!({
        "capabilities": {"urn:ietf:params:jmap:core": {"maxSizeUpload": 100, "maxObjectsInGet": 2}, "urn:ietf:params:jmap:mail": {}},
        "accounts": {}, "primaryAccounts": {"urn:ietf:params:jmap:mail": "a1"}, "username": "ann@x",
        "apiUrl": "/api", "downloadUrl": "/d/{accountId}/{blobId}/{name}?t={type}", "uploadUrl": "up/{accountId}",
        "eventSourceUrl": "/e?types={types}&closeafter={closeafter}&ping={ping}", "state": "1"
    })
}

fn answers(calls: &Value) -> Vec<u8> {
    serde_json::to_vec(&json!({"methodResponses": calls, "sessionState": "1"})).unwrap()
}

fn connected(http: &MemoryHttp) -> Client<MemoryHttp> {
    http.answer(307, &[("location", "/session")], "").answer(200, &[], session().to_string()).answer(
        200,
        &[],
        answers(&json!([
            ["Mailbox/get", {"accountId": "a1", "state": "1", "notFound": [], "list": [{"id": "i", "role": "inbox"}, {"id": "d", "role": "drafts"}]}, "0"],
            ["Identity/get", {"accountId": "a1", "state": "1", "notFound": [], "list": [{"id": "o", "email": "other@x"}, {"id": "n", "email": "ann@x"}]}, "1"]
        ])),
    );
    block_on(Client::connect(http.clone(), "https://mail.x/.well-known/jmap", "ann@x", "secret")).unwrap()
}

#[test]
fn finds_the_session_through_a_redirect_and_resolves_relative_urls() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    assert_eq!(
        (client.home().inbox.as_str(), client.home().drafts.as_str(), client.home().identity.as_str()),
        ("i", "d", "n")
    );
    http.stream(200, &[], vec![Ok(b"by".to_vec()), Ok(b"tes".to_vec())]);
    let progress = RefCell::<Vec<usize>>::default();
    let download = client.download("b/1", 10, |bytes| progress.borrow_mut().push(bytes));
    assert_eq!(block_on(download).unwrap(), b"bytes");
    assert_eq!(progress.into_inner(), [2, 5]);
    let urls: Vec<String> = http.requests().into_iter().map(|request| request.url).collect();
    assert_eq!(
        urls,
        [
            "https://mail.x/.well-known/jmap",
            "https://mail.x/session",
            "https://mail.x/api",
            "https://mail.x/d/a1/b%2F1/mail.eml?t=message%2Frfc822"
        ]
    );
    let request = http.requests().remove(0);
    assert_eq!(request.headers[0], ("authorization", "Basic YW5uQHg6c2VjcmV0".to_owned()));
    assert!(!format!("{request:?}").contains("YW5u"));
}

#[test]
fn never_carries_the_password_from_https_to_http() {
    let http = MemoryHttp::default();
    http.answer(302, &[("location", "http://mail.x/session")], "");
    let result = block_on(Client::connect(http.clone(), "https://mail.x/", "ann@x", "secret"));
    assert!(matches!(result, Err(Error::Protocol(_))));
    assert_eq!(http.requests().len(), 1);
}

#[test]
fn redirects_end() {
    let http = MemoryHttp::default();
    for _ in 0..20 {
        http.answer(302, &[("location", "/again")], "");
    }
    assert!(matches!(
        block_on(Client::connect(http, "https://mail.x/", "ann@x", "secret")),
        Err(Error::Protocol(_))
    ));
}

#[test]
fn tells_failures_apart() {
    let refused =
        json!({"type": "urn:estuary:jmap:error:accountRefused", "detail": "name is too short"}).to_string();
    let limit = json!({"type": "urn:ietf:params:jmap:error:limit", "limit": "maxSizeUpload"}).to_string();
    let cases = [
        (401, "", Error::Unauthorized),
        (403, refused.as_str(), Error::AccountRefused("name is too short".to_owned())),
        (429, "", Error::RateLimit { reason: "HTTP status 429".to_owned(), retry_after: Some(7) }),
        (503, "", Error::Unavailable { reason: "HTTP status 503".to_owned(), retry_after: Some(7) }),
        (404, "", Error::NotFound),
        (413, "", Error::TooLarge(None)),
        (400, limit.as_str(), Error::TooLarge(None)),
    ];
    for (status, body, error) in cases {
        let http = MemoryHttp::default();
        http.answer(status, &[("retry-after", "7")], body);
        assert_eq!(block_on(Client::connect(http, "", "ann@x", "secret")).err(), Some(error));
    }
    let http = MemoryHttp::default();
    http.vanish();
    assert!(matches!(block_on(Client::connect(http, "", "ann@x", "secret")), Err(Error::Unreachable(_))));
}

#[test]
fn reads_a_page_in_one_request_in_the_order_of_the_query() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    let mail = |id: &str, mailbox: &str| json!({"id": id, "blobId": id, "size": 3, "receivedAt": "2026-01-01T00:00:00Z", "mailboxIds": {mailbox: true}});
    http.answer(
        200,
        &[],
        answers(&json!([
            ["Email/get", {"accountId": "a1", "state": "s5", "list": [], "notFound": []}, "0"],
            ["Email/query", {"accountId": "a1", "queryState": "s5", "canCalculateChanges": false, "position": 0, "ids": ["m1", "m2"]}, "1"],
            ["Email/get", {"accountId": "a1", "state": "s6", "list": [mail("m2", "i"), mail("m1", "i")], "notFound": []}, "2"]
        ])),
    );
    let page = block_on(client.page(None, 0)).unwrap();
    assert_eq!((page.state.as_str(), page.more), ("s5", true));
    assert_eq!(page.mails.iter().map(|mail| mail.id.as_str()).collect::<Vec<_>>(), ["m1", "m2"]);
    let sent: Value = serde_json::from_slice(&http.requests().last().unwrap().body).unwrap();
    assert_eq!(
        sent["methodCalls"][2][1]["#ids"],
        json!({"resultOf": "1", "name": "Email/query", "path": "/ids"})
    );

    http.answer(
        200,
        &[],
        answers(&json!([
            ["Email/changes", {"accountId": "a1", "oldState": "s5", "newState": "s9", "hasMoreChanges": false, "created": ["m3", "m4"], "updated": [], "destroyed": []}, "0"],
            ["Email/get", {"accountId": "a1", "state": "s9", "list": [mail("m3", "d"), mail("m4", "i")], "notFound": []}, "1"]
        ])),
    );
    let page = block_on(client.changes("s5")).unwrap();
    assert_eq!(
        page.mails.iter().map(|mail| mail.id.as_str()).collect::<Vec<_>>(),
        ["m4"],
        "drafts are not what arrived"
    );
    http.answer(200, &[], answers(&json!([["error", {"type": "cannotCalculateChanges"}, "0"], ["error", {"type": "invalidResultReference"}, "1"]])));
    assert_eq!(block_on(client.changes("s5")), Err(Error::CannotCalculateChanges));
}

#[test]
fn a_refused_mail_leaves_no_draft() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    http.answer(201, &[], json!({"accountId": "a1", "blobId": "b", "type": "message/rfc822", "size": 4}).to_string()).answer(
        200,
        &[],
        answers(&json!([
            ["Email/import", {"accountId": "a1", "newState": "2", "created": {"mail": {"id": "m7"}}}, "0"],
            ["EmailSubmission/set", {"accountId": "a1", "newState": "2", "notCreated": {"sending": {"type": "rateLimit", "retryAfter": 9, "description": "slow"}}}, "1"]
        ])),
    );
    http.answer(
        200,
        &[],
        answers(&json!([["Email/set", {"accountId": "a1", "newState": "3", "destroyed": ["m7"]}, "0"]])),
    );
    let error = block_on(client.submit("ann@x", &["ben@x".to_owned()], b"mail".to_vec())).unwrap_err();
    assert_eq!(error, Error::RateLimit { reason: "slow".to_owned(), retry_after: Some(9) });
    let requests = http.requests();
    assert_eq!(requests[3].url, "https://mail.x/up/a1");
    assert!(String::from_utf8_lossy(&requests[5].body).contains("\"destroy\":[\"m7\"]"));
    assert_eq!(block_on(client.submit("ann@x", &[], vec![0; 101])), Err(Error::TooLarge(Some(100))));
}

#[test]
fn reads_events_whatever_the_pieces() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    let text = ": hello\r\n\r\nevent: ping\ndata: {\"interval\":30}\n\nevent: state\nid: 4\ndata: {\"@type\":\"StateChange\",\ndata: \"changed\":{\"a1\":{\"Email\":\"s9\"}}}\n\n";
    let chunks = text.bytes().map(|byte| Ok(vec![byte])).chain([Err(HttpError("gone".to_owned()))]).collect();
    http.stream(200, &[("content-type", "text/event-stream; charset=utf-8")], chunks);
    let mut events = block_on(client.events()).unwrap();
    assert_eq!(block_on(events.next()), Ok(Some(Event::Alive)));
    assert_eq!(block_on(events.next()), Ok(Some(Event::Alive)));
    let Ok(Some(Event::Change(change))) = block_on(events.next()) else { panic!("no change") };
    assert_eq!(client.mail_state(&change), Some("s9"));
    assert_eq!(block_on(events.next()), Err(Error::Unreachable("gone".to_owned())));
    assert!(http.requests().last().unwrap().url.ends_with("/e?types=Email&closeafter=no&ping=30"));
}

#[test]
fn a_hostile_stream_ends_in_an_error_and_a_missing_one_in_no_push() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    http.stream(200, &[("content-type", "text/event-stream")], vec![Ok(vec![b'x'; 300 * 1024]); 2]);
    let mut events = block_on(client.events()).unwrap();
    assert!(matches!(block_on(events.next()), Err(Error::Protocol(_))));
    http.stream(
        200,
        &[("content-type", "text/event-stream")],
        vec![Ok([b"data: ".as_slice(), &[b'x'; 200 * 1024], b"\n"].concat()); 3],
    );
    let mut events = block_on(client.events()).unwrap();
    assert!(matches!(block_on(events.next()), Err(Error::Protocol(_))));
    http.answer(404, &[], "");
    assert_eq!(block_on(client.events()).err(), Some(Error::NoPush));
}

#[test]
fn an_answer_without_end_is_not_read_to_the_end() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    http.answer(200, &[], vec![0; 11]);
    assert!(matches!(block_on(client.download("b", 10, |_| ())), Err(Error::Protocol(_))));
}

#[test]
fn second_halves_are_known_by_their_headers() {
    let http = MemoryHttp::default();
    let client = connected(&http);
    let name = "header:Chat-Is-Post-Message:asText";
    let mail = |id: &str, ids: Value, half: Value| json!({"id": id, "messageId": ids, name: half});
    let list = json!([
        mail("1", json!(["real@x"]), json!("1")),
        mail("2", json!(["other@x"]), Value::Null),
        mail("3", Value::Null, json!("1")),
        mail("4", json!([]), json!("1")),
        {"id": "5"},
    ]);
    let answer = json!({"accountId": "a1", "state": "1", "notFound": ["6"], "list": list});
    http.answer(200, &[], answers(&json!([["Email/get", answer, "0"]])));
    let ids: Vec<String> = (1..=6).map(|id| id.to_string()).collect();
    let found = block_on(client.second_halves(&ids)).unwrap();
    assert_eq!(found, [("1".to_owned(), "real@x".to_owned())]);
}
