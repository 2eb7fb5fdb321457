//! From a URL to a member, with and without an invite in it.

use crate::world;
use estuary_tests::{
    bridge::Bridge,
    page::{self, Page, id},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

#[test]
fn the_first_load_asks_for_a_name_and_nothing_else() {
    let bridge = page::bridge();
    let page = Page::new(&bridge, &[]);
    page.browser.go(&page.url);
    page.browser.find(&id("name"));
    page.create_profile("Ada");

    // What is there stays there, over a reload and over a restart of the browser.
    page.browser.reload();
    page.browser.find(&id("panes"));
    let mut page = page;
    page.browser.restart();
    page.browser.go(&page.url);
    page.browser.find(&id("panes"));
    assert!(!page.browser.has(&id("name")));

    page.browser.click(&id("settings"));
    page.browser.find(&id("profile-name"));
}

#[test]
fn an_invite_in_the_url_first_makes_the_profile_and_then_joins() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let invite = core.invite();
    let (_, fragment) = invite.split_once('#').unwrap();
    let page = Page::new(&bridge, &[]);
    page.browser.go(&format!("{}/#{fragment}", page.url));
    page.browser
        .until("the inviter is named", || page.browser.text(&id("invited")).contains("Grace").then_some(()));
    page.create_profile("Ada");
    assert!(page.browser.text(&id("join-ask")).contains("Grace"));
    page.agree_to_join();
    core.until_joined();
    page.browser.find(&id("composer"));
    page.send("I came by your link");
    core.until_received("I came by your link");
    // Neither the address bar nor a reload offers the invite a second time.
    assert!(!page.browser.url().contains(fragment));
    page.browser.reload();
    page.browser.find(&id("panes"));
    assert!(!page.browser.has(&id("join-ask")));
}

/// Makes the pages in a folder another release, with the same files.
fn release(folder: &Path, name: &str) {
    let list: Value = serde_json::from_slice(&fs::read(folder.join("precache.json")).unwrap()).unwrap();
    for file in ["precache.json", "sw.js"] {
        let before = fs::read_to_string(folder.join(file)).unwrap();
        fs::write(folder.join(file), before.replace(list["release"].as_str().unwrap(), name)).unwrap();
        fs::remove_file(folder.join(format!("{file}.br"))).unwrap();
    }
}

#[test]
fn another_release_waits_until_the_person_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let files = fs::read_dir(page::pages()).unwrap().map(Result::unwrap);
    for file in files.filter(|file| file.path().is_file()) {
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let bridge = Bridge::serving(folder.path());
    let page = Page::with_profile(&bridge, "Ada");
    let served = "return !!navigator.serviceWorker.controller";
    page.browser
        .until("the first release is kept", || (page.browser.script(served, vec![]) == true).then_some(()));
    release(folder.path(), "another");
    page.browser.reload();
    page.browser.find(&id("update-now"));
    page.audit("update");
    let kept = "return (await caches.keys()).filter(name => name.startsWith('estuary-'))";
    assert_eq!(
        page.browser.script(kept, vec![]).as_array().map(Vec::len),
        Some(2),
        "nothing changes by itself"
    );
    page.tab_and_enter(&id("update-now"));
    page.browser.until("the other release is shown", || {
        let kept = page.browser.try_script(kept, vec![]).ok()?;
        (kept == json!(["estuary-another"]) && page.browser.has(&id("settings"))).then_some(())
    });
    page.browser.until("nothing is offered", || (!page.browser.has(&id("update-now"))).then_some(()));
}
