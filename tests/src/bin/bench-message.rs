//! How long a message takes from one person's screen to the other's: between a tab and a real core, in both directions,
//! beside two real cores on the same bridge. Rounds are interleaved. No round is long enough to meet the limit of the
//! real core (one message a second after three), so that nobody waits for anything but the way itself.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench reports by panicking"
)]

use estuary_tests::{
    page::{self, Page, acquainted, id},
    real_core::{CoreAccount, RealCore},
    report::{Report, median},
};
use serde_json::json;
use std::{
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

const ROUNDS: usize = 21;

/// Between two rounds.
const PAUSE: Duration = Duration::from_millis(1500);

/// Milliseconds since 1970, on the clock that this process and the page share.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0
}

fn main() {
    let bridge = page::bridge();
    let cores = RealCore::start();
    let [grace, ann, ben] = ["Grace", "Ann", "Ben"]
        .map(|name| cores.account(name, &bridge.transport_of_core(&bridge.new_address(), "long-enough")));
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &grace);
    page.browser.find(&id("composer"));
    let ann_chat = ann.join(&ben.invite());
    ann.until_joined();
    ben.until_joined();
    let ben_chat = ben.chat_with(ben.contact(&ann.address()).expect("who joined")["id"].as_u64().unwrap());

    type Way<'a> = (&'static str, Box<dyn Fn(&str) -> f64 + 'a>);
    let ways: [Way<'_>; 4] = [
        ("tab_to_core", Box::new(|text| from_page(&page, &grace, text))),
        ("core_to_tab", Box::new(|text| to_page(&page, &grace, chat, text))),
        ("core_to_core", Box::new(|text| between(&ann, ann_chat, &ben, text))),
        ("core_to_core", Box::new(|text| between(&ben, ben_chat, &ann, text))),
    ];
    let mut samples = [const { Vec::new() }; 3];
    for round in 0..=ROUNDS {
        for (at, (_, way)) in ways.iter().enumerate() {
            let millis = way(&format!("round {round}, way {at}"));
            // The first round warms up.
            if let (1.., Some(samples)) = (round, samples.get_mut(at.min(2))) {
                samples.push(millis);
            }
        }
        thread::sleep(PAUSE);
    }

    let [tab_to_core, core_to_tab, core_to_core] = samples.map(median);
    let mut report = Report::default();
    println!("{:<16}{:>12}{:>18}", "way", "median", "x core to core");
    for (name, millis) in
        [("tab_to_core", tab_to_core), ("core_to_tab", core_to_tab), ("core_to_core", core_to_core)]
    {
        println!("{name:<16}{millis:>9.1} ms{:>17.2}x", millis / core_to_core);
        report.figure(format!("{name}_ms"), millis);
        report.row(json!({"way": name, "median_ms": millis, "rounds": ROUNDS}));
    }
    report.figure("tab_to_core_over_core_to_core", tab_to_core / core_to_core);
    report.figure("core_to_tab_over_core_to_core", core_to_tab / core_to_core);
    report.write("bench-message");
}

/// From the press of the button to the real core's "there is a message".
fn from_page(page: &Page, core: &CoreAccount, text: &str) -> f64 {
    let before = core.incoming();
    page.browser.type_into(&id("composer"), text);
    let press = "document.querySelector('[data-testid=send]').click(); return performance.timeOrigin + performance.now()";
    let sent = page.browser.script(press, vec![]).as_f64().unwrap();
    core.until_incoming(before);
    now() - sent
}

/// From the call to the frame in which the text is on the page.
fn to_page(page: &Page, core: &CoreAccount, chat: u64, text: &str) -> f64 {
    let watch = "window.shown = new Promise(done => {\
            const look = () => [...document.querySelectorAll('[data-testid=text]')].some(e => e.innerText === args[0]);\
            const observer = new MutationObserver(() => {\
                if (look()) { observer.disconnect(); done(performance.timeOrigin + performance.now()) }\
            });\
            observer.observe(document.body, {childList: true, subtree: true, characterData: true});\
        })";
    page.browser.script(watch, vec![json!(text)]);
    let sent = now();
    core.send(chat, text);
    page.browser.script("return await window.shown", vec![]).as_f64().unwrap() - sent
}

/// From the call to the other core's "there is a message".
fn between(from: &CoreAccount, chat: u64, to: &CoreAccount, text: &str) -> f64 {
    let before = to.incoming();
    let sent = now();
    from.send(chat, text);
    to.until_incoming(before);
    now() - sent
}
