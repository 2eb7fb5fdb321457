//! Realtime channels between tabs and real cores, through our relay and through Delta Chat's own, in turns; beside a plain
//! WebSocket. Where this runs there is no UDP, so nobody finds a way around the relays.
//!
//! Ways there and back are measured twice, as both say something else. *Dense*: the next leaves when the last is back, which
//! keeps every connection busy, so that Nagle's algorithm in the stock relay seldom finds a packet to hold back. *Paced*: one
//! each 100 to 150 ms, as moves and cursors come from an app.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a bench prints its table and reports by panicking"
)]

mod echo;
mod native;
mod tab;

use echo::Echo;
use estuary_tests::{
    channel::Group,
    page::{self, Page, id},
    processes,
    report::{Report, median},
    xdc,
};
use iroh_relay::server::{AccessConfig, Limits, RelayConfig, Server, ServerConfig};
use native::Answering;
use serde_json::json;
use std::{collections::BTreeMap, net::Ipv4Addr};

const ROUNDS: usize = 2;
/// What everything is compared with.
const ECHO: &str = "websocket echo";
/// Bytes of a payload, how often it goes there and back in a round, and how many are sent at once.
const SIZES: [(usize, usize, usize); 5] =
    [(16, 40, 1000), (128, 60, 1000), (4096, 40, 1000), (65_536, 6, 16), (120_000, 6, 12)];
/// Bytes of a payload that goes there and back in a paced way, and how often it does in a round.
const PACED: (usize, usize) = (128, 16);
/// Bytes that may be on their way unacknowledged: half of what a tab keeps for a slow network.
const AHEAD: usize = 2 << 20;
/// Messages on their way at the most.
const MOST_AHEAD: usize = 256;

/// How ways there and back follow each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pace {
    /// The next begins when the last has ended.
    Dense,
    /// One each 100 to 150 ms.
    Paced,
}

impl Pace {
    fn name(self) -> &'static str {
        match self {
            Self::Dense => "dense",
            Self::Paced => "paced",
        }
    }

    /// Milliseconds before each: at least, and how many more at random.
    fn pause(self) -> (u64, u64) {
        match self {
            Self::Dense => (0, 0),
            Self::Paced => (100, 50),
        }
    }
}

/// Between whom, through which relay, how, and bytes of a payload.
type Way = (&'static str, &'static str, Pace, usize);

/// Somebody in a channel.
trait End {
    /// Joins it.
    fn join(&self);
    /// Leaves it.
    fn leave(&self);
    /// Waits until somebody answers; in how many milliseconds.
    fn meet(&self) -> f64;
    /// Both, in one.
    fn join_and_meet(&self) -> f64;
    /// Milliseconds of ways there and back.
    fn ping(&self, size: usize, count: usize, pace: Pace) -> Vec<f64>;
    /// Sends that many; messages a second, and how many came.
    fn burst(&self, round: u8, size: usize, count: usize, ahead: usize) -> (f64, usize);
}

/// Two cores and two tabs with the same app, and a relay.
struct World {
    relay: &'static str,
    natives: Vec<Answering>,
    tabs: Vec<Page>,
    _bridge: estuary_tests::bridge::Bridge,
}

#[derive(Default)]
struct Samples {
    round_trips: Vec<f64>,
    rates: Vec<f64>,
    /// Milliseconds of processors for one of many messages.
    work: BTreeMap<&'static str, Vec<f64>>,
    lost: usize,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (_stock, stock) = runtime.block_on(stock_relay());
    let worlds = [World::new("ours", None), World::new("stock", Some(stock))];
    let echo = Echo::start();

