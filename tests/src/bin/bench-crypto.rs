//! Decrypt+verify, encrypt+sign and key generation: the core's WebAssembly beside OpenPGP.js in one page of a real
//! Chromium, beside the same core natively. Rounds are interleaved, so that a busy moment hits everybody.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a bench reports by panicking")]

use base64::{Engine, prelude::BASE64_STANDARD};
use estuary_bench_page::{Subject, generate_key};
use estuary_tests::{
    bridge::Bridge,
    browser::Browser,
    report::{Report, median},
};
use rand::RngCore;
use serde_json::json;
use std::{env, hint::black_box, time::Instant};

const ROUNDS: usize = 15;

/// More signers than a core remembers, so that each is met for the first time whenever it is their turn.
const STRANGERS: u32 = 40;

/// A measured operation: its name in the report, its name in the page, the size of the message, and how many in a row
/// make a sample that the page's clock can resolve.
struct Operation {
    name: &'static str,
    run: &'static str,
    size: usize,
    count: u32,
}

const OPERATIONS: [Operation; 8] = [
    Operation { name: "keygen", run: "keygen", size: 1_000, count: 20 },
    Operation { name: "decrypt_verify_1k", run: "decrypt_verify", size: 1_000, count: 50 },
    Operation {
        name: "decrypt_verify_1k_stranger",
        run: "decrypt_verify_stranger",
        size: 1_000,
        count: STRANGERS,
    },
    Operation { name: "decrypt_verify_100k", run: "decrypt_verify", size: 100_000, count: 5 },
    Operation { name: "decrypt_verify_1m", run: "decrypt_verify", size: 1 << 20, count: 1 },
    Operation { name: "encrypt_sign_1k", run: "encrypt_sign", size: 1_000, count: 50 },
    Operation { name: "encrypt_sign_100k", run: "encrypt_sign", size: 100_000, count: 5 },
    Operation { name: "encrypt_sign_1m", run: "encrypt_sign", size: 1 << 20, count: 1 },
];

fn main() {
    let folder =
        env::var_os("ESTUARY_BENCH_PAGES").expect("ESTUARY_BENCH_PAGES names the folder of the built page");
    let key = generate_key().unwrap();
    let payloads = [1_000, 100_000, 1 << 20].map(|size| (size, payload(size)));
    let native = Native::new(&key, &payloads);
    let bridge = Bridge::serving(folder.as_ref());
    let browser = Browser::start(&[]);
    browser.go(&bridge.url());
    browser.until("the page is ready", || {
        browser.script("return !!window.bench", vec![]).as_bool()?.then_some(())
    });
    let texts: Vec<_> =
        payloads.iter().map(|(size, text)| json!([size, BASE64_STANDARD.encode(text)])).collect();
    browser.script(
        "await bench.prepare(...args)",
        vec![json!(BASE64_STANDARD.encode(&key)), json!(texts), json!(STRANGERS)],
    );

    let mut report = Report::default();
    println!(
        "{:<28}{:>12}{:>14}{:>12}{:>12}{:>12}",
        "operation", "Estuary", "OpenPGP.js", "native", "speedup", "x native"
    );
    for operation in &OPERATIONS {
        let [mut estuary, mut openpgpjs, mut natively] = [(); 3].map(|()| Vec::new());
        for round in 0..=ROUNDS {
            let samples = [
                in_page(&browser, "estuary", operation),
                in_page(&browser, "openpgpjs", operation),
                native.measure(operation),
            ];
            // The first round warms up: compilers, caches.
            if round > 0 {
                estuary.push(samples[0]);
                openpgpjs.push(samples[1]);
                natively.push(samples[2]);
            }
        }
        let [estuary, openpgpjs, natively] = [estuary, openpgpjs, natively].map(median);
        let (speedup, over_native) = (openpgpjs / estuary, estuary / natively);
        let name = operation.name;
        println!(
            "{name:<28}{estuary:>9.3} ms{openpgpjs:>11.3} ms{natively:>9.3} ms{speedup:>11.1}x{over_native:>11.1}x"
        );
        report.figure(format!("{name}_ms"), estuary);
        report.figure(format!("{name}_speedup_vs_openpgpjs"), speedup);
        report.figure(format!("{name}_over_native"), over_native);
        report.row(json!({
            "operation": name, "bytes": operation.size, "rounds": ROUNDS,
            "estuary_ms": estuary, "openpgpjs_ms": openpgpjs, "native_ms": natively,
        }));
    }
    report.write("bench-crypto");
}

/// The base64 of random bytes: what an attachment looks like to the cipher, and no text compresses less.
fn payload(size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    rand::thread_rng().fill_bytes(&mut bytes);
    let mut text = BASE64_STANDARD.encode(bytes).into_bytes();
    text.truncate(size);
    text
}

fn in_page(browser: &Browser, contender: &str, operation: &Operation) -> f64 {
    let arguments =
        vec![json!(contender), json!(operation.run), json!(operation.size), json!(operation.count)];
    browser.script("return bench.measure(...args)", arguments).as_f64().expect("milliseconds")
}

/// The third contender.
struct Native {
    subject: Subject,
    messages: Vec<(usize, Vec<u8>, String)>,
    /// By strangers, in the order of their indices.
    strange: Vec<String>,
}

impl Native {
    fn new(key: &[u8], payloads: &[(usize, Vec<u8>)]) -> Self {
        let mut subject = Subject::new(key).unwrap();
        let strange = (0..STRANGERS).map(|_| {
            let (_, payload) = payloads.first().unwrap();
            subject.stranger(&generate_key().unwrap(), payload.clone()).unwrap()
        });
        let strange = strange.collect();
        let seal = |payload: &Vec<u8>| subject.encrypt_sign(payload.clone()).unwrap();
        let messages =
            payloads.iter().map(|(size, payload)| (*size, payload.clone(), seal(payload))).collect();
        Self { subject, messages, strange }
    }

    /// Milliseconds of one operation.
    fn measure(&self, operation: &Operation) -> f64 {
        let (_, payload, message) = self.messages.iter().find(|(size, ..)| *size == operation.size).unwrap();
        let start = Instant::now();
        for index in 0..operation.count as usize {
            match operation.run {
                "keygen" => drop(black_box(generate_key().unwrap())),
                "encrypt_sign" => drop(black_box(self.subject.encrypt_sign(payload.clone()).unwrap())),
                "decrypt_verify_stranger" => {
                    let message = self.strange.get(index).unwrap();
                    drop(black_box(self.subject.decrypt_verify_stranger(message, index).unwrap()));
                }
                _ => drop(black_box(self.subject.decrypt_verify(message).unwrap())),
            }
        }
        start.elapsed().as_secs_f64() * 1000.0 / f64::from(operation.count)
    }
}
