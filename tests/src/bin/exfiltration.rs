//! Tries every way out of a mini app in each engine, in the product and without all or part of its policy, several at the
//! same time, and writes down what arrived.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test program reports by panicking and printing"
)]

use estuary_tests::{
    bridge::Bridge,
    browser::{Browser, Engine},
    hostile::{self, Vector},
    page::{self, id},
    report::Report,
    sinks::{Arrival, Sinks},
    workbench::Workbench,
};
use serde_json::{Map, json};
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

/// A browser that tries everything, beside others.
struct Lane {
    /// In the report, and as a label of the attacker's domain.
    name: &'static str,
    engine: Engine,
    host: Host,
}

/// What hosts the app.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Host {
    /// A server without any policy.
    None,
    /// The product.
    Product,
    /// The product where its server has no addresses for apps.
    Opaque,
    /// The product without `Connection-Allowlist`, to see what the other layers do.
    WithoutAllowlist,
    /// The product without CSP, to see what the other layers do.
    WithoutCsp,
}

/// So many run at the same time.
const BROWSERS: usize = 4;

const LANES: [Lane; 8] = [
    Lane { name: "chromium-control", engine: Engine::Chromium, host: Host::None },
    Lane { name: "chromium", engine: Engine::Chromium, host: Host::Product },
    Lane { name: "chromium-opaque", engine: Engine::Chromium, host: Host::Opaque },
    Lane { name: "chromium-csp-only", engine: Engine::Chromium, host: Host::WithoutAllowlist },
    Lane { name: "chromium-list-only", engine: Engine::Chromium, host: Host::WithoutCsp },
    Lane { name: "firefox-control", engine: Engine::Firefox, host: Host::None },
    Lane { name: "firefox", engine: Engine::Firefox, host: Host::Product },
    Lane { name: "firefox-opaque", engine: Engine::Firefox, host: Host::Opaque },
];

fn main() {
    let wanted = env::args().nth(1);
    let vectors: Vec<Vector> = hostile::vectors()
        .into_iter()
        .filter(|vector| wanted.as_ref().is_none_or(|part| vector.name.contains(part.as_str())))
        .collect();
    let names: Vec<String> = vectors.iter().map(|vector| vector.name.clone()).collect();
    let sinks = Sinks::start(LANES.map(|lane| lane.name), &names);
    let lanes: Vec<_> = LANES.iter().zip(&sinks).collect();
    let together = |lanes: &[(&Lane, &Sinks)]| -> Vec<Arrived> {
        thread::scope(|scope| {
            let running = lanes.iter().map(|(lane, sinks)| scope.spawn(|| lane.run(&vectors, sinks)));
            running.collect::<Vec<_>>().into_iter().map(|lane| lane.join().unwrap()).collect()
        })
    };
    let arrived: Vec<Arrived> = lanes.chunks(BROWSERS).flat_map(together).collect();

    let mut report = Report::default();
    let line = |name: &str, cells: [String; LANES.len()]| {
        println!("{name:<26} {}", cells.map(|cell| format!("{cell:<18}")).join(" "));
    };
    line("vector", LANES.map(|lane| lane.name.to_owned()));
    for name in &names {
        let mut row = Map::from_iter([("vector".to_owned(), json!(name))]);
        row.extend(
            LANES
                .iter()
                .zip(&arrived)
                .map(|(lane, arrived)| (lane.name.to_owned(), json!(arrived.get(name)))),
        );
        report.row(row.into());
        let mut cells = arrived.iter().map(|arrived| {
            let kinds = arrived.get(name).map(|kinds| kinds.iter().copied().collect::<Vec<_>>().join(" "));
            kinds.unwrap_or_else(|| "–".to_owned())
        });
        line(name, std::array::from_fn(|_| cells.next().unwrap_or_default()));
    }
    report.figure("vectors", names.len() as f64);
    let mut wrong = Vec::new();
    for (lane, arrived) in LANES.iter().zip(&arrived) {
        println!("{}: {} of {} arrive", lane.name, arrived.len(), names.len());
        let figure = if lane.host == Host::None { "seen" } else { "leaks" };
        report.figure(format!("{}_{figure}", lane.name.replace('-', "_")), arrived.len() as f64);
        wrong.extend(lane.judge(&vectors, arrived));
    }
    if wanted.is_none() {
        report.write("exfiltration");
    }
    assert!(wrong.is_empty(), "it is not as the app says:\n{}", wrong.join("\n"));
}

