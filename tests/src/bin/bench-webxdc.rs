//! What hosting costs a mini app: from *Start* to its first script, reading ten thousand updates again, an own update's
//! way back, and memory; beside the same app on a plain static server, which of these can start it and feed it a file
//! of updates.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench reports by panicking"
)]

use estuary_tests::{
    page::{self, Page, id},
    plain_server, processes,
    report::{Report, median},
    xdc,
};
use rand::RngCore;
use serde_json::{Value, json};
use std::{env, fs};

const ROUNDS: usize = 11;
/// Stored updates, unless `ESTUARY_BENCH_UPDATES` says otherwise.
const UPDATES: usize = 10_000;
/// Bytes of the app beside its page.
const SIZE: usize = 1 << 20;

const INDEX: &str = "<!doctype html><meta charset=utf-8><script>self.first = performance.timeOrigin + performance.now()</script>\
    <script src=webxdc.js></script><script src=code.js></script><script>self.loaded = performance.timeOrigin + performance.now()</script>";
/// Around the frame of the plain server.
const OUTSIDE: &str = "<!doctype html><meta charset=utf-8><button id=start onclick=\"const f = document.createElement('iframe'); f.id = 'app';\
    f.src = '/index.html'; document.body.append(f)\">Start</button>";
const STARTED: &str = "return self.loaded ? [self.first, self.loaded] : null";

fn main() {
    let count = env::var("ESTUARY_BENCH_UPDATES").map_or(UPDATES, |count| count.parse().expect("a number"));
    let code = code();
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    attach(&page, &code);
    let mut report = Report::default();

    // Each start in a page that has just been loaded, so that nothing of the one before helps either side.
    let mut hosted = Vec::new();
    for _ in 0..=ROUNDS {
        page.browser.reload();
        page.open_first_chat();
        page.browser.find(&id("app-start"));
        let before = processes::memory_of_browsers();
        hosted.push(Start::of(&page, &id("app-start"), &id("app-frame"), before));
    }
    let send = send_to_listener(&page);
    fill(&page, count);
    let replay = replay(&page, &id("app-frame"), &listening(count));

    let updates: Vec<Value> =
        (0..count).map(|n| json!({"payload": payload(n), "serial": n + 1, "max_serial": count})).collect();
    let origin = plain_server::serve(
        [
            ("/", ("text/html", OUTSIDE.into())),
            ("/index.html", ("text/html", INDEX.into())),
            ("/webxdc.js", ("text/javascript", b"self.webxdc = {}".to_vec())),
            ("/code.js", ("text/javascript", code)),
            ("/updates.json", ("application/json", serde_json::to_vec(&updates).unwrap())),
        ]
        .map(|(path, file)| (path.to_owned(), file))
        .into(),
    );
    let mut plain = Vec::new();
    for _ in 0..=ROUNDS {
        page.browser.go(&origin);
        page.browser.find("#start");
        let before = processes::memory_of_browsers();
        plain.push(Start::of(&page, "#start", "#app", before));
    }
    let read = "const all = []; const begin = performance.now();\
        for (const update of await (await fetch('/updates.json')).json()) all.push(update); return performance.now() - begin";
    let plain_replay = self::replay(&page, "#app", read);

    println!("{:<28}{:>12}{:>12}", "", "hosted", "plain");
    let mut line = |name: &str, unit: &str, hosted: f64, plain: Option<f64>| {
        let beside = plain.map_or_else(|| "–".to_owned(), |plain| format!("{plain:.1}"));
        println!("{:<28}{hosted:>12.1}{beside:>12}", format!("{name} ({unit})"));
        report.figure(format!("{name}_{unit}"), hosted);
        if let Some(plain) = plain {
            report.figure(format!("plain_{name}_{unit}"), plain);
        }
        report.row(json!({"what": name, "unit": unit, "hosted": hosted, "plain": plain}));
    };
    line("first_start", "ms", hosted[0].script, Some(plain[0].script));
    for (name, unit, of) in [
        ("start", "ms", (|start: &Start| start.script) as fn(&Start) -> f64),
        ("loaded", "ms", |start| start.loaded),
        ("memory", "mib", |start| start.memory),
    ] {
        let middle = |starts: &[Start]| median(starts.iter().skip(1).map(of).collect());
        line(name, unit, middle(&hosted), Some(middle(&plain)));
    }
    line("replay", "ms", replay, Some(plain_replay));
    line("send_to_listener", "ms", send, None);
    report.figure("replayed_updates", count as f64);
    report.write("bench-webxdc");
}

