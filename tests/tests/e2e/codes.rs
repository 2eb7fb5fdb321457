//! QR codes: shown, loaded from a picture, seen by the camera.

use crate::world;
use estuary_tests::{
    page::{self, Page, id},
    qr,
};
use serde_json::json;
use std::fs;

#[test]
fn the_own_code_is_read_from_the_screen_and_lets_the_real_core_in() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    let link = page.show_invite();
    page.browser.find(&id("invite-qr"));
    // The dialog comes into sight in a moment, not at once.
    let read = page
        .browser
        .until("the code can be read", || qr::read(&page.browser.screenshot()).into_iter().next());
    assert_eq!(read, link);

    let core = world::core(&bridge, "Grace");
    let chat = core.join(&link);
    core.until_joined();
    core.send(chat, "I scanned your screen");
    page.browser.reload();
    page.open_first_chat();
    page.until_shown("I scanned your screen");
}

#[test]
fn a_code_is_read_from_a_picture() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("invite.png");
    fs::write(&file, qr::png(&core.invite())).unwrap();
    page.browser.click(&id("new-chat"));
    page.browser.click(&id("open-invite"));
    page.browser.upload(&id("join-image"), &file);
    page.agree_to_join();
    core.until_joined();
}

#[test]
fn an_invite_is_pasted_by_a_press() {
    let bridge = page::bridge();
    let page = Page::with_profile(&bridge, "Ada");
    page.browser.click(&id("new-chat"));
    page.browser.click(&id("open-invite"));
    let set = |name: &str, setting: &str| {
        let permission = json!({"permission": {"name": name}, "setting": setting});
        page.browser.devtools("Browser.setPermission", permission);
    };
    set("clipboard-read", "denied");
    page.browser.click(&id("join-paste"));
    page.browser.find(&id("problem"));
    set("clipboard-read", "granted");
    set("clipboard-write", "granted");
    page.browser.script("await navigator.clipboard.writeText('  no invite ')", vec![]);
    page.browser.click(&id("join-paste"));
    let pasted = format!("return document.querySelector('{}').value", id("join-link"));
    page.browser
        .until("it is pasted", || (page.browser.script(&pasted, vec![]) == "  no invite ").then_some(()));
}

#[test]
fn a_code_is_read_by_the_camera() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("invite.y4m");
    fs::write(&film, qr::y4m(&core.invite())).unwrap();
    let page = Page::new(
        &bridge,
        &[
            "--use-fake-ui-for-media-stream".into(),
            "--use-fake-device-for-media-stream".into(),
            format!("--use-file-for-fake-video-capture={}", film.display()),
        ],
    );
    page.browser.go(&page.url);
    page.create_profile("Ada");
    page.browser.click(&id("new-chat"));
    page.browser.click(&id("open-invite"));
    page.browser.click(&id("join-camera"));
    page.agree_to_join();
    core.until_joined();
}
