//! Tries every way out of a mini app, in the product and without its policy, and writes down what arrived.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test program reports by panicking and printing"
)]

use estuary_tests::{
    browser::Browser,
    hostile::{self, Vector},
    page,
    report::Report,
    sinks::{Arrival, Sinks},
    workbench::Workbench,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    env, thread,
    time::Duration,
};

/// For each attempt that stays on its page, in milliseconds; most are refused at once.
const STAYING: u32 = 1_200;
/// For each that leads away: what it causes comes after it.
const LEAVING: u32 = 1_500;
/// What is under way when an app says that it is through.
const SETTLING: Duration = Duration::from_secs(1);

/// Whether the app has tried all it was told to.
const THROUGH: &str = "return document.documentElement.dataset.done === 'yes'";

/// What arrived, by vector.
type Arrived = BTreeMap<String, BTreeSet<&'static str>>;

fn main() {
    let all = hostile::vectors();
    let wanted = env::args().nth(1);
    let vectors: Vec<Vector> = all
        .into_iter()
        .filter(|vector| wanted.as_ref().is_none_or(|part| vector.name.contains(part.as_str())))
        .collect();
    let names: Vec<String> = vectors.iter().map(|vector| vector.name.clone()).collect();
    let sinks = Sinks::start(&names);
    println!("Without the policy …");
    let control = run(&vectors, &sinks, &control(&sinks));
    println!("As people get it …");
    let chromium = run(&vectors, &sinks, &product(&sinks));

    let mut report = Report::default();
    println!("{:<28} {:<22} {:<22}", "vector", "without the policy", "Chromium");
    for name in &names {
        let words = |arrived: &Arrived| {
            let kinds = arrived.get(name).map(|kinds| kinds.iter().copied().collect::<Vec<_>>().join(" "));
            kinds.unwrap_or_else(|| "–".to_owned())
        };
        println!("{name:<28} {:<22} {:<22}", words(&control), words(&chromium));
        report.row(json!({"vector": name, "control": control.get(name), "chromium": chromium.get(name)}));
    }
    let leaks = names.iter().filter(|name| chromium.contains_key(*name)).count();
    let seen = names.iter().filter(|name| control.contains_key(*name)).count();
    let strays: Vec<_> = chromium.keys().filter(|name| !names.contains(name)).collect();
    report.figure("vectors", names.len() as f64);
    report.figure("control_seen", seen as f64);
    report.figure("chromium_leaks", (leaks + strays.len()) as f64);
    println!("{} vectors; {seen} arrive without the policy, {leaks} with it", names.len());
    if wanted.is_none() {
        report.write("exfiltration");
    }
    assert!(strays.is_empty(), "names nobody tried arrived: {strays:?}");
    assert_eq!(leaks, 0, "something left the browser");
    let wrong: Vec<_> =
        vectors.iter().filter(|vector| control.contains_key(&vector.name) == vector.silent).collect();
    assert!(wrong.is_empty(), "without the policy others arrive than the app says: {wrong:?}");
}

/// The browser resolves names through the sinks and makes calls to loopback, which it would not do by itself.
fn arguments() -> Vec<String> {
    [
        "--allow-loopback-in-peer-connection",
        "--disable-popup-blocking",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Opens an app that tries what it is told; returns when it is through, or gone.
type Attempt<'a> = Box<dyn Fn(&[&str], u32, bool) + 'a>;

fn run(vectors: &[Vector], sinks: &Sinks, attempt: &Attempt<'_>) -> Arrived {
    let mut arrived = Arrived::new();
    let mut collect = || {
        for Arrival { vector, kind } in sinks.take() {
            arrived.entry(vector).or_default().insert(kind);
        }
    };
    let staying: Vec<&str> = vectors.iter().filter(|v| !v.leaving).map(|v| v.name.as_str()).collect();
    // Few at a time: an attempt that breaks its page must not spare the others.
    let (calls, others): (Vec<&str>, Vec<&str>) = staying
        .into_iter()
        .partition(|name| ["stun", "turn", "ice"].iter().any(|call| name.starts_with(call)));
    // Chromium ends a page that makes a call against the policy, and whatever else it was trying.
    for some in others.chunks(8).chain(calls.chunks(1)) {
        attempt(some, STAYING, false);
        collect();
    }
    for one in vectors.iter().filter(|vector| vector.leaving) {
        attempt(&[one.name.as_str()], LEAVING, true);
        collect();
    }
    thread::sleep(SETTLING);
    collect();
    arrived
}

fn time(run: &[&str], each: u32) -> Duration {
    Duration::from_millis(u64::from(each) * (run.len() as u64 + 1)) + SETTLING
}

/// The product: the workbench, which hosts apps exactly as a chat does.
fn product(sinks: &Sinks) -> Attempt<'_> {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &arguments());
    Box::new(move |run, each, gesture| {
        let _ = &bridge; // it serves as long as this runs
        bench.open(&hostile::files(sinks, run, each, gesture));
        if gesture {
            let there =
                format!("return CONFIG.run[0] === '{}' && document.readyState === 'complete'", run[0]);
            bench.until(0, &format!("the app is there to try {}", run[0]), &there);
            bench.click_and_forget(0, "#go");
            thread::sleep(time(run, each));
        } else {
            bench.page.browser.until(&format!("the app begins with {}", run[0]), || {
                bench.updates().iter().any(|update| update["payload"] == run[0]).then_some(())
            });
            bench.until_over(0, &format!("the app has tried {run:?}"), THROUGH);
            thread::sleep(SETTLING);
        }
        // Whatever question the app made the host ask goes away with this.
        bench.page.browser.go("about:blank");
        bench.page.browser.go(&format!("{}/#developer", bench.page.url));
    })
}

/// The same app from a server without any policy, in a frame without any limits.
fn control(sinks: &Sinks) -> Attempt<'_> {
    let browser = Browser::start(&arguments());
    Box::new(move |run, each, gesture| {
        let page = format!(
            "<iframe id=f width=600 height=500 allow='autoplay; payment; identity-credentials-get' src='http://app.localhost:{}/index.html'></iframe>",
            sinks.http
        );
        let mut files = hostile::files(sinks, run, each, gesture);
        files.push(("control.html".to_owned(), page.into_bytes()));
        files.push(("webxdc.js".to_owned(), Vec::new()));
        sinks.serve(files);
        browser.go(&format!("http://localhost:{}/control.html", sinks.http));
        browser.until("the app is there", || {
            let there =
                |browser: &Browser| browser.try_script("return document.readyState === 'complete'", vec![]);
            browser.in_frame("#f", there).ok()?.ok().filter(|there| *there == true)
        });
        if gesture {
            browser.in_frame("#f", |browser| browser.click_and_forget("#go")).unwrap();
            thread::sleep(time(run, each));
        } else {
            browser.until("the app is through", || {
                let through = |browser: &Browser| browser.try_script(THROUGH, vec![]);
                browser.in_frame("#f", through).ok()?.ok().filter(|through| *through == true)
            });
        }
        let main = browser.tab();
        browser.close_others(&main);
    })
}
