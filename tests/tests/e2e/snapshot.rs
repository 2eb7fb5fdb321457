//! A start shows the chats as they were seen last, until the interface is there.

use crate::world;
use estuary_tests::page::{self, Page, id};
use serde_json::{Value, json};

/// Has no worker ever say anything, so that the page does not come further than the snapshot.
const MUTE: &str = "window.Worker = class extends EventTarget { postMessage() {} terminate() {} }";
/// What the list of chats says, where its rows are, the colours of people, and the sizes of their pictures.
const LOOK: &str = "const pane = document.querySelector(args[0] + ' .pane-list');\
    const all = css => [...pane.querySelectorAll(css)];\
    const place = ({x, y, width, height}) => [x, y, width, height];\
    return [pane.innerText, all('.chat-row').map(row => place(row.getBoundingClientRect())),\
        all('.avatar').map(avatar => getComputedStyle(avatar).backgroundColor),\
        all('.avatar img').map(image => image.naturalWidth)]";

fn look(page: &Page, within: &str) -> Value {
    page.browser.script(LOOK, vec![within.into()])
}

fn until_given_way(page: &Page) {
    page.browser.until("the snapshot gave way", || (!page.browser.has("#snapshot")).then_some(()));
}

const KEPT: &str = "return localStorage.getItem('snapshot-1')";

/// Leaves the page; what was kept of it, as HTML.
fn leave(page: &Page) -> Value {
    page.browser.go(&format!("{}/icon.svg", page.url));
    page.browser.script(KEPT, vec![])
}

#[test]
fn a_start_shows_the_chats_as_they_were_seen_last() {
    let bridge = page::bridge();
    // A name that would call if it were taken for HTML.
    let core = world::core(&bridge, "<img src=x onerror=\"window.called=1\">&amp;");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = page::acquainted(&page, &core);
    page.send("the last word");
    core.until_received("the last word");
    page.until_state("the last word", &["delivered"]);
    page.browser.reload();
    page.browser.find(&id("chat-row"));
    until_given_way(&page);
    page.settle();
    let seen = look(&page, &id("panes"));
    let words = seen[0].as_str().unwrap();
    assert!(words.contains("the last word") && words.contains("onerror"), "{words}");

    let muted = page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": MUTE}));
    page.browser.reload();
    page.browser.find("#snapshot");
    assert_eq!(look(&page, "#snapshot"), seen, "nothing moves when the list itself comes");
    assert_eq!(page.browser.script("return window.called ?? null", vec![]), Value::Null);
    let focus = "document.querySelector('#snapshot button').focus(); return document.activeElement.tagName";
    assert_eq!(page.browser.script(focus, vec![]), "BODY", "it is a picture");
    // A start that hangs is seen to hang.
    until_given_way(&page);

    // In another release, elements and styles may have other names.
    page.browser.devtools("Page.removeScriptToEvaluateOnNewDocument", muted);
    page.browser.go(&page.url);
    page.browser.find(&id("chat-row"));
    let kept = leave(&page);
    let other = kept.as_str().unwrap().replacen("data-release=\"", "data-release=\"other-", 1);
    page.browser.script("localStorage.setItem('snapshot-1', args[0])", vec![other.into()]);
    let muted = page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": MUTE}));
    page.browser.go(&page.url);
    page.browser.find(&format!("{} [role=status]", ".splash"));
    assert!(!page.browser.has("#snapshot"));
    page.browser.devtools("Page.removeScriptToEvaluateOnNewDocument", muted);

    // What happens while nobody looks is kept as well.
    page.browser.go(&page.url);
    page.browser.find(&id("chat-row"));
    let behind = page.browser.tab();
    page.browser.new_tab(&format!("{}/icon.svg", page.url));
    core.send(chat, "while you were away");
    page.browser.until("the snapshot follows", || {
        let kept = page.browser.script(KEPT, vec![]);
        kept.as_str().is_some_and(|kept| kept.contains("while you were away")).then_some(())
    });
    page.browser.close_tab();
    page.browser.switch(&behind);

    // What is not the list is not shown as if it were.
    page.browser.go(&page.url);
    page.browser.find(&id("chat-row"));
    page.browser.type_into("input[type=search]", "word");
    page.browser.find(&id("found"));
    assert_eq!(leave(&page), Value::Null);
}
