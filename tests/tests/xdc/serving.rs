//! Files, start and navigation: lines 3 to 20 and 63.

use crate::app::{PLAIN, files, open};
use serde_json::json;

#[test]
fn x04_the_hosts_script_wins_everywhere() {
    let inner = "<!doctype html><script src=webxdc.js></script><script>parent.inner = typeof webxdc.sendUpdate</script>";
    let (_bridge, bench) = open(&files(&[
        ("index.html", &(PLAIN.to_owned() + "<iframe src=a/b.html></iframe>")),
        ("webxdc.js", "window.webxdc = 'mine'"),
        ("a/webxdc.js", "window.webxdc = 'mine'"),
        ("a/b.html", inner),
    ]));
    assert_eq!(bench.until(0, "the inner page ran", "return self.inner"), "function");
    assert_eq!(bench.script(0, "return typeof webxdc.sendUpdate"), "function");
}

#[test]
fn x08_odd_names_load_and_tricks_do_not() {
    let (_bridge, bench) =
        open(&files(&[("index.html", PLAIN), ("a b/ä ü.txt", "spaced"), ("100%.txt", "percent")]));
    let read = |path: &str| {
        bench.script(0, &format!("const r = await fetch({path:?}); return r.ok ? await r.text() : r.status"))
    };
    assert_eq!(read("a b/ä ü.txt"), "spaced");
    assert_eq!(read("/a%20b/%C3%A4%20%C3%BC.txt"), "spaced");
    assert_eq!(read("100%25.txt"), "percent");
    for path in ["..%2findex.html", "a%5cb", "index.html%00", "%ff", "INDEX.HTML", "a b", "a b/"] {
        assert_eq!(read(path), 404, "{path}");
    }
}

#[test]
fn x10_kinds_of_files() {
    let kinds = [
        ("a.js", "text/javascript"),
        ("a.mjs", "text/javascript"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.wasm", "application/wasm"),
        ("a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.mp3", "audio/mpeg"),
        ("a.ogg", "audio/ogg"),
        ("a.mp4", "video/mp4"),
        ("a.woff2", "font/woff2"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.pdf", "application/octet-stream"),
        ("index.html", "text/html"),
    ];
    let texts: Vec<_> =
        kinds.iter().map(|(name, _)| (*name, if *name == "index.html" { PLAIN } else { "x" })).collect();
    let (_bridge, bench) = open(&files(&texts));
    for (name, kind) in kinds {
        let read = format!(
            "const r = await fetch('{name}'); return [r.headers.get('content-type'), r.headers.get('x-content-type-options')]"
        );
        assert_eq!(bench.script(0, &read), json!([kind, "nosniff"]), "{name}");
    }
}

#[test]
fn x11_parts_of_a_file() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN), ("a.mp3", "0123456789")]));
    let read = |range: &str| {
        bench.script(0, &format!("const r = await fetch('a.mp3', {{headers: {{range: '{range}'}}}}); return [r.status, await r.text(), r.headers.get('content-range')]"))
    };
    assert_eq!(read("bytes=2-4"), json!([206, "234", "bytes 2-4/10"]));
    assert_eq!(read("bytes=7-"), json!([206, "789", "bytes 7-9/10"]));
    assert_eq!(read("bytes=10-"), json!([416, "", "bytes */10"]));
}

#[test]
fn x12_large_archives_open() {
    let mut all = files(&[("index.html", PLAIN)]);
    all.push(("large.bin".to_owned(), (0..20 << 20).map(|n: u32| n.to_le_bytes()[1]).collect()));
    all.extend((0..1000).map(|n| (format!("many/{n}.txt"), n.to_string().into_bytes())));
    let (_bridge, bench) = open(&all);
    assert_eq!(
        bench.script(0, "return (await (await fetch('large.bin')).arrayBuffer()).byteLength"),
        20 << 20
    );
    let many = "return (await Promise.all([...Array(1000).keys()].map(async n => await (await fetch(`many/${n}.txt`)).text() === String(n)))).every(Boolean)";
    assert_eq!(bench.script(0, many), true);
}

#[test]
fn x13_the_app_starts_at_its_first_page_in_a_secure_context() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN)]));
    assert_eq!(
        bench.script(0, "return [location.pathname, isSecureContext, history.length > 0]"),
        json!(["/index.html", true, true])
    );
    assert_eq!(bench.script(0, "return document.compatMode"), "CSS1Compat");
}

#[test]
fn x16_links_history_and_reload_keep_the_interface() {
    let (_bridge, bench) = open(&files(&[
        ("index.html", &(PLAIN.to_owned() + "<a id=next href=sub/page.html?q#h>next</a>")),
        ("sub/page.html", "<!doctype html><script src=../webxdc.js></script><p id=second>"),
    ]));
    bench.click(0, "#next");
    bench.until(
        0,
        "the page is there",
        "return !!document.querySelector('#second') && location.search + location.hash === '?q#h'",
    );
    bench.script(0, "webxdc.sendUpdate({payload: 'from the second page'}, '')");
    bench.script(0, "history.back()");
    bench.until(0, "the first is back", "return !!document.querySelector('#next')");
    bench.script(0, "location.reload()");
    let listen = "const all = []; await webxdc.setUpdateListener(u => all.push(u.payload), 0); return all.length === 1 && all[0]";
    assert_eq!(bench.until(0, "it still talks", listen), "from the second page");
}

#[test]
fn x18_the_size_is_final_at_the_first_script() {
    let page = "<!doctype html><script>self.early = innerWidth</script><script src=webxdc.js></script>";
    let (_bridge, bench) = open(&files(&[("index.html", page)]));
    assert_eq!(bench.script(0, "return self.early > 100 && self.early === innerWidth"), true);
}

#[test]
fn x63_every_answer_of_the_worker_carries_the_policy() {
    let (_bridge, bench) = open(&files(&[("index.html", PLAIN), ("a.mp3", "0123456789")]));
    let read = "const policy = Object.keys((self.eval(await (await fetch('/__estuary__/settings.js')).text()), self.SETTINGS.policy));\
        const asked = [['index.html'], ['webxdc.js'], ['a/webxdc.js'], ['missing'], ['%ff'], ['/__estuary__/x'], \
        ['index.html', {method: 'POST'}], ['a.mp3', {headers: {range: 'bytes=1-2'}}], ['a.mp3', {headers: {range: 'bytes=99-'}}], \
        ['/__estuary__/keeper.html']];\
        return await Promise.all(asked.map(async ([path, how]) => { const r = await fetch(path, how);\
        return [r.status, policy.filter(name => r.headers.get(name) !== self.SETTINGS.policy[name])]; }))";
    let answers = bench.script(0, read);
    let status: Vec<_> = answers.as_array().unwrap().iter().map(|answer| answer[0].clone()).collect();
    assert_eq!(status, [200, 200, 200, 404, 404, 404, 405, 206, 416, 200]);
    assert!(answers.as_array().unwrap().iter().all(|answer| answer[1] == json!([])), "{answers}");
}