/// One start.
struct Start {
    /// Milliseconds from the press of the button to the app's first script.
    script: f64,
    /// And until all its scripts have run.
    loaded: f64,
    /// What the browser's processes together need more than before, in MiB.
    memory: f64,
}

impl Start {
    fn of(page: &Page, button: &str, frame: &str, before: f64) -> Self {
        let press =
            "document.querySelector(args[0]).click(); return performance.timeOrigin + performance.now()";
        let pressed = page.browser.script(press, vec![json!(button)]).as_f64().unwrap();
        let times = until(page, frame, STARTED);
        let since = |n: usize| times[n].as_f64().unwrap() - pressed;
        Self { script: since(0), loaded: since(1), memory: processes::memory_of_browsers() - before }
    }
}

/// A script of the length of many apps that does nothing.
fn code() -> Vec<u8> {
    let mut noise = vec![0; SIZE / 2];
    rand::thread_rng().fill_bytes(&mut noise);
    let hex: String = noise.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("self.code = '{hex}';").into_bytes()
}

/// Puts the app into the chat with oneself, where nothing goes over the network.
fn attach(page: &Page, code: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bench.xdc");
    fs::write(&file, xdc::archive([("index.html", INDEX.as_bytes()), ("code.js", code)])).unwrap();
    page.press("Control+k");
    page.browser.click(&id("palette-saved"));
    page.browser.upload(&id("attach"), &file);
    page.until_waiting("bench");
    page.browser.click(&id("send"));
    page.browser.find(&id("app-start"));
}

fn payload(n: usize) -> Value {
    json!({"move": n, "by": "somebody", "text": "as long as most updates are"})
}

/// Median of the time from `sendUpdate` to the listener.
fn send_to_listener(page: &Page) -> f64 {
    let script = "const times = []; let heard; await webxdc.setUpdateListener(u => heard?.(), 0);\
        for (let n = 0; n < 51; n++) { const came = new Promise(done => { heard = done }); const begin = performance.now();\
            webxdc.sendUpdate({payload: n}, ''); await came; times.push(performance.now() - begin) } return times";
    let times = until(page, &id("app-frame"), script);
    median(times.as_array().unwrap().iter().skip(1).map(|time| time.as_f64().unwrap()).collect())
}

/// Stores updates until there are so many.
fn fill(page: &Page, count: usize) {
    let script = format!(
        "if (!self.known) {{ self.known = 0; await webxdc.setUpdateListener(() => self.known++, 0);\
            for (let n = self.known; n < {count}; n++) webxdc.sendUpdate({{payload: {}}}, '') }} return self.known >= {count}",
        payload(0)
    );
    until(page, &id("app-frame"), &script);
}

fn listening(count: usize) -> String {
    format!(
        "const all = []; const begin = performance.now(); await webxdc.setUpdateListener(u => all.push(u), 0);\
            if (all.length < {count}) throw new Error(all.length); return performance.now() - begin"
    )
}

/// Median of reading all updates again.
fn replay(page: &Page, frame: &str, script: &str) -> f64 {
    median((0..ROUNDS).map(|_| until(page, frame, script).as_f64().unwrap()).collect())
}

fn until(page: &Page, frame: &str, script: &str) -> Value {
    page.browser.until("the app answers", || {
        let found = page.browser.in_frame(frame, |browser| browser.try_script(script, vec![])).ok()?.ok()?;
        (found != Value::Null && found != false).then_some(found)
    })
}
