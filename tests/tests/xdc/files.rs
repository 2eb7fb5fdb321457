//! Files that a person hands to an app: line 50.

use estuary_tests::{page::id, pair::Pair};
use std::fs;

/// Asks as its buttons say, and reads what it gets in the old way.
const PAGE: &str = "<!doctype html><meta charset=utf-8><script src=webxdc.js></script>\
    <button id=one>One</button><button id=all>All</button><input id=plain type=file><output id=taken></output><script>\
    const read = file => new Promise(done => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsText(file) });\
    const show = async files => { const texts = await Promise.all([...files].map(async file => `${file instanceof File} ${file.name} ${await read(file)}`)); taken.textContent = texts.join('; ') || 'nothing' };\
    one.onclick = () => webxdc.importFiles({extensions: ['.txt']}).then(show);\
    all.onclick = () => webxdc.importFiles({mimeTypes: ['text/*'], multiple: true}).then(show);\
    plain.onchange = () => show(plain.files);</script>";

#[test]
fn x50_files_are_a_persons_choice_and_none_is_one_too() {
    let pair = Pair::new();
    let browser = &pair.page.browser;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, name.to_uppercase()).unwrap();
        path
    };
    pair.send_app("take.xdc", &[("index.html", PAGE)]);
    pair.start("take.xdc");
    pair.until_app("it runs", "return !!self.webxdc && document.readyState === 'complete'");
    let until_taken =
        |what: &str| drop(pair.until_app(what, &format!("return taken.textContent === '{what}'")));
    let attribute = |name: &str| {
        browser.find(&id("import-device"));
        let read = format!("return document.querySelector('[data-testid=import-device]').{name}");
        browser.script(&read, vec![])
    };

    pair.click_in_app("#one");
    assert_eq!((attribute("multiple"), attribute("accept")), (false.into(), ".txt".into()));
    browser.upload(&id("import-device"), &file("a.txt"));
    until_taken("true a.txt A.TXT");
    pair.click_in_app("#one");
    browser.find(&id("import-device"));
    pair.page.press("Escape");
    until_taken("nothing");

    pair.click_in_app("#all");
    assert_eq!((attribute("multiple"), attribute("accept")), (true.into(), "text/*".into()));
    let both = format!("{}\n{}", file("b.txt").display(), file("c.txt").display());
    browser.type_into(&id("import-device"), &both);
    until_taken("true b.txt B.TXT; true c.txt C.TXT");

    browser.in_frame(&id("app-frame"), |browser| browser.upload("#plain", &file("d.txt"))).unwrap();
    until_taken("true d.txt D.TXT");
}
