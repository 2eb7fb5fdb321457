//! A bridge of one test, and a mailbox on it.

use std::{path::Path, time::Duration};

use estuary_bridge::{Config, Running};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

pub(crate) const PASSWORD: &str = "correct horse";

/// Long enough for any machine; a test that waits so long has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    pub(crate) running: Running,
    pub(crate) dir: tempfile::TempDir,
    pub(crate) http: reqwest::Client,
}

pub(crate) fn config(dir: &Path) -> Config {
    let mut config = Config::defaults().unwrap();
    config.mail.data_dir = dir.join("data");
    config.http.static_dir = dir.join("dist");
    for listen in [&mut config.http.listen, &mut config.imap.listen, &mut config.smtp.listen] {
        listen.set_port(0);
    }
    config
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut config = config(dir.path());
        change(&mut config);
        let running = estuary_bridge::run(config).await.unwrap();
        Self { running, dir, http: reqwest::Client::new() }
    }

    /// Stops it and starts another on the same data.
    pub(crate) async fn restart(self) -> Self {
        let Self { running, dir, http } = self;
        running.shutdown().await;
        let running = estuary_bridge::run(config(dir.path())).await.unwrap();
        Self { running, dir, http }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.addresses.http)
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).timeout(PATIENCE)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Logs in, which makes the account.
    pub(crate) async fn mailbox(&self, local: &str) -> Mailbox<'_> {
        let address = format!("{local}@estuary.localhost");
        let response = self
            .request(Method::GET, "/jmap/session")
            .basic_auth(&address, Some(PASSWORD))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let session: Value = response.json().await.unwrap();
        let id = session["primaryAccounts"]["urn:ietf:params:jmap:mail"].as_str().unwrap().to_owned();
        Mailbox { server: self, address, id }
    }
}

pub(crate) struct Mailbox<'s> {
    pub(crate) server: &'s Server,
    pub(crate) address: String,
    pub(crate) id: String,
}

impl Mailbox<'_> {
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.server.request(method, path).basic_auth(&self.address, Some(PASSWORD))
    }

    pub(crate) async fn post(&self, batch: &Value) -> Response {
        self.request(Method::POST, "/jmap/api").json(batch).send().await.unwrap()
    }

    /// Runs calls given as `[method, arguments]`; their account and names are filled in. Answers as `[method, arguments]`.
    pub(crate) async fn call(&self, calls: &[(&str, Value)]) -> Vec<(String, Value)> {
        let calls: Vec<Value> = calls
            .iter()
            .enumerate()
            .map(|(number, (method, arguments))| {
                let mut arguments = arguments.clone();
                arguments["accountId"] = json!(self.id);
                json!([method, arguments, number.to_string()])
            })
            .collect();
        let using =
            ["core", "mail", "submission", "quota"].map(|name| format!("urn:ietf:params:jmap:{name}"));
        let response = self.post(&json!({"using": using, "methodCalls": calls})).await;
        assert_eq!(response.status(), StatusCode::OK);
        let response: Value = response.json().await.unwrap();
        let answers = response["methodResponses"].as_array().unwrap();
        answers.iter().map(|answer| (answer[0].as_str().unwrap().to_owned(), answer[1].clone())).collect()
    }

    /// Runs one call and returns the arguments of its answer.
    pub(crate) async fn one(&self, method: &str, arguments: Value) -> Value {
        self.call(&[(method, arguments)]).await.remove(0).1
    }

    pub(crate) async fn upload(&self, bytes: impl Into<Vec<u8>>) -> Response {
        let path = format!("/jmap/upload/{}", self.id);
        self.request(Method::POST, &path)
            .header("content-type", "message/rfc822")
            .body(bytes.into())
            .send()
            .await
            .unwrap()
    }

    /// Uploads, imports and submits in the way of the standard; returns the answers of the three calls that makes.
    pub(crate) async fn send(&self, from: &str, to: &[&str], mail: &str) -> Vec<(String, Value)> {
        let uploaded: Value = self.upload(mail).await.json().await.unwrap();
        let to: Vec<Value> = to.iter().map(|to| json!({"email": to})).collect();
        self.call(&[
            ("Email/import", json!({"emails": {"m": {"blobId": uploaded["blobId"], "mailboxIds": {"drafts": true}, "keywords": {"$draft": true}}}})),
            (
                "EmailSubmission/set",
                json!({
                    "create": {"s": {"identityId": "own", "emailId": "#m", "envelope": {"mailFrom": {"email": from}, "rcptTo": to}}},
                    "onSuccessDestroyEmail": ["#s"]
                }),
            ),
        ])
        .await
    }
}

/// The one kind of mail that may leave without encryption: the request of a legacy SecureJoin.
pub(crate) fn join_request(from: &str, number: u32) -> String {
    format!(
        "From: {from}\r\nTo: ben@x\r\nSubject: [...]\r\nMessage-ID: <{number}@localhost>\r\nSecure-Join: vc-request\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nsecure-join: vc-request\r\n--b--\r\n"
    )
}
