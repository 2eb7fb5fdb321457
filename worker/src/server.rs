//! The mail server beside the page, as the bridge describes it.

use crate::http::BrowserHttp;
use estuary_core::Host;
use estuary_jmap::client::{Http, HttpRequest, Method};
use futures::StreamExt as _;
use serde::Deserialize;

/// Where the description is.
const URL: &str = "/config.json";
/// Far more bytes than a description needs.
const MOST_BYTES: usize = 64 << 10;
/// Milliseconds a server may take to describe itself.
const PATIENCE: u64 = 20_000;

#[derive(Deserialize)]
struct Config {
    domain: String,
    jmap: String,
}

/// Asks the server that serves the page. The error is for whoever looks for a reason.
pub(crate) async fn describe_host() -> Result<Host, String> {
    let request = HttpRequest {
        method: Method::Get,
        url: URL.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
        timeout: Some(PATIENCE),
    };
    let mut answer = BrowserHttp.send(request).await.map_err(|e| e.to_string())?;
    if answer.head.status != 200 {
        return Err(format!("Status {}", answer.head.status));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.body.next().await {
        body.extend(chunk.map_err(|e| e.to_string())?);
        if body.len() > MOST_BYTES {
            return Err("The description is too long".to_owned());
        }
    }
    let Config { domain, jmap } = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
    Ok(Host { domain: Some(domain), endpoint: jmap })
}
