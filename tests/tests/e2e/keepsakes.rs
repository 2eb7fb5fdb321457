//! What came with messages, looked at again: galleries, and messages as their senders laid them out.

use crate::world;
use estuary_tests::{
    page::{self, Page, acquainted, id},
    real_core::CoreAccount,
};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;

fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_fn(320, 200, |x, y| image::Rgb([shade, (x / 2) as u8, y as u8]));
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A page and a real core that talk; the chat in the real core.
fn talk(bridge: &estuary_tests::bridge::Bridge) -> (Page, CoreAccount, u64) {
    let core = world::core(bridge, "Grace");
    let page = Page::with_profile(bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    (page, core, chat)
}

#[test]
fn what_came_is_found_again_by_its_kind() {
    let bridge = page::bridge();
    let (page, core, chat) = talk(&bridge);
    for shade in [20, 120, 220] {
        core.send_file(chat, &format!("shore-{shade}.png"), Some("Image"), &picture(shade));
    }
    core.send_file(chat, "tides.pdf", Some("File"), b"%PDF-1.4 when the water comes");
    core.send_file(chat, "crew.csv", Some("File"), b"Ada,Grace");
    core.send(chat, "That was the summer");
    page.until_shown("That was the summer");

    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("media"));
    let drawn = "return [...document.querySelectorAll('[data-testid=media-tile] img')].filter(image => image.naturalWidth === 320).length";
    page.browser.until("all pictures are drawn", || (page.browser.script(drawn, vec![]) == 3).then_some(()));
    page.browser.click(&id("media-files"));
    let lines = "return [...document.querySelectorAll('[data-testid=media-line] [dir=auto]:first-child')].map(name => name.innerText)";
    let until_listed = |names: Value| {
        page.browser.until(&format!("{names} are listed"), || {
            (page.browser.script(lines, vec![]) == names).then_some(())
        });
    };
    until_listed(json!(["crew.csv", "tides.pdf"]));
    page.browser.type_into(&id("media-name"), "TIDE");
    until_listed(json!(["tides.pdf"]));
    page.browser.type_into(&id("media-name"), " table");
    page.browser.find(&id("media-none"));
    page.browser.click(&id("media-sounds"));
    page.browser.find(&id("media-none"));

    // A file leads to its message, a picture into the viewer; and from anywhere there are those of all chats.
    page.browser.click(&id("media-files"));
    page.browser.click(&format!("li:last-child > {}", id("media-line")));
    let shown = "return document.activeElement.innerText.includes('tides.pdf')";
    page.browser
        .until("its message has the focus", || (page.browser.script(shown, vec![]) == true).then_some(()));
    page.press("Control+k");
    page.browser.click(&id("media-all"));
    page.browser.click(&id("media-tile"));
    page.browser.find(&id("stage"));
}

/// Everything a mail has been used for to tell its sender that it was opened, and more.
const HOSTILE: &str = "<html><head><base href='/evil-base/'><link rel=stylesheet href='/evil-link.css'>\
    <link rel=dns-prefetch href='//evil.example'><meta http-equiv=refresh content='0;url=/evil-refresh'>\
    <style>@import '/evil-import.css'; p { background: url(/evil-background.png) }</style><script>parent.ran = 1</script></head>\
    <body onload='parent.ran = 1' background='/evil-body.png'><h1>Tides</h1><p style='background: url(/evil-style.png)'>High at <b>nine</b></p>\
    <img src='/evil-image.png'><img srcset='/evil-set.png 1x' src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=dot>\
    <picture><source srcset='/evil-source.png'></picture><video src='/evil-video.mp4' poster='/evil-poster.png'></video>\
    <svg><image href='/evil-svg.png'/><script>parent.ran = 1</script></svg><iframe src='/evil-frame'></iframe>\
    <object data='/evil-object'></object><embed src='/evil-embed'><form action='/evil-form'><input type=image src='/evil-input.png' autofocus onfocus='parent.ran = 1'></form>\
    <math><mtext><img src='/evil-math.png'></mtext></math><a href='javascript:parent.ran=1'>act</a> <a href='https://example.org/tides' ping='/evil-ping'>more</a>\
    <table background='/evil-table.png'><tr><td onmouseover='parent.ran = 1'>cell</td></tr></table></body></html>";

#[test]
fn the_full_message_shows_its_layout_and_does_nothing() {
    let (recorder, bridge) = page::recorded_bridge();
    let (page, core, chat) = talk(&bridge);
    core.call("send_msg", [json!(chat), json!({"text": "Tides: high at nine", "html": HOSTILE})]);
    page.until_shown("Tides: high at nine");
    page.browser.click(&id("show-full"));
    page.browser.find(&id("full-message"));

    let shown =
        page.browser.script("return document.querySelector('[data-testid=full-message]').srcdoc", vec![]);
    let shown = shown.as_str().unwrap();
    for kept in [
        "<h1>Tides</h1>",
        "<b>nine</b>",
        "data:image/gif",
        "href=\"https://example.org/tides\"",
        "<td>cell</td>",
    ] {
        assert!(shown.contains(kept), "{kept} is missing in {shown}");
    }
    for gone in ["evil", "script", "parent", "style"] {
        assert!(!shown.contains(gone), "{gone} is in {shown}");
    }
    // Of what is cleaned away nothing may have been asked for before.
    page.browser.click(&format!("{} header button", id("dialog")));
    page.send("Read it");
    page.until_state("Read it", &["sent", "delivered", "read"]);
    assert!(!recorder.talks().iter().any(|talk| talk.contains(b"/evil")), "a part was asked for");
    assert_eq!(page.browser.script("return window.ran ?? null", vec![]), Value::Null);
}
