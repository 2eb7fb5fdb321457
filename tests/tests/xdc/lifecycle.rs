//! Being ended and beginning again: lines 81 and 82.

use crate::app::{PLAIN, files, open};
use estuary_tests::pair::Pair;
use serde_json::json;

#[test]
fn x81_a_worker_that_was_ended_serves_the_next_request() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN), ("later.txt", "later")]));
    bench.page.browser.devtools("ServiceWorker.enable", json!({}));
    for _ in 0..3 {
        bench.page.browser.devtools("ServiceWorker.stopAllWorkers", json!({}));
        assert_eq!(bench.script(0, "return await (await fetch('later.txt')).text()"), "later");
    }
    bench.page.browser.devtools("ServiceWorker.stopAllWorkers", json!({}));
    bench.script(0, "location.reload()");
    bench.until(
        0,
        "it is there again",
        "return document.readyState === 'complete' && !!window.webxdc && !!document.querySelector('#app')",
    );
}

#[test]
fn x82_an_app_that_was_open_when_the_messenger_went_has_everything_afterwards() {
    let pair = Pair::new();
    let sent = pair.send_app("state.xdc", &[("index.html", PLAIN)]);
    pair.start("state.xdc");
    pair.until_app("it runs", "return !!window.webxdc");
    pair.app("localStorage.kept = 'yes'; webxdc.sendUpdate({payload: 'said'}, ''); return true").unwrap();
    pair.core.until("the update arrives", || (pair.core.updates(sent, 0).len() == 1).then_some(()));
    pair.page.browser.reload();
    pair.page.open_first_chat();
    pair.start("state.xdc");
    let state = "const all = []; await webxdc.setUpdateListener(u => all.push(u.payload), 0); return [localStorage.kept, all]";
    pair.until_app("it runs again", "return !!window.webxdc && document.readyState === 'complete'");
    assert_eq!(pair.app(state), Some(json!(["yes", ["said"]])));
}

#[test]
fn x82_an_app_that_is_started_while_it_closes_starts() {
    let pair = Pair::new();
    pair.send_app("again.xdc", &[("index.html", PLAIN)]);
    pair.start("again.xdc");
    for _ in 0..3 {
        pair.until_app("it runs", "return !!window.webxdc && document.readyState === 'complete'");
        let again = "document.querySelector('[data-testid=app-close]').click(); document.querySelector('[data-testid=app-start]').click()";
        pair.page.browser.script(again, vec![]);
        // It was told to end before it was started, so this is another one.
        pair.until_app("another one runs", "return !!window.webxdc && !window.seen && (window.seen = true)");
    }
    pair.close_app();
}
