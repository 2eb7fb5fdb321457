//! Apps on servers that have no addresses for them, and where not even the other way works: line 79.

use crate::app::PLAIN;
use estuary_tests::{
    page::{self, id},
    pair::Pair,
    workbench::Workbench,
    xdc,
};
use serde_json::json;

/// What an app usually is made of.
const FILES: [(&str, &str); 9] = [
    (
        "index.html",
        "<!doctype html><meta charset=utf-8><link rel=stylesheet href=css/style.css><link rel=modulepreload href=js/main.js>\
         <script src=webxdc.js></script><script src='./js/plain.js'></script><script type=module src=/js/main.js></script>\
         <img id=shown src=img/dot.svg><p id=text style=\"background: url('img/dot.svg')\">text</p><a id=next href='pages/second.html?q=1#part'>next</a>",
    ),
    ("css/style.css", "@import 'more.css'; #text { color: rgb(1, 2, 3); background: url(../img/dot.svg) }"),
    ("css/more.css", "#text { font-weight: 700 }"),
    ("js/plain.js", "self.plain = [self.origin, typeof webxdc.sendUpdate, document.compatMode]"),
    (
        "js/main.js",
        "import { word } from './lib/word.js'; self.word = word; self.late = import('./lib/late.js')",
    ),
    ("js/lib/word.js", "export const word = 'from a module'; export { circle } from '../main.js'"),
    ("js/lib/late.js", "export const late = 'later'"),
    (
        "img/dot.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='3'><rect width='3' height='3'/></svg>",
    ),
    (
        "pages/second.html",
        "<!doctype html><script src=../webxdc.js></script><script>self.second = [location.search, location.hash]</script><img id=up src=../img/dot.svg>",
    ),
];

#[test]
fn x79_without_addresses_an_app_runs_in_a_reduced_form() {
    let bridge = page::bridge_without_app_origins();
    let bench = Workbench::start(&bridge, &[]);
    let files = FILES
        .map(|(name, text)| (name.to_owned(), text.replace("; export { circle } from '../main.js'", "")));
    bench.open(&files.map(|(name, text)| (name, text.into_bytes())));
    for peer in [0, 1] {
        assert_eq!(
            bench.until(peer, "scripts ran", "return self.plain"),
            json!(["null", "function", "CSS1Compat"])
        );
    }
    bench.page.browser.find(&id("app-reduced"));
    assert!(!bench.page.browser.has(&id("app-partial")), "Chromium keeps it in there too");
    assert_eq!(bench.until(0, "modules ran", "return self.word"), "from a module");
    assert_eq!(bench.script(0, "return (await self.late).late"), "later");
    let look = "const style = getComputedStyle(document.getElementById('text')); \
        return [style.color, style.fontWeight, style.backgroundImage.startsWith('url(\"blob:'), document.getElementById('shown').naturalWidth]";
    assert_eq!(bench.script(0, look), json!(["rgb(1, 2, 3)", "700", true, 3]));

    let reached = "const text = await (await fetch('js/lib/late.js')).text(); const missing = (await fetch('/none')).status; \
        const image = new Image(); image.src = 'img/dot.svg'; await new Promise(done => { image.onload = done }); \
        const lost = new Image(); lost.src = 'img/none.svg'; await new Promise(done => { lost.onerror = done }); \
        document.body.insertAdjacentHTML('beforeend', '<img id=brought src=img/dot.svg>'); \
        const request = new XMLHttpRequest(); request.open('GET', 'css/more.css'); request.send(); \
        await new Promise(done => { request.onloadend = done }); \
        return [text, missing, image.naturalWidth, request.responseText]";
    let expected = json!(["export const late = 'later'", 404, 3, "#text { font-weight: 700 }"]);
    assert_eq!(bench.script(0, reached), expected);
    bench.until(0, "markup brings pictures", "return document.getElementById('brought').naturalWidth === 3");

    bench.script(0, "webxdc.sendUpdate({payload: 'across'}, '')");
    let heard =
        "self.heard ??= webxdc.setUpdateListener(update => { self.last = update.payload }); return self.last";
    assert_eq!(bench.until(1, "it arrives", heard), "across");

    bench.click(0, "#next");
    assert_eq!(bench.until(0, "the other page is there", "return self.second"), json!(["?q=1", "#part"]));
    bench.until(0, "it has its picture", "return document.getElementById('up').naturalWidth === 3");
}

