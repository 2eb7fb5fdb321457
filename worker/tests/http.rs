//! HTTP by the `fetch` of a real browser, against the server that serves this very test.
#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

use estuary_jmap::client::{Head, Http, HttpError, HttpRequest, Method};
use estuary_worker::http::BrowserHttp;
use futures::{FutureExt, StreamExt, TryStreamExt};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_dedicated_worker);

fn get(url: &str) -> HttpRequest {
    let (url, headers) = (url.to_owned(), vec![("accept", "*/*".to_owned())]);
    HttpRequest { method: Method::Get, url, headers, body: Vec::new(), timeout: Some(60_000) }
}

async fn exchange(request: HttpRequest) -> Result<(Head, Vec<u8>), HttpError> {
    let answer = BrowserHttp.send(request).await?;
    Ok((answer.head, answer.body.try_concat().await?))
}

#[wasm_bindgen_test]
async fn a_body_arrives_whole_and_a_relative_url_is_of_this_origin() {
    let (head, body) = exchange(get("/wasm-bindgen-test_bg.wasm")).await.unwrap();
    assert_eq!(head.status, 200);
    assert!(head.url.starts_with("http://127.0.0.1:"), "{}", head.url);
    assert_eq!(head.header("content-type"), Some("application/wasm"));
    assert!(body.starts_with(b"\0asm") && body.len() > 100_000, "{} bytes", body.len());
}

#[wasm_bindgen_test]
async fn a_refusal_is_an_answer() {
    let (head, _) = exchange(get("/there-is-no-such-thing")).await.unwrap();
    assert_eq!(head.status, 404);
    let post = HttpRequest { method: Method::Post, body: b"{}".to_vec(), ..get("/there-is-no-such-thing") };
    let (head, _) = exchange(post).await.unwrap();
    assert!(head.status >= 400);
}

#[wasm_bindgen_test]
async fn nobody_at_home_is_an_error() {
    // A port that nobody uses, one at which browsers do not even knock, and no URL at all.
    for url in ["http://127.0.0.1:65534/", "http://127.0.0.1:9/", "http://not a url"] {
        let HttpError(reason) = exchange(get(url)).await.unwrap_err();
        assert!(!reason.is_empty());
    }
}

#[wasm_bindgen_test]
async fn half_an_answer_may_be_dropped() {
    let mut answer = BrowserHttp.send(get("/wasm-bindgen-test_bg.wasm")).await.unwrap();
    assert!(answer.body.next().await.unwrap().is_ok());
    drop(answer);
    let begun = BrowserHttp.send(get("/wasm-bindgen-test_bg.wasm"));
    assert!(begun.now_or_never().is_none(), "a browser takes its time");
    assert!(exchange(get("/wasm-bindgen-test_bg.wasm")).await.is_ok(), "the next one works");
}
