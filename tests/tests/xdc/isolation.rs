//! What an app can reach: lines 65 to 80. That nothing leaves the browser is `cargo xtask test exfiltration`.

use crate::app::{LOADED, PLAIN, files, open};
use estuary_tests::{
    browser::Browser,
    page::{self, id},
    workbench::Workbench,
};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

/// Puts something into every kind of storage.
const STORE: &str = "localStorage.a = 1; sessionStorage.a = 1; await (await caches.open('c')).put('/x', new Response('x'));\
        await new Promise((done, fail) => { const r = indexedDB.open('d'); r.onsuccess = done; r.onerror = fail; })";
/// How much is in each.
const LOOK: &str = "return [localStorage.length, sessionStorage.length, (await caches.keys()).length, (await indexedDB.databases()).length]";

#[test]
fn x65_without_its_worker_the_origin_has_nothing_and_the_policy_stays() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister(); location.reload()");
    bench.until(
        0,
        "the app is gone",
        "return document.readyState === 'complete' && !document.querySelector('#app')",
    );
    let reach = format!(
        "return await fetch('{}', {{mode: 'no-cors'}}).then(() => 'out', () => 'in')",
        bench.page.url
    );
    assert_eq!(bench.script(0, &reach), "in");
}

#[test]
fn x66_an_app_reaches_neither_the_messenger_nor_another_app() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN), ("own.js", "")]));
    for attempt in ["top.document", "parent.document", "parent.localStorage", "top.name"] {
        let tried = format!("try {{ return !!({attempt}) }} catch (e) {{ return e.name }}");
        assert_eq!(bench.script(0, &tried), "SecurityError", "{attempt}");
    }
    // Of the frames beside it only its own keeper.
    let reached = "return [...Array(parent.frames.length).keys()].filter(n => { try { \
        return parent.frames[n].location.origin !== location.origin } catch { return false } })";
    assert_eq!(bench.script(0, reached), json!([]));
    assert_eq!(
        bench.script(
            0,
            "return await navigator.serviceWorker.register('own.js').then(() => 'yes', () => 'no')"
        ),
        "no"
    );
    bench.script(1, "self.heard = 0; self.channel = new BroadcastChannel('x'); self.channel.onmessage = () => self.heard++; localStorage.secret = 1");
    bench.script(0, "new BroadcastChannel('x').postMessage(1)");
    assert_eq!(bench.script(0, "return localStorage.secret ?? null"), json!(null));
    assert_eq!(bench.script(1, "return [self.heard, localStorage.secret]"), json!([0, "1"]));
    assert_ne!(bench.script(0, "return location.origin"), bench.script(1, "return location.origin"));
}

#[test]
fn x67_storage_of_all_kinds_works_and_is_each_peers_own() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, STORE);
    assert_eq!(bench.script(0, LOOK), json!([1, 1, 1, 1]));
    assert_eq!(bench.script(1, LOOK), json!([0, 0, 0, 0]));
    bench.script(0, "location.reload()");
    bench.until(
        0,
        "it is still there",
        "return document.readyState === 'complete' && localStorage.a === '1'",
    );
}

#[test]
fn x69_an_origin_nobody_comes_back_to_is_emptied() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let origin = bench.script(0, &(STORE.to_owned() + "; return location.origin"));
    bench.page.browser.click(&id("developer-again"));
    let look = "document.querySelector('#look')?.remove(); const frame = document.createElement('iframe'); frame.id = 'look';\
        frame.sandbox = 'allow-scripts allow-same-origin'; frame.src = args[0] + '/__estuary__/settings.js';\
        const loaded = new Promise(done => { frame.onload = done; }); document.body.append(frame); await loaded";
    bench.page.browser.until("it is empty", || {
        bench.page.browser.script(look, vec![origin.clone()]);
        let found = bench.page.browser.in_frame("#look", |browser| browser.try_script(LOOK, vec![]));
        (found.ok()?.ok()? == json!([0, 0, 0, 0])).then_some(())
    });
}

#[test]
fn x70_a_direct_visit_shows_nothing() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let origin = bench.script(0, "return location.origin");
    bench.page.browser.new_tab(&format!("{}/index.html", origin.as_str().unwrap()));
    assert!(!bench.page.browser.has("#app"));
}

#[test]
fn x72_forged_messages_do_nothing() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(
        0,
        "const deep = {}; let at = deep; for (let n = 0; n < 2000; n++) at = at.a = {};\
         for (const message of [null, 1, 'x', {keeper: 'ready'}, {webxdc: 'connect'}, {wiped: true}, {probe: {}}, deep]) top.postMessage(message, '*');\
         const { port1, port2 } = new MessageChannel(); top.postMessage({webxdc: 'connect'}, '*', [port2]);\
         for (const message of [null, {}, {send: 1}, {send: {}}, {listen: 'x', after: {}}, {listen: 1}, {chat: 1}, {chat: 1, text: 1}, \
         {chat: 1, text: 'x', file: {name: 1}}, {import: 1}, {import: 1, accept: 7}, {import: 1, accept: {length: 4e9}}, {import: 1, accept: new Array(4e9)}, {import: {}, accept: [{}]}, \
         {leave: 'javascript:alert(1)'}, {leave: {}}, deep]) port1.postMessage(message);\
         for (let n = 0; n < 50000; n++) port1.postMessage({listen: n, after: -1});\
         port1.postMessage({send: '{\"payload\":\"alive\"}'})",
    );
    let listen = "self.all ??= []; self.once ??= webxdc.setUpdateListener(u => self.all.push(u.payload), 0); \
        return self.all.includes('alive')";
    bench.until(1, "the host works on", listen);
    assert!(!bench.page.browser.has(&id("dialog")));
}

