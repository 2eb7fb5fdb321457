//! The sample apps, on the workbench.

use estuary_tests::{bridge::Bridge, page, page::id, workbench::Workbench};

fn open(name: &str) -> (Bridge, Workbench) {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    bench.open_sample(name);
    (bridge, bench)
}

#[test]
fn the_torture_app_finds_nothing_wrong() {
    let (_bridge, bench) = open("torture");
    for peer in [0, 1] {
        bench.until(peer, "all is tried", "return document.documentElement.dataset.done === 'yes'");
        assert_eq!(bench.script(peer, "return document.documentElement.dataset.failed"), "");
    }
    let tried = bench.script(0, "return document.querySelectorAll('#results tr[data-result=fine]').length");
    assert!(tried.as_u64().unwrap() >= 19, "{tried}");

    bench.click(0, "nav a");
    let there = "return !!document.querySelector('#second') && location.search + location.hash === '?from=first#here'";
    bench.until(0, "the second page is there", there);
    bench.click(0, "#first");
    // What is sent as a page is left arrives, however often.
    for times in 1..=3 {
        let told = "const { counted, told } = document.querySelector('#left')?.dataset ?? {};\
            return counted > 0 && counted === told && counted";
        let counted = bench.until(0, "each leaving was told", told);
        assert_eq!(counted, times.to_string());
        bench.script(0, "location.reload()");
    }
}

#[test]
fn writers_of_one_text_end_with_the_same() {
    let (_bridge, bench) = open("editor");
    bench.page.browser.click(&id("developer-peer"));
    for peer in 0..3 {
        bench.until(peer, "it can be written", "return document.querySelector('#text')?.disabled === false");
    }
    // All at once, so that nobody has read the others before.
    for (peer, text) in ["one 🌊 ", "two ", "three "].into_iter().enumerate() {
        bench.type_into(peer, "#text", text);
    }
    bench.type_into(1, "#title", "Together\t");
    let text = "return document.querySelector('#text').value";
    let all = "const text = document.querySelector('#text').value;\
        return ['one 🌊 ', 'two ', 'three '].every(part => text.includes(part)) && text";
    let texts = [0, 1, 2].map(|peer| bench.until(peer, "all texts are there", all));
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
    for peer in 0..3 {
        bench.until(
            peer,
            "the title is there",
            "return document.querySelector('#title').value === 'Together'",
        );
    }
    bench.script(2, "const field = document.querySelector('#text'); field.value = ''; field.dispatchEvent(new InputEvent('input'))");
    for peer in 0..3 {
        bench.until(peer, "all is deleted", "return document.querySelector('#text').value === ''");
    }
    bench.type_into(0, "#text", "again");
    bench.until(2, "it goes on", "return document.querySelector('#text').value === 'again'");
    assert_eq!(bench.script(2, text), "again");
}

#[test]
fn a_folder_that_is_followed_is_loaded_anew_when_it_changes() {
    let bridge = page::bridge();
    let bench = Workbench::start(&bridge, &[]);
    // A folder of the browser's own stands for one of the machine: no script can choose one of those.
    let write = "const root = await navigator.storage.getDirectory();\
        const folder = await root.getDirectoryHandle('followed', {create: true});\
        const write = async (name, text) => {\
            const file = await (await folder.getFileHandle(name, {create: true})).createWritable();\
            await file.write(text); await file.close() };\
        await write('index.html', args[0]); await write('words.txt', args[1]);\
        window.showDirectoryPicker = async () => folder";
    let page = "<!doctype html><script src=webxdc.js></script><p id=word></p><script>\
        fetch('words.txt').then(r => r.text()).then(text => { document.querySelector('#word').textContent = text });\
        webxdc.setUpdateListener(u => { self.heard = u.payload }, 0)</script>";
    bench.page.browser.script(write, vec![page.into(), "first".into()]);
    bench.page.browser.click(&id("developer-follow-folder"));
    let shows = |word: &str| format!("return document.querySelector('#word')?.textContent === '{word}'");
    for peer in [0, 1] {
        bench.until(peer, "the app is there", &shows("first"));
    }
    bench.script(0, "webxdc.sendUpdate({payload: 'kept'}, '')");
    bench.until(1, "the other hears it", "return self.heard === 'kept'");
    bench.page.browser.script(write, vec![page.into(), "second".into()]);
    for peer in [0, 1] {
        bench.until(peer, "the change is there", &shows("second"));
        bench.until(peer, "what was done is too", "return self.heard === 'kept'");
    }
    bench.page.picture("developer");
}