impl Lane {
    fn run(&self, vectors: &[Vector], sinks: &Sinks) -> Arrived {
        let attempt = match self.host {
            Host::None => control(self.engine, sinks),
            _ => product(self.engine, self.host, sinks),
        };
        let mut arrived = attempt_all(vectors, sinks, &attempt);
        // On a busy machine something may take longer than it was given. Whether it arrives at all is what matters here.
        let is_late = |vector: &&Vector| self.must_see(vector) && !arrived.contains_key(&vector.name);
        let late: Vec<Vector> = vectors.iter().filter(is_late).cloned().collect();
        let names: Vec<_> = late.iter().map(|vector| vector.name.as_str()).collect();
        println!("{}: tried again, with more time: {names:?}", self.name);
        for vector in &late {
            attempt(&[&vector.name], 3 * LEAVING, vector.leaving);
            collect(sinks, &mut arrived);
        }
        arrived
    }

    /// Whether a vector that does not arrive is not what the hostile app says of it.
    fn must_see(&self, vector: &Vector) -> bool {
        match self.host {
            Host::None => !vector.is_silent(self.engine),
            Host::Product => vector.is_undefendable(self.engine),
            Host::Opaque | Host::WithoutAllowlist | Host::WithoutCsp => false,
        }
    }

    /// Whether a vector may arrive.
    fn may_see(&self, vector: &Vector) -> bool {
        match self.host {
            // What an app can do less on an opaque origin, it can do less with.
            Host::Opaque => vector.is_undefendable(self.engine),
            // Each of the two leaves to the other what it does not govern.
            Host::WithoutAllowlist | Host::WithoutCsp => true,
            Host::None | Host::Product => self.must_see(vector),
        }
    }

    /// What is not as it should be.
    fn judge(&self, vectors: &[Vector], arrived: &Arrived) -> Vec<String> {
        let strays = arrived.keys().filter(|name| !vectors.iter().any(|vector| vector.name == **name));
        let strays = strays.map(|name| format!("{}: {name}, which nobody tried, arrives", self.name));
        let misjudged = vectors.iter().filter_map(|vector| match arrived.contains_key(&vector.name) {
            true if !self.may_see(vector) => Some(format!("{}: {} arrives", self.name, vector.name)),
            false if self.must_see(vector) => Some(format!("{}: {} does not arrive", self.name, vector.name)),
            _ => None,
        });
        strays.chain(misjudged).collect()
    }
}

/// The browser resolves names through the sinks and makes calls to loopback, which it would not do by itself.
fn arguments(engine: Engine) -> Vec<String> {
    let arguments: &[&str] = match engine {
        Engine::Chromium => &[
            "--allow-loopback-in-peer-connection",
            "--disable-popup-blocking",
            "--disable-features=WebRtcHideLocalIpsWithMdns",
        ],
        Engine::Firefox => &[
            "media.peerconnection.ice.loopback=true",
            "media.peerconnection.ice.obfuscate_host_addresses=false",
            "dom.disable_open_during_load=false",
        ],
    };
    arguments.iter().map(|argument| (*argument).to_owned()).collect()
}

/// Opens an app that tries what it is told; returns when it is through, or gone.
type Attempt<'a> = Box<dyn Fn(&[&str], u32, bool) + 'a>;

fn collect(sinks: &Sinks, arrived: &mut Arrived) {
    for Arrival { vector, kind } in sinks.take() {
        arrived.entry(vector).or_default().insert(kind);
    }
}

