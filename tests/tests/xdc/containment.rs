//! What an app cannot do to the page around it, to the browser, or to whoever is beside it: lines 64, 71, 74, 76 to 78.

use crate::app::{PLAIN, files, open};
use estuary_tests::{
    page::{self, id},
    plain_server,
    workbench::Workbench,
};
use serde_json::json;
use std::collections::HashMap;

/// Tells whether the server of the pages, which answers everybody at that path, is heard from here.
const REACH: &str = "const reach = () => fetch(URL_OF_SERVER + '/healthz', {mode: 'no-cors', cache: 'no-store'}).then(() => 'out', () => 'in');";

#[test]
fn x64_no_place_an_app_can_make_has_a_way_out() {
    let bridge = page::bridge();
    let reach = REACH.replace("URL_OF_SERVER", &format!("'{}'", bridge.url()));
    let worker = format!(
        "{reach} onmessage = async () => postMessage(await reach()); onconnect = ({{ports: [port]}}) => reach().then(told => port.postMessage(told))"
    );
    let inner = format!(
        "<!doctype html><script>{reach} reach().then(told => parent.postMessage(told, '*'))</script>"
    );
    let page = PLAIN.to_owned() + "<script src=places.js></script>";
    let places = format!(
        "{reach} const hear = target => new Promise(heard => {{ target.onmessage = ({{data}}) => heard(data) }});\
         const framed = async set => {{ const frame = document.createElement('iframe'); const told = new Promise(heard => addEventListener('message', function one(event) {{\
           if (event.source === frame.contentWindow) {{ removeEventListener('message', one); heard(event.data) }} }})); set(frame); document.body.append(frame);\
           return Promise.race([told, new Promise(done => frame.addEventListener('load', () => setTimeout(() => done('blocked'), 3000)))]) }};\
         const blob = (text, type) => URL.createObjectURL(new Blob([text], {{type}}));\
         self.places = {{\
           page: () => reach(),\
           worker: () => {{ const w = new Worker('worker.js'); const told = hear(w); w.postMessage(1); return told }},\
           shared: () => {{ const w = new SharedWorker('worker.js'); const told = hear(w.port); w.port.start?.(); return told }},\
           blobWorker: async () => {{ try {{ const w = new Worker(blob({worker:?}, 'text/javascript')); const told = hear(w); w.postMessage(1);\
             return await Promise.race([told, new Promise(done => {{ w.onerror = () => done('blocked') }})]) }} catch {{ return 'blocked' }} }},\
           frame: () => framed(frame => {{ frame.src = 'inner.html' }}),\
           srcdoc: () => framed(frame => {{ frame.srcdoc = {inner:?} }}),\
           blobPage: () => framed(frame => {{ frame.src = blob({inner:?}, 'text/html') }}),\
           dataPage: () => framed(frame => {{ frame.src = 'data:text/html,' + encodeURIComponent({inner:?}) }}),\
           missing: async () => {{ const frame = document.createElement('iframe'); frame.src = 'missing.html'; document.body.append(frame);\
             await new Promise(done => {{ frame.onload = done }}); return frame.contentWindow.eval({:?}) }},\
           empty: async () => {{ const frame = document.createElement('iframe'); document.body.append(frame);\
             return frame.contentWindow.fetch('{}/healthz', {{mode: 'no-cors'}}).then(() => 'out', () => 'in') }},\
         }}",
        format!("(() => {{ {reach} return reach() }})()"),
        bridge.url(),
    );
    let bench = Workbench::start(&bridge, &[]);
    bench.open(&files(&[
        ("index.html", &page),
        ("places.js", &places),
        ("worker.js", &worker),
        ("inner.html", &inner),
    ]));
    bench.until(0, "the app is there", "return !!self.places");
    // The same server does answer whoever may ask.
    let ask = format!("{reach} return await reach()");
    assert_eq!(bench.page.browser.script(&ask, vec![]), "out");
    let places = bench.script(0, "return Object.keys(self.places)");
    for place in places.as_array().unwrap() {
        let place = place.as_str().unwrap();
        let told = bench.script(0, &format!("return await self.places.{place}()"));
        assert!(told == "in" || told == "blocked", "{place}: {told}");
        if ["page", "worker", "frame", "srcdoc", "missing"].contains(&place) {
            assert_eq!(told, "in", "{place} runs, and is shut in");
        }
    }
}

