//! The program of the Web Worker.

use estuary_core::transport::JmapTransport;
use estuary_worker::{build, clock::BrowserClock, host, http::BrowserHttp, messenger::Messenger};

/// The one profile of this browser. Its name is part of the names of its database, lock and channel.
const PROFILE: &str = "1";

fn main() {
    host(PROFILE, &build(), async |events| {
        let mail = JmapTransport::new(BrowserHttp, BrowserClock);
        Messenger::start(PROFILE, mail, events).await
    });
}
