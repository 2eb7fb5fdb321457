//! The mail server beside the page, as the bridge describes it in `/config.json`.

use crate::{clock::BrowserClock, fetch::fetch, scope::describe};
use estuary_core::{Host, ports::Clock};
use futures::future::{Either, select};
use serde::Deserialize;
use std::pin::pin;
use wasm_bindgen::JsValue;

/// Far more than a description needs.
const MOST_BYTES: usize = 64 << 10;
/// Milliseconds a server may take to describe itself.
const PATIENCE: u64 = 20_000;

#[derive(Deserialize)]
struct Config {
    domain: String,
    jmap: String,
}

/// Asks the server that serves the page. The error is for a person who looks for a reason.
pub(crate) async fn describe_host() -> Result<Host, String> {
    match select(pin!(config()), pin!(BrowserClock.sleep(PATIENCE))).await {
        Either::Left((config, _)) => config,
        Either::Right(_) => Err("No answer".to_owned()),
    }
}

async fn config() -> Result<Host, String> {
    let failed = |e: JsValue| describe(&e);
    let mut answer = fetch("GET", "/config.json", [], None).await.map_err(failed)?;
    if answer.status() != 200 {
        return Err(format!("Status {}", answer.status()));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(failed)? {
        body.extend(chunk);
        if body.len() > MOST_BYTES {
            return Err("The description is too long".to_owned());
        }
    }
    let config: Config = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
    Ok(Host { domain: Some(config.domain), endpoint: config.jmap })
}
