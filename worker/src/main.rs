//! The program of the Web Worker.

use estuary_core::transport::JmapTransport;
use estuary_worker::{build, clock::BrowserClock, host, http::BrowserHttp, messenger::Messenger, profile};

fn main() {
    let profile = profile();
    host(&profile.clone(), &build(), async move |events| {
        let mail = JmapTransport::new(BrowserHttp, BrowserClock);
        Messenger::start(&profile, mail, events).await
    });
}
