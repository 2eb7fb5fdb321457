//! Updates: lines 21 to 37 and 45.

use crate::app::{PLAIN, files, open};
use serde_json::json;

#[test]
fn x21_all_values_are_there_at_once() {
    let page = "<!doctype html><script src=webxdc.js></script><script>const w = window.webxdc;\
        self.seen = [typeof w.selfAddr, typeof w.selfName, w.sendUpdateInterval > 0, w.sendUpdateMaxSize > 0, \
        typeof w.isAppSender, typeof w.isBroadcast, typeof w.joinRealtimeChannel]</script>";
    let (_bridge, bench) = open(&files(&[("index.html", page)]));
    let seen = bench.until(0, "the values are read", "return self.seen");
    assert_eq!(seen, json!(["string", "string", true, true, "boolean", "boolean", "function"]));
    assert_eq!(bench.script(0, "return webxdc.isAppSender"), true);
    assert_eq!(bench.script(1, "return webxdc.isAppSender"), false);
    let addresses = [0, 1].map(|peer| bench.script(peer, "return webxdc.selfAddr"));
    assert_ne!(addresses[0], addresses[1]);
}

#[test]
fn x26_the_old_way_to_read_updates_gives_none() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "webxdc.sendUpdate({payload: 1}, '')");
    assert_eq!(bench.script(0, "return await webxdc.getAllUpdates()"), json!([]));
}

#[test]
fn x27_an_own_update_comes_back_once_and_later() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let inside = bench.script(
        0,
        "self.heard = []; await webxdc.setUpdateListener(u => self.heard.push(u), 0);\
         webxdc.sendUpdate({payload: {a: 1}, info: 'i', serial: 99, max_serial: 99, uid: 'u', odd: 1}, 'd'); return self.heard.length",
    );
    assert_eq!(inside, 0);
    for peer in [0, 1] {
        let listen = "self.heard ??= await new Promise(async done => { const all = []; \
            await webxdc.setUpdateListener(u => all.push(u), 0); done(all) }); return self.heard.length && self.heard";
        let heard = bench.until(peer, "the update is there", listen);
        let serial = heard[0]["serial"].clone();
        assert!(serial.as_u64().unwrap() > 0 && serial != 99);
        assert_eq!(
            heard,
            json!([{"payload": {"a": 1}, "info": "i", "serial": serial, "max_serial": serial}])
        );
    }
}

#[test]
fn x28_a_listener_gets_all_in_order_or_only_what_is_newer() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "for (let n = 0; n < 5; n++) webxdc.sendUpdate({payload: n}, '')");
    let all = "const all = []; await webxdc.setUpdateListener(u => all.push(u), args[0] ?? 0); \
        return all.length === 5 && all";
    let heard = bench.until(1, "all are there", all);
    let payloads: Vec<_> = heard.as_array().unwrap().iter().map(|update| update["payload"].clone()).collect();
    assert_eq!(payloads, [0, 1, 2, 3, 4]);
    let serials: Vec<_> =
        heard.as_array().unwrap().iter().map(|update| update["serial"].as_u64().unwrap()).collect();
    assert!(serials.windows(2).all(|pair| pair[0] < pair[1]));
    let newer = format!(
        "const some = []; await webxdc.setUpdateListener(u => some.push(u.payload), '{}'); return some",
        serials[2]
    );
    assert_eq!(bench.script(1, &newer), json!([3, 4]));
}

#[test]
fn x29_the_promise_resolves_with_none_one_and_ten_thousand() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let count = "let n = 0, caught = 0; await webxdc.setUpdateListener(u => { n++; caught += u.serial === u.max_serial }, 0); return [n, caught]";
    assert_eq!(bench.script(0, count), json!([0, 0]));
    bench.script(0, "webxdc.sendUpdate({payload: 0}, '')");
    bench.until(0, "one is there", &count.replace("return [n, caught]", "return n === 1"));
    bench.script(1, "for (let n = 1; n < 10000; n++) webxdc.sendUpdate({payload: n}, '')");
    bench.until(0, "all are there", &count.replace("return [n, caught]", "return n === 10000"));
    // Caught up exactly once, at the end.
    assert_eq!(bench.script(0, count), json!([10_000, 1]));
}

