//! A large file waits on the server, is fetched, cancelled, and fetched again.

use crate::world;
use estuary_tests::page::{self, Page, acquainted, id};
use rand::{RngCore, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::fs;

const NAME: &str = "log-of-the-trip.bin";

/// Presses what has the focus, after giving it to this element.
fn press(page: &Page, css: &str) {
    page.browser.find(css);
    page.browser.script("document.querySelector(args[0]).focus()", vec![css.into()]);
    page.press("Enter");
}

fn set_limit(page: &Page, bytes: u64) {
    page.browser.click(&id("settings"));
    let choose = "const select = document.querySelector('[data-testid=download-limit]');\
        if (!select || select.disabled) return false;\
        select.value = args[0]; select.dispatchEvent(new Event('change', {bubbles: true})); return select.value === args[0]";
    page.browser.until("the limit is chosen", || {
        (page.browser.script(choose, vec![bytes.to_string().into()]) == true).then_some(())
    });
    page.picture("settings-downloads");
    page.browser.click(&id("back"));
}

#[test]
fn a_large_file_is_fetched_when_it_is_asked_for() {
    let (recorder, bridge) = page::recorded_bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    set_limit(&page, 160 << 10);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(NAME);
    let mut bytes = vec![0; 6_000_000];
    StdRng::seed_from_u64(1).fill_bytes(&mut bytes);
    fs::write(&file, &bytes).unwrap();
    core.call("send_msg", [json!(chat), json!({"text": "Where we were", "file": file, "filename": NAME})]);

    page.open_first_chat();
    page.until_shown("Where we were");
    page.browser.find(&id("download"));
    assert!(page.browser.text(&id("attachment")).contains("6.0 MB"));
    page.picture("download-offered");

    // More than the page itself needs when it is loaded anew.
    recorder.hold(Some(3_500_000));
    press(&page, &id("download"));
    let part = "return document.querySelector('[data-testid=download-progress]')?.value ?? 0";
    page.browser
        .until("a part of it is here", || (page.browser.script(part, vec![]).as_f64()? > 50.0).then_some(()));
    page.picture("download-running");
    page.browser.reload();
    page.open_first_chat();
    press(&page, &id("download-cancel"));
    page.browser.find(&id("download"));
    recorder.hold(None);
    assert!(!page.browser.has(&id("download-progress")));

    press(&page, &id("download"));
    let here = "return [...document.querySelectorAll('[data-testid=attachment] button')].length === 1 && \
        !document.querySelector('[data-testid=download], [data-testid=download-cancel]')";
    page.browser.until("it is here", || (page.browser.script(here, vec![]) == true).then_some(()));
    // What went back is what came.
    page.choose("Where we were", "forward");
    page.browser.click(&id("choose-chat"));
    let back = core.until("it comes back", || {
        let mut found = core.received_files(NAME).into_iter();
        found.find(|message| message["downloadState"] == "Done" && message["file"] != Value::Null)
    });
    assert!(fs::read(back["file"].as_str().unwrap()).unwrap() == bytes);
}
