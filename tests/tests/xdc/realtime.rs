//! Realtime channels of apps, with the real core at the other end: lines 51 to 58.

use crate::app::{PLAIN, files, open};
use estuary_tests::{page::id, pair::Pair};
use serde_json::{Value, json};

/// Whether this page has loaded what talks in realtime.
const LOADED: &str = "return performance.getEntriesByType('resource').some(entry => new URL(entry.name).pathname.includes('realtime'))";
const RUNS: &str = "return !!self.webxdc && document.readyState === 'complete'";
const JOIN: &str = "self.heard = []; self.channel = webxdc.joinRealtimeChannel(); channel.setListener(data => heard.push(data)); return true";

/// Somebody with an app that is open, and a real core with the same app.
struct Talk {
    pair: Pair,
    instance: u64,
}

impl Talk {
    fn start() -> Self {
        let pair = Pair::new();
        let page = format!("{PLAIN}<a id=away href=away.html>away</a>");
        let instance = pair.send_app("channel.xdc", &[("index.html", &page), ("away.html", PLAIN)]);
        pair.start("channel.xdc");
        pair.until_app("it runs", RUNS);
        Self { pair, instance }
    }

    /// Both are in the channel and hear each other.
    fn meet(&self) {
        self.pair.core.join_channel(self.instance);
        self.app(JOIN);
        // What is said before the other one is there is lost.
        self.pair.core.until("both hear each other", || {
            self.app("channel.send(new Uint8Array([1])); return true");
            self.pair.core.send_realtime(self.instance, &[2]);
            let hears = self.app("return heard.some(data => data[0] === 2)") == true;
            (hears && !self.pair.core.realtime(self.instance).is_empty()).then_some(())
        });
    }

    fn app(&self, script: &str) -> Value {
        self.pair.app(script).unwrap_or_default()
    }
}

#[test]
fn x51_where_there_is_no_channel_there_is_no_way_to_join_one() {
    let pair = Pair::new();
    let browser = &pair.page.browser;
    browser.click(&id("settings"));
    let switch = format!("{}:enabled", id("realtime"));
    browser.until("the switch is there", || browser.has(&switch).then_some(()));
    browser.click(&switch);
    browser.click(&id("back"));
    pair.page.open_first_chat();
    pair.send_app("alone.xdc", &[("index.html", PLAIN)]);
    pair.start("alone.xdc");
    pair.until_app("it runs", RUNS);
    assert_eq!(pair.app("return 'joinRealtimeChannel' in webxdc"), Some(json!(false)));
}

#[test]
fn peers_of_the_workbench_talk_in_realtime_and_all_of_it_is_shown() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    for peer in [0, 1] {
        bench.script(peer, JOIN);
    }
    let connected = format!("{}[data-connected='1']", id("app-channel"));
    bench.page.browser.until("both are connected", || {
        let count = format!("return document.querySelectorAll(\"{connected}\").length");
        (bench.page.browser.script(&count, vec![]) == 2).then_some(())
    });
    bench.script(0, "for (let n = 0; n < 60; n++) channel.send(new TextEncoder().encode(`move ${n}`))");
    let all = "return heard.length === 60 && heard.map(data => new TextDecoder().decode(data))";
    let heard = bench.until(1, "the other peer hears all of it, in order", all);
    let said: Vec<String> = (0..60).map(|n| format!("move {n}")).collect();
    assert_eq!(heard, json!(said));
    assert_eq!(bench.script(0, "return heard.length"), 0, "nobody hears oneself");
    bench.script(1, "channel.send(new Uint8Array(128000))");
    bench.until(0, "a large one arrives", "return heard.length === 1 && heard[0].length === 128000");

    let traffic = bench.page.browser.text(&id("traffic"));
    assert!(
        traffic.contains("61") && traffic.contains("move 59") && !traffic.contains("move 1\n"),
        "{traffic}"
    );
    bench.page.picture("developer-realtime");
    bench.script(1, "channel.leave()");
    bench.page.browser.until("who stays is alone", || {
        bench.page.browser.has(&format!("{}[data-connected='0']", id("app-channel"))).then_some(())
    });
    bench.close(0);
    bench
        .page
        .browser
        .until("nobody is in it", || (!bench.page.browser.has(&id("app-channel"))).then_some(()));
}

#[test]
fn x52_who_joins_says_so_and_both_hear_each_other() {
    let talk = Talk::start();
    assert!(!talk.pair.core.has_heard_of_node(talk.instance));
    talk.app(JOIN);
    let core = &talk.pair.core;
    core.until("the page's node is heard of", || core.has_heard_of_node(talk.instance).then_some(()));
    talk.app("channel.leave(); return true");
    talk.meet();
}

