//! Instances of mini apps apart from each other: their storage, their list, their windows; and without a network.

use estuary_tests::{
    page::id,
    pair::{LOOK, Pair, STORE, app, stored},
};
use serde_json::json;

/// An app that can keep things.
const PLAIN: &str = "<!doctype html><meta charset=utf-8><title>Room</title><script src=webxdc.js></script><p id=app>A room</p>";
const RUNS: &str = "return !!window.webxdc && !!document.querySelector('#app')";

#[test]
fn c66_apps_are_shut_in_each_with_its_own_storage_until_it_is_deleted() {
    let pair = Pair::new();
    let (core, page) = (&pair.core, &pair.page);
    // The same file twice is two apps.
    let files = [("index.html", PLAIN), ("manifest.toml", "name = \"Room\"")];
    let first = pair.send_app("first.xdc", &files);
    let second = pair.send_app("second.xdc", &files);
    let nth = |n: usize| {
        let start = "const all = document.querySelectorAll('[data-testid=app-start]'); all[args[0]]?.click(); return all.length === 2";
        page.browser.until("both apps are there", || {
            (page.browser.script(start, vec![json!(n)]) == true).then_some(())
        });
    };
    nth(0);
    pair.until_app("the first runs", RUNS);
    let one = pair.app(STORE).unwrap();
    for way in [
        format!("fetch('{}/healthz', {{mode: 'no-cors'}})", page.url),
        "fetch('http://127.0.0.1:9/')".to_owned(),
        "new Promise((done, fail) => { const s = new WebSocket('ws://127.0.0.1:9'); s.onopen = done; s.onerror = fail })".to_owned(),
        format!("new Promise((done, fail) => {{ const i = new Image(); i.onload = done; i.onerror = fail; i.src = '{}/icon-192.png' }})", page.url),
        format!("import('{}/boot.js')", page.url),
        "Promise.resolve(top.document)".to_owned(),
    ] {
        let tried = format!("try {{ await ({way}); return 'out' }} catch {{ return 'in' }}");
        assert_eq!(pair.app(&tried).unwrap(), "in", "{way}");
    }
    pair.app("webxdc.sendUpdate({payload: 'of the first'}, ''); return true").unwrap();
    core.until("the update arrives", || (core.updates(first, 0).len() == 1).then_some(()));
    pair.close_app();
    nth(1);
    pair.until_app("the second runs", RUNS);
    assert_eq!(pair.app(LOOK).unwrap(), json!([0, 0, 0]));
    let heard = "const all = []; await webxdc.setUpdateListener(u => all.push(u), 0); return all.length";
    assert_eq!(pair.app(heard).unwrap(), 0);
    assert_eq!(core.updates(second, 0).len(), 0);
    let two = pair.app(STORE).unwrap();
    assert_ne!(one, two);
    pair.close_app();

    // The gallery of the chat, and what goes with a deleted message.
    page.browser.click(&id("chat-menu"));
    page.browser.click(&format!("{} {}", id("open-menu"), id("apps")));
    page.browser.until("both are listed", || {
        let count = "return document.querySelectorAll('[data-testid=apps-row]').length";
        (page.browser.script(count, vec![]) == 2).then_some(())
    });
    // The newest stands first.
    page.browser.click(&id("apps-delete"));
    page.browser.click(&id("agree"));
    page.browser.until("what it stored is gone", || (stored(page, &two)? == json!([0, 0, 0])).then_some(()));
    assert_eq!(stored(page, &one), Some(json!([1, 1, 1])), "the other keeps what it has");
}

#[test]
fn all_apps_are_found_and_one_has_a_window_of_its_own() {
    let pair = Pair::new();
    let page = &pair.page;
    pair.send_app(
        "room.xdc",
        &[
            ("index.html", PLAIN),
            ("manifest.toml", "name = \"Room\"\nsource_code_url = \"https://example.org/room\""),
        ],
    );
    page.browser.find(&id("app-card"));
    page.browser.click(&id("settings"));
    page.browser.click(&id("apps-all"));
    page.browser
        .until("it says where it is", || (page.browser.text(&id("apps-chat")) == "Grace").then_some(()));
    page.browser.click(&id("apps-start"));
    pair.until_app("it runs", RUNS);
    pair.app("localStorage.kept = 'here'; return true").unwrap();
    page.browser.click(&id("app-menu"));
    page.browser.click(&format!("{} {}", id("open-menu"), id("app-about")));
    page.browser.find(&id("app-source"));
    page.press("Escape");

    let main = page.browser.tab();
    page.browser.click(&id("app-menu"));
    page.browser.click(&format!("{} {}", id("open-menu"), id("app-window")));
    let window =
        page.browser.until("there is a window", || page.browser.tabs().into_iter().find(|tab| *tab != main));
    page.browser.switch(&window);
    let kept = "return localStorage.kept === 'here' && !!document.querySelector('#app')";
    page.browser.until("the app runs in it", || app(page, kept).filter(|kept| *kept == true));
    assert!(!page.browser.has(&id("chat-row")));
    page.picture("app-window");
    page.browser.reload();
    page.browser.until("a reload leads back to it", || app(page, kept).filter(|kept| *kept == true));
    page.browser.click(&id("app-close"));
    page.browser.until("the window is closed", || (page.browser.tabs().len() == 1).then_some(()));
    page.browser.switch(&main);
    assert!(!page.browser.has(&id("app-frame")), "it moved there");
}

#[test]
fn an_app_that_was_open_before_starts_without_a_network() {
    let mut pair = Pair::new();
    pair.send_app("room.xdc", &[("index.html", PLAIN), ("manifest.toml", "name = \"Room\"")]);
    pair.start("Room");
    pair.until_app("it runs", RUNS);
    pair.app("localStorage.kept = 'here'; return true").unwrap();
    pair.page.browser.until("the service worker serves the page", || {
        let served = "return !!navigator.serviceWorker.controller";
        (pair.page.browser.script(served, vec![]) == true).then_some(())
    });
    pair.close_app();
    pair.bridge.stop();
    pair.page.browser.reload();
    pair.page.open_first_chat();
    pair.start("Room");
    pair.until_app(
        "it runs without a network",
        "return !!document.querySelector('#app') && localStorage.kept === 'here'",
    );
    pair.app("webxdc.sendUpdate({payload: 'later'}, ''); return true").unwrap();
    pair.bridge.start_again();
    pair.core.until("what was done arrives later", || {
        let id =
            pair.core.messages(pair.chat).into_iter().find(|message| message["viewType"] == "Webxdc")?["id"]
                .as_u64()?;
        (pair.core.updates(id, 0).first()?["payload"] == "later").then_some(())
    });
}