fn attempt_all(vectors: &[Vector], sinks: &Sinks, attempt: &Attempt<'_>) -> Arrived {
    let mut arrived = Arrived::new();
    let staying = vectors.iter().filter(|vector| !vector.leaving).map(|vector| vector.name.as_str());
    // Chromium ends a page that makes a call against the policy, and whatever else it was trying.
    let (calls, others): (Vec<&str>, Vec<&str>) =
        staying.partition(|name| ["stun", "turn", "ice"].iter().any(|call| name.starts_with(call)));
    // Few at a time: an attempt that breaks its page must not spare the others.
    for some in others.chunks(8).chain(calls.chunks(1)) {
        attempt(some, STAYING, false);
        collect(sinks, &mut arrived);
    }
    for one in vectors.iter().filter(|vector| vector.leaving) {
        attempt(&[one.name.as_str()], LEAVING, true);
        collect(sinks, &mut arrived);
    }
    thread::sleep(SETTLING);
    collect(sinks, &mut arrived);
    arrived
}

fn time(run: &[&str], each: u32) -> Duration {
    Duration::from_millis(u64::from(each) * (run.len() as u64 + 1)) + SETTLING
}

/// The product: the workbench, which hosts apps exactly as a chat does.
fn product(engine: Engine, host: Host, sinks: &Sinks) -> Attempt<'_> {
    let bridge = match host {
        Host::Opaque => page::bridge_without_app_origins(),
        Host::WithoutAllowlist => without("connection-allowlist", "xonnection-allowlist"),
        Host::WithoutCsp => without("content-security-policy", "xontent-security-policy"),
        Host::None | Host::Product => page::bridge(),
    };
    let is_opaque = host == Host::Opaque;
    let is_full = engine == Engine::Chromium && host != Host::WithoutAllowlist;
    let bench = Workbench::in_browser(&bridge, Browser::of(engine, &arguments(engine)));
    Box::new(move |run, each, gesture| {
        let _ = &bridge; // it serves as long as this runs
        bench.open(&hostile::files(sinks, run, each, gesture));
        let first = run.first().copied().unwrap_or_default();
        if gesture {
            let there =
                format!("return self.CONFIG?.run[0] === '{first}' && document.readyState === 'complete'");
            bench.until(0, &format!("the app is there to try {first}"), &there);
            bench.click_and_forget(0, "#go");
            thread::sleep(time(run, each));
        } else {
            bench.page.browser.until(&format!("the app begins with {first}"), || {
                bench.updates().iter().any(|update| update["payload"] == first).then_some(())
            });
            bench.until_over(0, &format!("the app has tried {run:?}"), THROUGH);
            thread::sleep(SETTLING);
        }
        // A person is told where an app is not kept in wholly, and only there.
        let warned = bench.page.browser.has(&id("app-partial"));
        assert_eq!(warned, !is_full, "the warning in {}", engine.name());
        assert_eq!(bench.page.browser.has(&id("app-reduced")), is_opaque, "the note in {}", engine.name());
        // Whatever question the app made the host ask goes away with this.
        bench.page.browser.go("about:blank");
        bench.page.browser.go(&format!("{}/#developer", bench.page.url));
    })
}

/// A bridge whose answers lack this header, as does what its service worker answers.
fn without(header: &'static str, other: &'static str) -> Bridge {
    let (recorder, bridge) = page::recorded_bridge();
    recorder.replace(header, other);
    bridge
}

/// The same app from a server without any policy, in a frame without any limits.
fn control(engine: Engine, sinks: &Sinks) -> Attempt<'_> {
    let kept = Browser::of(engine, &arguments(engine));
    Box::new(move |run, each, gesture| {
        // Nothing stops what those open that lead away; each has a browser for itself.
        let own = gesture.then(|| Browser::of(engine, &arguments(engine)));
        let browser = own.as_ref().unwrap_or(&kept);
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
    })
}
