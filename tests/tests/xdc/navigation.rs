//! Start and navigation: lines 14, 15, 17, 19 and 20.

use crate::app::{PLAIN, files, open};
use estuary_tests::{page::id, pair::Pair};
use serde_json::{Value, json};

const PAGE: &str = "<!doctype html><meta charset=utf-8><script src=webxdc.js></script><p id=page>page</p>";

/// Sends a notice that leads to this place, and follows it as a person does.
fn follow(pair: &Pair, instance: u64, number: u64, href: &str) {
    let update = json!({"payload": number, "info": format!("notice {number}"), "href": href});
    pair.core.send_update(instance, &update);
    let click = "const notice = [...document.querySelectorAll('[data-testid=app-notice]')].find(notice => \
        notice.innerText === args[0]); notice?.click(); return !!notice";
    pair.page.browser.until(&format!("a notice leads to {href}"), || {
        (pair.page.browser.script(click, vec![json!(format!("notice {number}"))]) == true).then_some(())
    });
}

#[test]
fn x14_a_deep_link_never_leaves_the_app() {
    let pair = Pair::new();
    let sent = pair.send_app("deep.xdc", &[("index.html", PLAIN), ("page.html", PAGE), ("x.html", PAGE)]);
    pair.start("deep.xdc");
    let origin = pair.until_app("it runs", "return !!window.webxdc && location.origin");
    let hrefs = [
        ("page.html?a=b#c", "/page.html?a=b#c"),
        ("//evil", "/index.html"),
        ("https://evil.example/x.html", "/x.html"),
        ("javascript:document.write('evil')", "/document.write('evil')"),
        ("\\\\evil", "/index.html"),
        ("/../x.html", "/x.html"),
        ("../../page.html", "/page.html"),
    ];
    for (number, (href, path)) in (1..).zip(hrefs) {
        follow(&pair, sent, number, href);
        let there = "return decodeURI(location.pathname) + location.search + location.hash";
        let at = |value: Option<Value>| value.filter(|value| value.as_str().is_some_and(|at| at == path));
        pair.page.browser.until(&format!("{href} leads to {path}"), || at(pair.app(there)));
        assert_eq!(pair.app("return location.origin").as_ref(), Some(&origin), "{href}");
    }
    assert_eq!(pair.page.browser.tabs().len(), 1);
}

#[test]
fn x15_a_deep_link_keeps_the_instance_and_one_within_a_page_does_not_load_it_anew() {
    let pair = Pair::new();
    let sent = pair.send_app("stay.xdc", &[("index.html", PLAIN), ("page.html", PAGE)]);
    pair.start("stay.xdc");
    pair.until_app("it runs", "return !!window.webxdc");
    pair.app("sessionStorage.kept = 'yes'; return true").unwrap();
    follow(&pair, sent, 1, "page.html");
    pair.until_app(
        "the page is there",
        "return location.pathname === '/page.html' && sessionStorage.kept === 'yes'",
    );
    pair.app("window.stayed = true; return true").unwrap();
    follow(&pair, sent, 2, "page.html#below");
    pair.until_app(
        "it is at the place, and was not loaded anew",
        "return location.hash === '#below' && window.stayed",
    );
}

#[test]
fn x17_an_app_that_does_not_want_to_be_left_is_closed() {
    let page = PLAIN.to_owned()
        + "<button id=use>use</button><script>addEventListener('beforeunload', event => { event.preventDefault(); event.returnValue = 'stay' });\
           onpagehide = () => { for (let n = 0; n < 100; n++) history.pushState(n, '', `#${n}`) }</script>";
    let (_bridge, bench) = open(&files(&[("index.html", &page)]));
    bench.click(0, "#use");
    bench.close(0);
    bench.page.browser.click(&id("back"));
    bench
        .page
        .browser
        .until("the workbench is left", || (!bench.page.browser.has(&id("peer"))).then_some(()));
}

#[test]
fn x19_the_language_is_the_browsers_and_the_page_is_a_secure_context() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let language = bench.page.browser.script("return [navigator.language, navigator.languages]", vec![]);
    assert_eq!(bench.script(0, "return [navigator.language, navigator.languages]"), language);
    assert_eq!(bench.script(0, "return isSecureContext && !!crypto.subtle"), true);
}

#[test]
fn x20_an_app_does_not_name_itself_in_what_is_the_hosts() {
    let pair = Pair::new();
    pair.send_app("plain.xdc", &[("index.html", PLAIN), ("manifest.toml", "name = \"Honest\"")]);
    pair.start("Honest");
    pair.until_app("it runs", "return !!window.webxdc");
    let chrome = "return [document.title, document.querySelector('[data-testid=app-frame]').title, \
        document.querySelector('[data-testid=app-title]').innerText]";
    let before = pair.page.browser.script(chrome, vec![]);
    assert_eq!(before[2], "Honest");
    pair.app("document.title = 'Your bank'; document.head.insertAdjacentHTML('beforeend', '<title>Your bank</title>'); return true").unwrap();
    pair.app("webxdc.sendUpdate({payload: 1, document: 'Page 7'}, ''); return true").unwrap();
    pair.page.browser.until("the host names the document", || {
        pair.page.browser.text(&id("app-title")).contains("Page 7").then_some(())
    });
    let after = pair.page.browser.script(chrome, vec![]);
    assert_eq!((&after[0], &after[1]), (&before[0], &before[1]));
    assert!(!after.to_string().contains("bank"), "{after}");
}