#[test]
fn x71_another_site_cannot_frame_an_app() {
    let (bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let origin = bench.script(0, "return location.origin");
    let page = "<!doctype html><title>elsewhere</title><iframe id=it></iframe>";
    let elsewhere =
        plain_server::serve(HashMap::from([("/".to_owned(), ("text/html", page.as_bytes().to_vec()))]));
    let browser = &bench.page.browser;
    browser.new_tab(&elsewhere);
    for path in ["/index.html", "/__estuary__/keeper.html", "/__estuary__/settings.js"] {
        let load = "const frame = document.querySelector('#it'); const loaded = new Promise(done => { frame.onload = done });\
            frame.src = args[0] + args[1]; await loaded";
        browser.script(load, vec![origin.clone(), json!(path)]);
        let shown = browser.in_frame("#it", |browser| browser.try_script("return location.href", vec![]));
        let refused =
            matches!(&shown, Ok(Ok(url)) if url.as_str().is_some_and(|url| url.starts_with("chrome-error:")));
        assert!(refused, "{path}: {shown:?}");
    }
    drop(bridge);
}

#[test]
fn x74_an_invite_leads_to_the_question_and_other_kinds_of_links_can_be_copied() {
    let invite = "https://i.delta.chat/#6C3F1C6B3E9F8A2D4B5C6D7E8F9A0B1C2D3E4F50&a=x%40example.org&n=Eve&i=abcdefghijk&s=lmnopqrstuv";
    let page = format!(
        "{PLAIN}<a id=invite href='{invite}'>join</a><a id=mail href='mailto:a@example.org?subject=x'>mail</a><a id=odd href='odd:thing'>odd</a>\
         <a id=script href=\"javascript:self.ran = true\">run</a>"
    );
    let (_bridge, bench) = open(&files(&[("index.html", &page)]));
    let browser = &bench.page.browser;
    bench.click(0, "#invite");
    browser.until("the person is asked, or told what is wrong with it", || {
        (browser.has(&id("join-ask")) || browser.has(&id("join-link"))).then_some(())
    });
    bench.page.press("Escape");
    for link in ["#mail", "#odd"] {
        browser.until("nothing is asked any more", || (!browser.has(&id("dialog"))).then_some(()));
        bench.click(0, link);
        browser.find(&id("leave-copy"));
        assert!(!browser.has(&id("leave-open")), "{link} leads to no page");
        browser.click(&id("leave-stay"));
    }
    let denied = json!({"permission": {"name": "clipboard-write"}, "setting": "denied"});
    browser.devtools("Browser.setPermission", denied);
    browser.until("nothing is asked any more", || (!browser.has(&id("dialog"))).then_some(()));
    bench.click(0, "#odd");
    browser.click(&id("leave-copy"));
    browser.find(&id("problem"));
    assert_eq!(browser.tabs().len(), 1);
}

#[test]
fn x76_the_whole_screen_is_an_apps_for_the_asking_and_can_be_left() {
    let page = PLAIN.to_owned()
        + "<button id=full>all</button><script>document.querySelector('#full').onclick = () => document.documentElement.requestFullscreen().then(() => { self.state = 'full' }, error => { self.state = error.name })</script>";
    let (_bridge, bench) = open(&files(&[("index.html", &page)]));
    let unasked =
        "return await document.documentElement.requestFullscreen().then(() => 'full', error => error.name)";
    assert_eq!(bench.script(0, unasked), "TypeError", "not without a person's gesture");
    bench.click(0, "#full");
    assert_eq!(bench.until(0, "it answers", "return self.state"), "full");
    bench.script(0, "await document.exitFullscreen()");
    assert_eq!(bench.script(0, "return document.fullscreenElement === null"), true);
    bench.close(0);
}

#[test]
fn x77_windows_the_page_around_forms_and_downloads_are_out_of_reach() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let browser = &bench.page.browser;
    let before = browser.url();
    // With everything put back that the host took away.
    bench.script(
        0,
        "const frame = document.createElement('iframe'); document.body.append(frame); const fresh = frame.contentWindow;\
         const tries = [() => fresh.open('https://example.org/'), () => fresh.open('/index.html', '_blank'), () => { top.location = 'https://example.org/' },\
           () => top.location.replace('about:blank'), () => { parent.location.hash = '#gone' }, () => alert(1), () => confirm(1), () => print(),\
           () => { const form = document.createElement('form'); form.action = 'https://example.org/'; form.method = 'post'; form.target = '_top'; document.body.append(form); form.submit() },\
           () => { const form = document.createElement('form'); form.action = 'https://example.org/'; form.target = '_blank'; document.body.append(form); form.submit() },\
           () => { const link = document.createElement('a'); link.href = URL.createObjectURL(new Blob(['x'])); link.download = 'x.txt'; document.body.append(link); link.click() },\
           () => { const link = document.createElement('a'); link.href = '/index.html'; link.target = '_top'; document.body.append(link); link.click() }];\
         for (const attempt of tries) { try { attempt() } catch {} }",
    );
    bench.until(0, "it goes on", "return !!document.querySelector('#app')");
    assert_eq!(browser.tabs().len(), 1);
    assert_eq!(browser.url(), before);
    assert_eq!(bench.script(1, "return webxdc.selfName"), "Peer 2");
}

#[test]
fn x78_an_app_that_never_ends_is_closed_all_the_same() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "setTimeout(() => { for (;;); }, 0)");
    bench.close(0);
    assert_eq!(bench.script(1, "return webxdc.selfName"), "Peer 2", "the other one runs");
}
