//! Being ended, beginning again and being replaced: lines 81 to 83.

use crate::app::{PLAIN, files, open};
use estuary_tests::{page, pair::Pair};
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

#[test]
fn x83_a_worker_that_is_replaced_while_an_app_is_open_breaks_nothing() {
    let (recorder, bridge) = page::recorded_bridge();
    let pair = Pair::on(bridge, "Ada");
    pair.send_app("open.xdc", &[("index.html", PLAIN), ("later.txt", "later")]);
    pair.start("open.xdc");
    pair.until_app("it runs", "return !!self.webxdc && document.readyState === 'complete'");
    let missing = |words: &str| format!("return (await (await fetch('/none')).text()) === '{words}'");
    let (old, new) = ("There is no such file.", "No such file is there.");
    assert_eq!(pair.app(&missing(old)), Some(json!(true)));

    recorder.replace(old, new);
    // The browser does so by itself when a page of the app is loaded, or a day has gone.
    pair.app("await (await navigator.serviceWorker.getRegistration()).update(); return true").unwrap();
    pair.until_app("the new one answers", &missing(new));
    let works =
        "webxdc.sendUpdate({payload: 'still here'}, ''); return await (await fetch('later.txt')).text()";
    assert_eq!(pair.app(works), Some(json!("later")));
    let heard = "self.heard ??= []; self.once ??= webxdc.setUpdateListener(update => heard.push(update.payload), 0); return heard.includes('still here')";
    pair.until_app("updates go on", heard);

    pair.close_app();
    pair.start("open.xdc");
    pair.until_app("it runs again", "return !!self.webxdc && document.readyState === 'complete'");
    assert_eq!(pair.app(&missing(new)), Some(json!(true)));
}
