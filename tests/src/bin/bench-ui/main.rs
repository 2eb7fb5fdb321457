//! The interface with much in its store: how long a person waits, how smoothly lists scroll, and how much memory the tab
//! takes. The thread of the page runs slower by [`THROTTLING`], as on a small laptop. DevTools cannot slow a worker, so the
//! core runs at the machine's speed: how long it was waited for stands beside each figure, and a fixed loop, run in both
//! places, tells how fast the machine is.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench reports by panicking"
)]

use estuary_core::plenty::LONG;
use estuary_tests::{
    bridge::Bridge,
    page::{Page, id},
    processes,
    report::{Report, median},
};
use serde_json::{Value, json};
use std::env;

/// Unless `ESTUARY_BENCH_CHATS` and `ESTUARY_BENCH_MESSAGES` say otherwise.
const CHATS: u32 = 10_000;
const MESSAGES: u32 = 100_000;
const ROUNDS: usize = 7;
/// How much slower the page runs than the machine can.
const THROTTLING: u32 = 4;
/// Milliseconds of a frame at 60 Hz.
const FRAME: f64 = 1000.0 / 60.0;
/// Of one fling: pixels, and pixels per second.
const FLING: i32 = 12_000;
const SPEED: u32 = 4_000;
/// Elements that fill a screen.
const SCREEN: usize = 8;

fn main() {
    let (chats, messages) =
        (number("ESTUARY_BENCH_CHATS", CHATS), number("ESTUARY_BENCH_MESSAGES", MESSAGES));
    let pages =
        env::var_os("ESTUARY_BENCH_PAGES").expect("ESTUARY_BENCH_PAGES names the pages with the bench's own");
    let bridge = Bridge::serving(pages.as_ref());
    let page = Page::with_profile(&bridge, "Ada");
    let mut bench = Bench { page, report: Report::default() };
    bench.report.figure("chats", chats.into());
    bench.report.figure("messages", messages.into());
    bench.fill(chats, messages);
    let probe = json!({"source": include_str!("probe.js")});
    bench.page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", probe);
    bench.warm_start();
    bench.open_chat();
    bench.fling("feed", &id("feed"), 1);
    bench.fling("list", ".chat-list", -1);
    bench.search();
    bench.figure("memory", "mib", processes::memory_of_largest_tab());
    bench.report.write("bench-ui");
}

fn number(variable: &str, default: u32) -> u32 {
    env::var(variable).map_or(default, |count| count.parse().expect("a number"))
}

struct Bench {
    page: Page,
    report: Report,
}

impl Bench {
    fn figure(&mut self, name: &str, unit: &str, value: f64) {
        println!("{:<32}{value:>10.1}", format!("{name} ({unit})"));
        self.report.figure(format!("{name}_{unit}"), value);
    }

    /// Several times the same: the middle counts.
    fn times(&mut self, name: &str, times: &[Value]) {
        let of = |what: &str| times.iter().map(|time| time[what].as_f64().unwrap()).collect::<Vec<_>>();
        self.figure(name, "ms", median(of("ms")));
        self.figure(&format!("{name}_core"), "ms", median(of("core")));
        self.report.row(json!({"what": name, "times": times}));
    }

    fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.page.browser.script(body, arguments)
    }

    fn throttle(&self, rate: u32) {
        self.page.browser.devtools("Emulation.setCPUThrottlingRate", json!({"rate": rate}));
    }

    /// Fills the store, and measures the machine.
    fn fill(&mut self, chats: u32, messages: u32) {
        self.page.browser.go(&format!("{}/bench/fill.html", self.page.url));
        let fill = "self.bench.fill(args[0], args[1]).then(seconds => self.filled = seconds, error => self.filled = String(error))";
        self.page.browser.until("the page is ready", || {
            (self.script("return !!self.bench", vec![]) == true).then_some(())
        });
        self.script(&format!("{fill}; return null"), vec![json!(chats), json!(messages)]);
        let filled = self.page.browser.until("the store is full", || {
            Some(self.script("return self.filled ?? null", vec![])).filter(|filled| !filled.is_null())
        });
        let seconds = filled.as_f64().unwrap_or_else(|| panic!("filling failed: {filled}"));
        self.figure("fill", "s", seconds);
        let middle = |of: &str| {
            median(
                (0..5)
                    .map(|_| {
                        self.script(&format!("return await self.bench.{of}()"), vec![]).as_f64().unwrap()
                    })
                    .collect(),
            )
        };
        let own = middle("loop");
        self.throttle(THROTTLING);
        let (page, worker) = (middle("loop"), middle("loopInWorker"));
        self.figure("loop_full_speed", "ms", own);
        self.figure("loop_page", "ms", page);
        self.figure("loop_worker", "ms", worker);
        self.report.figure("throttling", page / own);
    }

    /// From the call of the page to the painted list: as it was seen last, and as it is, when the page answers.
    fn warm_start(&mut self) {
        let mut times = Vec::new();
        // The first ones fill the browser's caches.
        for round in 0..ROUNDS + 3 {
            self.page.browser.go("about:blank");
            self.page.browser.go(&self.page.url);
            if round >= 3 {
                times.push(self.script("return await probe.started", vec![]));
            }
            self.script("await probe.started; return await probe.settled()", vec![]);
        }
        let of = |what: &str| times.iter().map(|time| time[what].clone()).collect::<Vec<_>>();
        self.times("warm_start", &of("seen"));
        self.times("warm_start_live", &of("live"));
        self.figure("memory_at_start", "mib", processes::memory_of_largest_tab());
    }

    /// From a click on the longest chat to its painted messages. Another chat is open before.
    fn open_chat(&mut self) {
        let open = "const rows = [...document.querySelectorAll('[data-testid=chat-row]')];\
            const row = rows.find(row => row.innerText.includes(args[0]) === args[1]);\
            const time = await probe.measure(() => row.click(), args[2], args[3]); await probe.settled(); return time";
        let other = [json!(LONG), json!(false), json!(id("chat-name")), json!(1)];
        let long = [json!(LONG), json!(true), json!(id("message")), json!(SCREEN)];
        let mut times = Vec::new();
        for _ in 0..=ROUNDS {
            self.script(open, other.to_vec());
            times.push(self.script(open, long.to_vec()));
        }
        self.times("open_chat_first", &times[..1]);
        self.times("open_chat", &times[1..]);
    }

    /// Flings a list, again and again. `direction` is that of the finger.
    fn fling(&mut self, name: &str, css: &str, direction: i32) {
        let middle = self.script(
            "const { x, y, width, height } = document.querySelector(args[0]).getBoundingClientRect(); return [x + width / 2, y + height / 2]",
            vec![json!(css)],
        );
        let mut all: Vec<f64> = Vec::new();
        for _ in 0..ROUNDS {
            self.script("probe.beginFrames()", vec![]);
            self.page.browser.devtools(
                "Input.synthesizeScrollGesture",
                json!({"x": middle[0], "y": middle[1], "yDistance": direction * FLING, "speed": SPEED}),
            );
            let frames = self.script("await probe.settled(); return probe.endFrames()", vec![]);
            all.extend(frames.as_array().unwrap().iter().filter_map(Value::as_f64));
        }
        let dropped: f64 =
            all.iter().map(|frame| (frame / FRAME).round() - 1.0).filter(|missed| *missed > 0.0).sum();
        let longest = all.iter().copied().fold(0.0, f64::max);
        let long = all.iter().filter(|frame| **frame > 50.0).count();
        self.figure(&format!("fling_{name}_longest_frame"), "ms", longest);
        self.figure(
            &format!("fling_{name}_dropped"),
            "percent",
            100.0 * dropped / (dropped + all.len() as f64),
        );
        self.figure(&format!("fling_{name}_frames_over_50"), "count", long as f64);
        self.report.row(json!({"what": format!("fling_{name}"), "frames": all.len(), "dropped": dropped, "over_50_ms": long}));
    }

    /// From the last letter of a query to what was found. The words are some of those on the screen: the longest and its first
    /// letters, the shortest, the first two of a text, and two that come up again and again.
    fn search(&mut self) {
        let words = "const texts = [...document.querySelectorAll('[data-testid=text]')].map(text => text.innerText);\
            const words = texts.join(' ').split(/\\s+/), counts = new Map();\
            for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);\
            const byLength = [...counts.keys()].sort((a, b) => b.length - a.length);\
            const long = byLength.filter(word => word.length > 3).sort((a, b) => counts.get(b) - counts.get(a));\
            return [byLength[0], byLength[0].slice(0, 2), byLength[0].slice(0, 1), byLength.at(-1),\
                texts[0].split(/\\s+/).slice(0, 2).join(' '), long.slice(0, 2).join(' ')]";
        let queries = self.script(words, vec![]);
        let search = "const field = document.querySelector('input[type=search]');\
            const enter = text => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) };\
            const time = await probe.measure(() => enter(args[0]), args[1], 1); await probe.settled();\
            enter(''); await probe.settled(); return time";
        let mut worst = 0.0_f64;
        for (name, query) in ["rare", "two_letters", "one_letter", "short", "two_words", "two_frequent"]
            .iter()
            .zip(queries.as_array().unwrap())
        {
            let find = || self.script(search, vec![query.clone(), json!(id("found"))]);
            let times: Vec<Value> = (0..ROUNDS).map(|_| find()).collect();
            let name = format!("search_{name}");
            worst = worst.max(median(times.iter().map(|time| time["ms"].as_f64().unwrap()).collect()));
            self.times(&name, &times);
            self.report.row(json!({"what": name, "query": query}));
        }
        self.figure("search", "ms", worst);
    }
}