#[test]
fn x31_three_updates_of_one_task_arrive_once_and_in_order() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "self.heard = []; await webxdc.setUpdateListener(u => self.heard.push(u), 0)");
    bench.script(0, "for (const payload of ['a', 'b', 'c']) webxdc.sendUpdate({payload}, '')");
    let heard =
        bench.until(0, "all are there", "return self.heard.length >= 3 && self.heard.map(u => u.payload)");
    assert_eq!(heard, json!(["a", "b", "c"]));
    assert_eq!(bench.script(0, "return new Set(self.heard.map(u => u.serial)).size"), 3);
}

#[test]
fn x32_a_mistake_in_the_callback_stops_nothing() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(1, "for (let n = 0; n < 3; n++) webxdc.sendUpdate({payload: n}, '')");
    let listen =
        "let n = 0; await webxdc.setUpdateListener(() => { n++; throw new Error('app') }, 0); return n === 3";
    bench.until(0, "all were delivered", listen);
}

#[test]
fn x33_updates_from_inside_the_callback_and_a_second_listener() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(
        0,
        "self.heard = []; await webxdc.setUpdateListener(u => { self.heard.push(u.payload); \
         if (u.payload < 4) webxdc.sendUpdate({payload: u.payload + 1}, '') }, 0); webxdc.sendUpdate({payload: 1}, '')",
    );
    let heard = bench.until(0, "the chain ends", "return self.heard.length >= 4 && self.heard");
    assert_eq!(heard, json!([1, 2, 3, 4]));
    bench.script(0, "self.second = []; await webxdc.setUpdateListener(u => self.second.push(u.payload), 0)");
    assert_eq!(bench.script(0, "return self.second"), json!([1, 2, 3, 4]));
    bench.script(0, "webxdc.sendUpdate({payload: 5}, '')");
    bench.until(0, "the second hears it", "return self.second.length === 5");
    assert_eq!(bench.script(0, "return self.heard.length"), 4);
}

#[test]
fn x34_payloads_of_all_kinds_survive() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "for (const payload of [null, false, 0, '', {a: [{b: null}]}, '🙂\u{200f}<\\/script>', 'x'.repeat(1 << 20)]) webxdc.sendUpdate({payload}, '')");
    let listen = "const all = []; await webxdc.setUpdateListener(u => all.push(u.payload), 0); \
        return all.length === 7 && [...all.slice(0, 6), all[6].length]";
    let heard = bench.until(1, "all are there", listen);
    assert_eq!(heard, json!([null, false, 0, "", {"a": [{"b": null}]}, "🙂\u{200f}</script>", 1 << 20]));
}

#[test]
fn x37_an_update_too_large_is_refused_and_the_next_is_not() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    bench.script(0, "webxdc.sendUpdate({payload: 'x'.repeat(webxdc.sendUpdateMaxSize)}, ''); webxdc.sendUpdate({payload: 'small'}, '')");
    let listen = "const all = []; await webxdc.setUpdateListener(u => all.push(u.payload), 0); return all.length && all";
    assert_eq!(bench.until(1, "one is there", listen), json!(["small"]));
}

#[test]
fn x45_the_last_words_of_an_app_arrive() {
    let page = PLAIN.to_owned()
        + "<script>for (const name of ['visibilitychange', 'pagehide', 'beforeunload', 'unload']) \
           (name === 'visibilitychange' ? document : window).addEventListener(name, () => webxdc.sendUpdate({payload: name}, ''))</script>";
    let (_bridge, bench) = open(&files(&[("index.html", &page)]));
    bench.close(0);
    bench.page.browser.until("its last words are there", || {
        let said: Vec<_> = bench.updates().iter().map(|update| update["payload"].clone()).collect();
        ["pagehide", "visibilitychange"].iter().all(|word| said.contains(&json!(word))).then_some(())
    });
}