#[test]
fn x53_one_channel_at_a_time_and_none_after_leaving() {
    let talk = Talk::start();
    let tries = "const fails = attempt => { try { attempt(); return false } catch { return true } }; \
        const first = webxdc.joinRealtimeChannel(); const results = [fails(() => webxdc.joinRealtimeChannel())]; \
        first.leave(); results.push(fails(() => first.send(new Uint8Array(1)))); \
        const second = webxdc.joinRealtimeChannel(); results.push(fails(() => second.send(new Uint8Array(1)))); \
        second.leave(); return results";
    assert_eq!(talk.app(tries), json!([true, true, false]));
}

#[test]
fn x54_bytes_up_to_a_limit_and_nothing_else_is_sent() {
    let talk = Talk::start();
    talk.meet();
    let refused = "return ['new Uint8Array(128001)', '\"text\"', '[1]', 'new ArrayBuffer(1)', 'new Uint16Array(1)', 'null', ''].filter(given => \
        { try { (0, eval)(`channel.send(${given})`); return true } catch { return false } })";
    assert_eq!(talk.app(refused), json!([]));
    for length in [0, 128_000] {
        talk.app(&format!("channel.send(new Uint8Array({length}).fill(9)); return true"));
        talk.pair.core.until(&format!("{length} bytes arrive"), || {
            talk.pair.core.realtime(talk.instance).contains(&vec![9; length]).then_some(())
        });
    }
}

#[test]
fn x55_many_packets_arrive_in_order_and_not_at_who_sent_them() {
    let talk = Talk::start();
    talk.meet();
    // As many as an app sends that moves something with each picture of the screen.
    let send = "for (let n = 0; n < 300; n++) { channel.send(new Uint8Array([7, n >> 8, n & 255])); await new Promise(done => setTimeout(done, 16)) } return heard.some(data => data[0] === 7)";
    assert_eq!(talk.app(send), false, "an own packet came back");
    let expected: Vec<Vec<u8>> = (0..300_u16).map(|n| [&[7][..], &n.to_be_bytes()].concat()).collect();
    talk.pair.core.until("all arrive, in order", || {
        let sent = talk.pair.core.realtime(talk.instance).into_iter().filter(|data| data.first() == Some(&7));
        (sent.collect::<Vec<_>>() == expected).then_some(())
    });
    assert_eq!(talk.app("return heard.some(data => data[0] === 7)"), false, "an own packet came back");
    for packet in &expected {
        talk.pair.core.send_realtime(talk.instance, packet);
    }
    talk.pair.until_app("all are heard", "return heard.filter(data => data[0] === 7).length === 300");
    let order =
        "return heard.filter(data => data[0] === 7).every((data, n) => data[1] * 256 + data[2] === n)";
    assert_eq!(talk.app(order), true);
}

#[test]
fn x56_what_is_heard_is_an_array_of_bytes_that_begins_at_its_beginning() {
    let talk = Talk::start();
    talk.meet();
    talk.pair.core.send_realtime(talk.instance, &[3, 4, 5]);
    let shape = "const data = heard.find(data => data[0] === 3); \
        return data && [data.constructor === Uint8Array, data.byteOffset, data.buffer.byteLength, [...data]]";
    assert_eq!(talk.pair.until_app("it is heard", shape), json!([true, 0, 3, [3, 4, 5]]));
}

#[test]
fn x57_going_elsewhere_loading_anew_and_closing_leave_the_channel() {
    let talk = Talk::start();
    let pair = &talk.pair;
    let in_channel = || pair.page.browser.has(&id("app-channel"));
    let until_in = |wanted: bool| {
        pair.page.browser.until("the bar tells of the channel", || (in_channel() == wanted).then_some(()));
    };
    talk.app(JOIN);
    until_in(true);
    pair.click_in_app("#away");
    until_in(false);
    pair.until_app("the other page is there", "return location.pathname === '/away.html' && !!self.webxdc");
    talk.app(JOIN);
    until_in(true);
    talk.app("setTimeout(() => location.reload(), 0); return true");
    until_in(false);
    pair.until_app(
        "it is there again",
        "return !self.heard && !!self.webxdc && document.readyState === 'complete'",
    );
    talk.app(JOIN);
    until_in(true);
    pair.close_app();
    pair.start("channel.xdc");
    pair.until_app("it runs", RUNS);
    assert!(!in_channel(), "an app that was closed is in no channel");
    talk.app(JOIN);
    until_in(true);
    pair.page.add_profile("Bea");
    assert_eq!(pair.page.browser.script(LOADED, vec![]), false, "another profile has nothing of it");
}

#[test]
fn x58_nothing_of_realtime_happens_before_an_app_joins() {
    let talk = Talk::start();
    let browser = &talk.pair.page.browser;
    assert_eq!(browser.script(LOADED, vec![]), false);
    assert_eq!(talk.pair.bridge.relayed(), 0);
    talk.meet();
    assert_eq!(browser.script(LOADED, vec![]), true);
    assert!(talk.pair.bridge.relayed() > 0);
}
