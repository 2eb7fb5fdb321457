//! Push by a stream of events (RFC 8620 section 7.3).

use std::{convert::Infallible, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::{Jmap, auth::Login, gate::Pass, id, problem::Failure, states::Types};
use crate::store::{Account, Folder};

/// Least and most seconds between two pings.
const PING: (u64, u64) = (5, 300);

/// Variables of the URL.
#[derive(Deserialize)]
pub(super) struct Options {
    types: String,
    closeafter: String,
    ping: u64,
}

struct Stream {
    jmap: Jmap,
    account: Account,
    types: Types,
    close_after_state: bool,
    ping: Option<Duration>,
    watch: watch::Receiver<u64>,
    /// What the reader knows; what is newer is told.
    told: u64,
    greeted: bool,
    done: bool,
    _pass: Pass,
}

/// `GET` of the stream. With `Last-Event-ID` the reader first hears whether something changed since.
pub(super) async fn handle(
    State(jmap): State<Jmap>,
    Login(account): Login,
    options: Result<Query<Options>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let bad = |reason: &str| Failure::plain(StatusCode::BAD_REQUEST, reason);
    let Query(options) = options.map_err(|error| bad(&error.to_string()))?;
    let close_after_state = match options.closeafter.as_str() {
        "state" => true,
        "no" => false,
        _ => return Err(bad("closeafter must be state or no")),
    };
    let pass = jmap.streams.enter(account.id)?;
    // Watched before it is read: what comes between the two is told, not missed.
    let watch = jmap.bridge.store.watch(&account);
    let now = jmap.bridge.store.state(&account, Folder::Inbox).await?.modseq;
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    let told = last.map_or(now, |last| id::parse_state(&account, last).unwrap_or(0));
    let stream = Stream {
        types: Types::read(options.types.split(',')),
        close_after_state,
        ping: (options.ping > 0).then(|| Duration::from_secs(options.ping.clamp(PING.0, PING.1))),
        watch: {
            let mut watch = watch;
            watch.mark_changed();
            watch
        },
        told,
        greeted: false,
        done: false,
        jmap,
        account,
        _pass: pass,
    };
    let body = Body::from_stream(stream::unfold(stream, |mut stream| async {
        let text = stream.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), stream))
    }));
    Ok((
        [
            (header::CONTENT_TYPE, "text/event-stream"),
            (header::HeaderName::from_static("x-accel-buffering"), "no"),
        ],
        body,
    )
        .into_response())
}

impl Stream {
    async fn next(&mut self) -> Option<String> {
        if self.done {
            return None;
        }
        if !std::mem::replace(&mut self.greeted, true) {
            // Something at once: a proxy that waits for a first byte would hold back the head, too.
            return Some(": open\n\n".to_owned());
        }
        let ping_at = self.ping.map(|every| Instant::now() + every);
        loop {
            let stop = self.jmap.bridge.stop.clone();
            tokio::select! {
                () = stop.cancelled() => return None,
                () = ping(ping_at) => {
                    let seconds = self.ping.map_or(0, |every| every.as_secs());
                    return Some(format!("event: ping\ndata: {{\"interval\":{seconds}}}\n\n"));
                }
                changed = self.watch.changed() => {
                    changed.ok()?;
                    if let Some(event) = self.event().await? {
                        return Some(event);
                    }
                }
            }
        }
    }

    /// What is to be told, if anything; the outer `None` ends the stream.
    async fn event(&mut self) -> Option<Option<String>> {
        let modseq = self.jmap.bridge.store.state(&self.account, Folder::Inbox).await.ok()?.modseq;
        if modseq == self.told {
            return Some(None);
        }
        self.told = modseq;
        let Some(change) = self.types.change(&self.account, modseq) else { return Some(None) };
        self.done = self.close_after_state;
        let state = id::state(&self.account, modseq);
        Some(Some(format!("event: state\nid: {state}\ndata: {}\n\n", serde_json::to_string(&change).ok()?)))
    }
}

async fn ping(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