#[test]
fn x79_on_an_opaque_origin_nothing_of_others_is_in_reach_and_little_is_kept() {
    let pair = Pair::on(page::bridge_without_app_origins(), "Ada");
    pair.send_app("kept.xdc", &[("index.html", PLAIN)]);
    pair.start("kept.xdc");
    pair.until_app("it runs", "return !!self.webxdc && document.readyState === 'complete'");
    let missing = "const tries = [() => parent.document.title, () => top.localStorage, () => document.domain = 'localhost', () => frames[0].document]; \
        const failed = tries.filter(attempt => { try { attempt(); return false } catch { return true } }).length; \
        return [failed, typeof indexedDB, typeof caches, typeof navigator.serviceWorker, document.cookie]";
    assert_eq!(pair.app(missing).unwrap(), json!([4, "undefined", "undefined", "undefined", ""]));
    let keep = "localStorage.note = 'kept'; localStorage.setItem('n', 7); sessionStorage.gone = 1; \
        try { localStorage.big = 'x'.repeat(200000); return 'taken' } catch (error) { return [error.name, localStorage.length, Object.keys(localStorage), 'note' in localStorage] }";
    assert_eq!(pair.app(keep).unwrap(), json!(["QuotaExceededError", 2, ["note", "n"], true]));
    let stored = "return Object.keys(localStorage).some(name => name.startsWith('app-') && localStorage[name].includes('kept'))";
    pair.page
        .browser
        .until("it is kept", || (pair.page.browser.script(stored, vec![]) == true).then_some(()));

    pair.page.browser.reload();
    pair.page.open_first_chat();
    pair.start("kept.xdc");
    pair.until_app("it runs again", "return !!self.webxdc && document.readyState === 'complete'");
    let read = "return [localStorage.note, localStorage.getItem('n'), sessionStorage.gone ?? null]";
    assert_eq!(pair.app(read).unwrap(), json!(["kept", "7", null]));
}

#[test]
fn x79_with_neither_the_chat_works_and_says_why_apps_do_not() {
    let pair = Pair::on(page::bridge_without_app_origins(), "Ada");
    pair.page.browser.devtools("Network.enable", json!({}));
    // What a measuring page cannot reach counts only where the server is seen to answer.
    pair.page.browser.devtools("Network.setBlockedURLs", json!({"urls": ["*/healthz"]}));
    pair.send_app("none.xdc", &[("index.html", PLAIN)]);
    pair.start("none.xdc");
    pair.page.browser.find(&id("app-refused"));
    pair.page.picture("app-refused");
    pair.page.browser.click(&id("app-close"));
    pair.page.send("still here");
    pair.core.until_received("still here");
}

#[test]
fn x79_the_archive_of_an_opaque_app_is_on_no_server() {
    let bridge = page::bridge_without_app_origins();
    let bench = Workbench::start(&bridge, &[]);
    let page =
        xdc::archive([("index.html", PLAIN.as_bytes()), ("secret.txt", b"only in the archive".as_slice())]);
    bench.open_file("app.xdc", &page);
    bench.until(0, "it runs", "return !!self.webxdc");
    let outside = "const answers = await Promise.all(['/secret.txt', '/__estuary__/secret.txt', '/__estuary__/opaque.html?1#/secret.txt'].map(path => fetch(path))); \
        return Promise.all(answers.map(async answer => [answer.status, (await answer.text()).includes('only in the archive')]))";
    assert_eq!(bench.page.browser.script(outside, vec![]), json!([[404, false], [404, false], [200, false]]));
}
