//! Values and updates as the specification means them: lines 22 to 25, 30, 35 and 36.

use crate::app::{PLAIN, files, open};
use estuary_tests::{page::id, pair::Pair};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn x22_an_address_is_of_the_person_and_the_instance() {
    let pair = Pair::new();
    let sent = [("one.xdc", "One"), ("two.xdc", "Two")].map(|(file, name)| {
        let manifest = format!("name = \"{name}\"");
        let id = pair.send_app(file, &[("index.html", PLAIN), ("manifest.toml", &manifest)]);
        (id, name)
    });
    let fingerprint = pair.fingerprint();
    let addresses = sent.map(|(id, name)| {
        pair.start(name);
        let address = pair.until_app("it runs", "return window.webxdc?.selfAddr");
        let expected = format!("{fingerprint}-{}", pair.core.message_id(id));
        assert_eq!(address, format!("{:x}", Sha256::digest(expected)), "{name}");
        pair.close_app();
        address
    });
    assert_ne!(addresses[0], addresses[1]);
}

#[test]
fn x23_a_name_of_any_letters_is_a_text_and_nothing_else() {
    let name = "Ad\"a' </script><b>\\u0041 🙂 \u{5d0}";
    let pair = Pair::named(name);
    pair.send_app("name.xdc", &[("index.html", PLAIN)]);
    pair.start("name.xdc");
    assert_eq!(pair.until_app("it runs", "return window.webxdc?.selfName"), name);
    assert_eq!(pair.app("return document.querySelectorAll('b').length"), Some(json!(0)));
}

#[test]
fn x24_the_limits_are_numbers() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let limits = bench.script(0, "return [webxdc.sendUpdateInterval, webxdc.sendUpdateMaxSize]");
    assert!(
        limits.as_array().unwrap().iter().all(|limit| limit.as_f64().is_some_and(|limit| limit > 0.0)),
        "{limits}"
    );
}

#[test]
fn x25_who_sent_the_app_knows_it() {
    let pair = Pair::new();
    pair.send_app("theirs.xdc", &[("index.html", PLAIN)]);
    pair.start("theirs.xdc");
    let values = "return window.webxdc && [webxdc.isAppSender, webxdc.isBroadcast]";
    assert_eq!(pair.until_app("it runs", values), json!([false, false]));
    pair.close_app();
    pair.page.browser.upload(&id("attach"), &estuary_tests::xdc::sample("poll"));
    pair.page.browser.click(&id("draft-start"));
    assert_eq!(pair.until_app("it runs", values), json!([true, false]));
}

#[test]
fn x30_the_last_of_each_batch_is_known() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(1, "for (let n = 0; n < 1200; n++) webxdc.sendUpdate({payload: n}, '')");
    let listen = "self.heard = []; await webxdc.setUpdateListener(u => self.heard.push([u.serial, u.max_serial]), 0); return self.heard.length === 1200";
    bench.until(0, "all are there", listen);
    let ends = "return self.heard.map(([serial, max], at) => serial === max ? at : -1).filter(at => at >= 0)";
    assert_eq!(bench.script(0, ends), json!([1199]));
    assert_eq!(bench.script(0, "return self.heard.every(([serial, max]) => serial <= max)"), true);
    bench.script(1, "webxdc.sendUpdate({payload: 'one more'}, '')");
    bench.until(0, "it is there", "return self.heard.length === 1201");
    assert_eq!(bench.script(0, ends), json!([1199, 1200]));
}

#[test]
fn x35_what_is_no_update_is_the_apps_mistake_and_not_the_hosts() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let said = "const cycle = {}; cycle.self = cycle;\
        const tried = [{payload: undefined}, {payload: () => 1}, {payload: Symbol('x')}, null, undefined, 7, 'text', [], {}, {payload: 1n}, {payload: cycle}];\
        const threw = tried.map(update => { try { webxdc.sendUpdate(update, ''); return false } catch (error) { return error.name } });\
        webxdc.sendUpdate({payload: 'well'}, ''); return threw";
    let threw = bench.script(0, said);
    assert_eq!(threw.as_array().unwrap()[9..], [json!("TypeError"), json!("TypeError")]);
    assert!(threw.as_array().unwrap()[..9].iter().all(|threw| *threw == false), "{threw}");
    let listen = "const all = []; await webxdc.setUpdateListener(u => all.push(u.payload), 0); return all.length && all";
    assert_eq!(bench.until(1, "the good one is there", listen), json!(["well"]));
}

#[test]
fn x36_what_an_app_cannot_set_is_not_taken_from_it() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(
        0,
        "webxdc.sendUpdate({payload: 1, serial: 7000, max_serial: 9000, uid: 'mine', sender: 'me', __proto__: {evil: 1}, constructor: 2}, '')",
    );
    let listen = "self.all = []; await webxdc.setUpdateListener(u => self.all.push(u), 0); return self.all.length && Object.keys(self.all[0]).sort()";
    assert_eq!(bench.until(1, "it is there", listen), json!(["max_serial", "payload", "serial"]));
    assert_eq!(
        bench.script(1, "return self.all[0].serial < 7000 && self.all[0].serial === self.all[0].max_serial"),
        true
    );
}
