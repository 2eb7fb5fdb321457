//! What is an app and what is not: lines 1 to 3, 6, 7 and 9.

use crate::app::{LOADED, PLAIN, files, open};
use estuary_tests::{
    page::{self, id},
    workbench::Workbench,
    xdc,
};
use serde_json::json;

/// The name that the host gives to the frame of the first peer.
const NAME: &str = "return document.querySelector('[data-testid=app-frame]')?.title";

#[test]
fn x01_an_archive_without_a_first_page_is_no_app() {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    bench.open(&files(&[("main.html", PLAIN), ("sub/index.html", PLAIN)]));
    assert!(bench.page.browser.text(&id("problem")).contains("not a mini app"));
    assert!(!bench.page.browser.has(&id("peer")));
}

#[test]
fn x02_what_is_no_archive_is_refused_and_the_next_one_opens() {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    for bytes in [
        &b""[..],
        b"PK",
        b"7z\xbc\xaf\x27\x1c",
        &[0; 100_000],
        b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        bench.open_file("broken.xdc", bytes);
        bench.page.browser.find(&id("problem"));
        assert!(!bench.page.browser.has(&id("peer")));
    }
    bench.open(&files(&[("index.html", PLAIN)]));
    bench.until(0, "the app is there", "return !!document.querySelector('#app')");
    assert!(!bench.page.browser.has(&id("problem")));
}

#[test]
fn x03_what_is_packed_in_either_way_is_the_same_and_damage_is_not_served() {
    let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let text = "the same again, ".repeat(5_000);
    let packed = [
        xdc::Entry::stored("index.html", PLAIN.as_bytes()),
        xdc::Entry::stored("noise.bin", &noise),
        xdc::Entry::deflated("packed.bin", &noise),
        xdc::Entry::deflated("text.txt", text.as_bytes()),
        xdc::Entry::deflated("nothing.txt", b""),
        xdc::Entry::stored("damaged.txt", b"as it was").damaged(),
        xdc::Entry::deflated("torn.txt", text.as_bytes()).damaged(),
    ];
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    bench.open_file("app.xdc", &xdc::archive_of(&packed));
    bench.until(0, "the app is there", LOADED);
    let read = "const sum = async name => { const r = await fetch(name); if (!r.ok) return r.status; \
        const bytes = new Uint8Array(await r.arrayBuffer()); let sum = 0; for (const byte of bytes) sum = (sum * 31 + byte) % 1000003; \
        return [bytes.length, sum] }; return await Promise.all(['noise.bin', 'packed.bin', 'text.txt', 'nothing.txt', 'damaged.txt', 'torn.txt'].map(sum))";
    let sum = |bytes: &[u8]| bytes.iter().fold(0, |sum: u64, byte| (sum * 31 + u64::from(*byte)) % 1_000_003);
    let expected = json!([
        [noise.len(), sum(&noise)],
        [noise.len(), sum(&noise)],
        [text.len(), sum(text.as_bytes())],
        [0, 0],
        404,
        404
    ]);
    assert_eq!(bench.script(0, read), expected);
}

#[test]
fn x06_a_blank_name_is_the_files_and_a_broken_manifest_is_none() {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    let cases = [
        ("named.xdc", "name = \"A name\"", "A name"),
        ("blank.xdc", "name = \"  \"", "blank.xdc"),
        ("torn.xdc", "name = \"A name\"\n[[[", "torn.xdc"),
        ("number.xdc", "name = 7", "number.xdc"),
    ];
    for (file, manifest, name) in cases {
        let files = [("index.html", PLAIN), ("manifest.toml", manifest)];
        bench.open_file(file, &xdc::archive(files.map(|(name, text)| (name, text.as_bytes()))));
        bench.page.browser.until(&format!("{file} is called {name}"), || {
            (bench.page.browser.script(NAME, vec![]) == name).then_some(())
        });
    }
}

#[test]
fn x07_an_app_for_a_newer_host_says_so_instead_of_running() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN), ("manifest.toml", "min_api = 2")]));
    let shown =
        "return document.body?.innerText.includes('newer version') && !document.querySelector('#app')";
    bench.until(0, "the notice is shown", shown);
    assert_eq!(bench.script(0, "return typeof window.webxdc"), "undefined");
}

#[test]
fn x09_what_is_not_there_is_a_404_under_the_whole_policy() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    let read = "self.eval(await (await fetch('/__estuary__/settings.js')).text()); const policy = self.SETTINGS.policy;\
        const answers = await Promise.all(['none', 'a/b/c.html', '/.well-known/x', 'index.html/', '?', '/__estuary__/none'].map(path => fetch(path)));\
        return answers.map(r => [r.status, Object.keys(policy).length > 5 && Object.keys(policy).every(name => r.headers.get(name) === policy[name])])";
    let answers = bench.script(0, read);
    let found: Vec<_> =
        answers.as_array().unwrap().iter().map(|answer| answer[0].as_u64().unwrap()).collect();
    assert_eq!(found, [404, 404, 404, 404, 200, 404]);
    assert!(answers.as_array().unwrap().iter().all(|answer| answer[1] == true), "{answers}");
    // As a page, too.
    bench.script(0, "location.href = 'none.html'");
    bench.until(0, "the answer is shown", "return document.body?.innerText.includes('no such file')");
    let reach = format!(
        "return await fetch('{}/healthz', {{mode: 'no-cors'}}).then(() => 'out', () => 'in')",
        bench.page.url
    );
    assert_eq!(bench.script(0, &reach), "in");
}
