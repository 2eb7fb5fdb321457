//! Ten thousand waiting mails: how fast a tab takes them in, beside the real core with a mailbox of the same mails. Both
//! begin offline with everything waiting; the clock runs until the last message is shown.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench reports by panicking"
)]

use base64::{Engine, prelude::BASE64_STANDARD};
use estuary_tests::{
    forge::{Letter, Person},
    page::{self, Page, acquainted, id},
    real_core::RealCore,
    report::Report,
};
use pgp::composed::SignedPublicKey;
use rand::RngCore;
use serde_json::{Value, json};
use std::{env, fmt::Write as _, time::Instant};

/// Waiting mails, unless `ESTUARY_BENCH_MAILS` says otherwise.
const MAILS: usize = 10_000;
/// People who wrote them.
const SENDERS: usize = 20;
/// Bytes of a picture.
const PICTURE: usize = 40_000;

fn main() {
    let mails = env::var("ESTUARY_BENCH_MAILS").map_or(MAILS, |count| count.parse().expect("a number"));
    let bridge = page::bridge();
    let core =
        RealCore::start().account("Grace", &bridge.transport_of_core(&bridge.new_address(), "long-enough"));
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    let ada = core.call("get_contacts", [json!(0), Value::Null])[0].clone();
    let (ada_address, ada_key) =
        (ada["address"].as_str().unwrap().to_owned(), core.certificate_of(ada["id"].as_u64().unwrap()));
    let (grace_address, grace_key) = (core.address(), core.certificate());

    core.go_offline();
    page.browser.go("about:blank");
    let senders: Vec<Person> =
        (0..SENDERS).map(|n| Person::new(format!("sender{n:03}@{}", bridge.domain()), true)).collect();
    for n in 0..mails {
        let sender = &senders[n % SENDERS];
        bridge.deliver(&ada_address, &letter(sender, &ada_address, &ada_key, n).mail());
        bridge.deliver(&grace_address, &letter(sender, &grace_address, &grace_key, n).mail());
    }
    let last = text(mails - 1);

    let start = Instant::now();
    core.go_online();
    core.until_received(&last);
    let native = mails as f64 / start.elapsed().as_secs_f64();

    let start = Instant::now();
    page.browser.go(&page.url);
    let shown = "return [...document.querySelectorAll('[data-testid=chat-row]')].some(row => row.innerText.includes(args[0]))";
    page.browser.find(&id("panes"));
    page.browser.until("the last message is in the list", || {
        (page.browser.script(shown, vec![json!(last)]) == true).then_some(())
    });
    let tab = mails as f64 / start.elapsed().as_secs_f64();

    println!("{:<12}{:>14}{:>18}", "receiver", "messages/s", "x real core");
    println!("{:<12}{native:>14.1}{:>17.2}x", "real core", 1.0);
    println!("{:<12}{tab:>14.1}{:>17.2}x", "tab", tab / native);
    let mut report = Report::default();
    report.figure("tab_messages_per_second", tab);
    report.figure("native_core_messages_per_second", native);
    report.figure("messages_per_second_over_native_core", tab / native);
    report.row(json!({"mails": mails, "senders": SENDERS, "tab": tab, "native_core": native}));
    report.write("bench-receive");
}

fn text(n: usize) -> String {
    format!("Message number {n} of those that were waiting")
}

/// Of twenty mails one brings a picture, seven are for a group, the rest for one person.
fn letter(from: &Person, to: &str, key: &SignedPublicKey, n: usize) -> Letter {
    let letter = from.letter(to, key, &text(n));
    match n % 20 {
        7 => picture(letter, n),
        kind if kind % 3 == 2 => {
            letter.with("Chat-Group-ID", "benchbenchbenchbench0000").with("Chat-Group-Name", "Everybody")
        }
        _ => letter,
    }
}

fn picture(letter: Letter, n: usize) -> Letter {
    let mut bytes = vec![0; PICTURE];
    rand::thread_rng().fill_bytes(&mut bytes);
    let mut body = format!(
        "--parts\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n--parts\r\nContent-Type: image/jpeg\r\n\
         Content-Disposition: attachment; filename=\"picture.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        text(n)
    );
    for line in BASE64_STANDARD.encode(bytes).as_bytes().chunks(76) {
        write!(body, "{}\r\n", std::str::from_utf8(line).unwrap()).unwrap();
    }
    body.push_str("--parts--\r\n");
    Letter { content_type: "multipart/mixed; boundary=parts".into(), body: body.into_bytes(), ..letter }
}