#[test]
fn x73_a_link_out_shows_all_of_itself_and_asks() {
    let page = PLAIN.to_owned()
        + "<a id=out href='https://еvil.example/?a=b#c'>bank</a><script>document.querySelector('#out').click(); self.tried = true</script>";
    let (_bridge, bench) = open(&files(&[("index.html", &page)]));
    // Nothing is asked before a person did something in the app.
    bench.until(0, "it was tried", "return self.tried");
    assert!(!bench.page.browser.has(&id("leave-url")));
    bench.click(0, "#out");
    bench.page.browser.until("all of the link is shown", || {
        (bench.page.browser.text(&id("leave-url")) == "https://xn--vil-qdd.example/?a=b#c").then_some(())
    });
    bench.page.picture("app-leave");
    bench.page.browser.click(&id("leave-stay"));
    bench.click(0, "#out");
    bench.page.browser.click(&id("leave-block"));
    bench.click(0, "#out");
    bench.script(0, "return 1");
    assert!(!bench.page.browser.has(&id("leave-url")));
    assert_eq!(bench.script(0, "return location.pathname"), "/index.html");
}

#[test]
fn x75_nothing_is_asked_of_the_person() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    for attempt in [
        "navigator.mediaDevices.getUserMedia({audio: true})",
        "navigator.mediaDevices.getDisplayMedia()",
        "new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))",
        "navigator.clipboard.readText()",
        "navigator.requestMIDIAccess()",
        "navigator.usb.requestDevice({filters: []})",
        "navigator.bluetooth.requestDevice({acceptAllDevices: true})",
        "new PaymentRequest([{supportedMethods: 'https://x.example'}], {total: {label: 'x', amount: {currency: 'EUR', value: '1'}}}).show()",
        "Notification.requestPermission().then(state => { if (state !== 'granted') throw new Error(state) })",
    ] {
        let tried = format!("try {{ await ({attempt}); return 'granted' }} catch {{ return 'refused' }}");
        assert_eq!(bench.script(0, &tried), "refused", "{attempt}");
    }
}

/// The measuring page takes silence for a rule of the browser. A page without the rule must hear the same server.
#[test]
fn x80_without_the_rule_the_measuring_page_would_be_answered() {
    let bridge = page::bridge();
    let anywhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let page = format!("http://localhost:{}/", anywhere.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in anywhere.incoming() {
            let mut stream = stream.unwrap();
            let read = stream.read(&mut [0; 4096]);
            let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            // Browsers open connections they do not use.
            read.and_then(|_| stream.write_all(answer.as_bytes())).ok();
        }
    });
    let browser = Browser::start(&[]);
    browser.go(&page);
    let ask =
        "return await fetch(args[0], {mode: 'no-cors', cache: 'no-store'}).then(() => 'out', () => 'in')";
    let answer = |path: &str| browser.script(ask, vec![json!(format!("{}{path}", bridge.url()))]);
    assert_eq!(answer("/healthz"), "out");
    assert_eq!(answer("/config.json"), "in", "nothing else of the messenger is for other origins");
}

#[test]
fn x80_chromium_protects_fully_and_nothing_warns() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.page.browser.find("[data-full=true]");
    assert!(!bench.page.browser.has(&id("app-partial")));
    assert!(!bench.page.browser.has(&id("app-refused")));
    bench.page.picture("workbench");
}

#[test]
fn x62_no_cookie_no_camera_and_no_site_in_a_frame() {
    // What calls and name look-ups do is seen from outside only: the vectors `stun-…` and `dns-…` of exfiltration.
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &["--use-fake-device-for-media-stream".to_owned()]);
    bench.open(&files(&[("index.html", PLAIN)]));
    bench.until(0, "the app is there", LOADED);
    let tried = "document.cookie = 'a=1'; const camera = await navigator.permissions.query({name: 'camera'}); \
        const given = await navigator.mediaDevices.getUserMedia({video: true}).then(() => 'given', error => error.name); \
        const blocked = new Promise(done => document.addEventListener('securitypolicyviolation', event => done(event.blockedURI))); \
        const frame = document.createElement('iframe'); frame.src = 'https://example.org/'; document.body.append(frame); \
        return [document.cookie, camera.state, given, new URL(await blocked).host]";
    assert_eq!(bench.script(0, tried), json!(["", "denied", "NotAllowedError", "example.org"]));
}