    let mut samples = BTreeMap::<Way, Samples>::new();
    for round in 0..ROUNDS {
        let mut note = |pace, size, times| {
            let known = samples.entry((ECHO, "none", pace, size)).or_default();
            known.round_trips.extend::<Vec<f64>>(times);
        };
        for (size, count, _) in SIZES {
            note(Pace::Dense, size, echo.ping(size, count, Pace::Dense));
        }
        note(Pace::Paced, PACED.0, echo.ping(PACED.0, PACED.1, Pace::Paced));
        for world in &worlds {
            for (pair, one, other) in world.pairs() {
                one.join();
                other.join();
                one.meet();
                other.meet();
                for (place, (size, count, many)) in SIZES.into_iter().enumerate() {
                    let known = samples.entry((pair, world.relay, Pace::Dense, size)).or_default();
                    known.round_trips.extend(one.ping(size, count, Pace::Dense));
                    let ahead = (AHEAD / size).clamp(4, MOST_AHEAD);
                    let number = u8::try_from(1 + round * SIZES.len() + place).unwrap();
                    let before = processes::work();
                    let (rate, came) = one.burst(number, size, many, ahead);
                    known.rates.push(rate);
                    for (who, now) in processes::work() {
                        let spent = now - before.get(who).copied().unwrap_or_default();
                        known.work.entry(who).or_default().push(spent / many as f64);
                    }
                    known.lost += many - came;
                    println!(
                        "round {round}: {pair}, {} relay, {size} bytes: {rate:.0} messages/s",
                        world.relay
                    );
                }
                let known = samples.entry((pair, world.relay, Pace::Paced, PACED.0)).or_default();
                known.round_trips.extend(one.ping(PACED.0, PACED.1, Pace::Paced));
                one.leave();
                other.leave();
            }
        }
    }
    let mut report = Report::default();
    let median_of = |pair, relay, pace, size| median(samples[&(pair, relay, pace, size)].round_trips.clone());
    println!(
        "{:<18}{:<7}{:<7}{:>8}{:>9}{:>9}{:>10}{:>12}{:>6}",
        "pair", "relay", "pace", "bytes", "p50 ms", "p95 ms", "x echo", "messages/s", "lost"
    );
    println!("(and milliseconds of processors for one of many messages)");
    for ((pair, relay, pace, size), known) in &samples {
        let (p50, p95) = (median(known.round_trips.clone()), part(&known.round_trips, 0.95));
        let over = p50 / median_of(ECHO, "none", *pace, *size);
        let rate = (!known.rates.is_empty()).then(|| median(known.rates.clone()));
        let shown = rate.map_or("–".to_owned(), |rate| format!("{rate:.0}"));
        let how = pace.name();
        let work: BTreeMap<_, _> =
            known.work.iter().map(|(who, spent)| (*who, median(spent.clone()))).collect();
        println!(
            "{pair:<18}{relay:<7}{how:<7}{size:>8}{p50:>9.2}{p95:>9.2}{over:>10.2}{shown:>12}{:>6}  {}",
            known.lost,
            work.iter().map(|(who, spent)| format!("{who} {spent:.2}")).collect::<Vec<_>>().join(", ")
        );
        report.row(
            json!({"pair": pair, "relay": relay, "pace": how, "bytes": size, "p50_ms": p50, "p95_ms": p95,
            "over_echo": over, "messages_per_second": rate, "lost": known.lost, "work_ms_per_message": work}),
        );
    }
    // Medians of round trips with 128 bytes: of two real cores through the stock relay, by those of two tabs through ours;
    // and of these, by those of a plain WebSocket. Without more in the name, dense ones.
    for (pace, name) in [(Pace::Dense, "rtt_128"), (Pace::Paced, "rtt_128_paced")] {
        let ours = median_of("tab tab", "ours", pace, 128);
        let stock = median_of("native native", "stock", pace, 128);
        report.figure(format!("{name}_stock_native_over_ours_tab"), stock / ours);
        report.figure(format!("{name}_ours_tab_over_ws_echo"), ours / median_of(ECHO, "none", pace, 128));
    }
    // What a real core hears of a tab that sends as much as it can, through our relay.
    let throughput = &samples[&("tab native", "ours", Pace::Dense, 4096)];
    report.figure("throughput_4k_tab_native_msgs_per_s", median(throughput.rates.clone()));

    // Until a real core that is there answers a tab: in a page just loaded, and in one that was in the channel before.
    let (cold, warm) = worlds[0].joins();
    println!("join to first answer: cold {cold:.0} ms, warm {warm:.0} ms");
    report.figure("join_cold_ms", cold);
    report.figure("join_warm_ms", warm);
    report.write("bench-realtime");
}

impl World {
    fn new(relay: &'static str, url: Option<String>) -> Self {
        let mut bridge = page::bridge();
        if url.is_some() {
            bridge.stop();
            bridge.name_relay(url);
            bridge.start_again();
        }
        let page = b"<!doctype html><meta charset=utf-8><script src=webxdc.js></script><script src=member.js></script>";
        let app = xdc::archive([("index.html", &page[..]), ("member.js", include_bytes!("member.js"))]);
        let Group { bridge, natives, tabs } =
            Group::with_app(bridge, &["Grace", "Hedy"], &["Ada", "Ben"], &app);
        tabs.iter().for_each(tab::open);
        Self { relay, natives: natives.into_iter().map(Answering::new).collect(), tabs, _bridge: bridge }
    }

    fn pairs(&self) -> [(&'static str, &dyn End, &dyn End); 4] {
        let ([ada, ben], [grace, hedy]) = (&self.tabs[..], &self.natives[..]) else { panic!("two of each") };
        [
            ("tab tab", ada, ben),
            ("tab native", ada, grace),
            ("native tab", grace, ada),
            ("native native", grace, hedy),
        ]
    }

    /// Milliseconds from joining to the first answer of a real core that is there: in a page just loaded, and in one that
    /// was in the channel before.
    fn joins(&self) -> (f64, f64) {
        let (ada, grace) = (&self.tabs[0], &self.natives[0]);
        let (mut cold, mut warm) = (Vec::new(), Vec::new());
        grace.join();
        for _ in 0..=ROUNDS {
            ada.browser.reload();
            ada.open_first_chat();
            ada.browser.find(&id("app-start"));
            tab::open(ada);
            cold.push(ada.join_and_meet());
            ada.leave();
            warm.push(ada.join_and_meet());
            ada.leave();
        }
        grace.leave();
        // The first of each was the first ever of this kind.
        (median(cold.split_off(1)), median(warm.split_off(1)))
    }
}

/// Delta Chat's relay, as its operators run it, without TLS.
async fn stock_relay() -> (Server, String) {
    let config = ServerConfig::<(), ()> {
        relay: Some(RelayConfig {
            http_bind_addr: (Ipv4Addr::LOCALHOST, 0).into(),
            tls: None,
            limits: Limits::default(),
            key_cache_capacity: None,
            access: AccessConfig::Everyone,
        }),
        stun: None,
        quic: None,
        metrics_addr: None,
    };
    let server = Server::spawn(config).await.unwrap();
    let url = format!("http://localhost:{}", server.http_addr().unwrap().port());
    (server, url)
}

/// The value below which this part of all is.
fn part(values: &[f64], part: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * part) as usize]
}
