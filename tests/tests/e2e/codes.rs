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

#[test]
fn another_camera_is_chosen_and_kept_until_it_is_gone() {
    let bridge = page::bridge();
    let page = Page::new(
        &bridge,
        &[
            "--use-fake-ui-for-media-stream".into(),
            "--use-fake-device-for-media-stream=device-count=2".into(),
        ],
    );
    page.browser.go(&page.url);
    page.create_profile("Ada");
    let scan = || {
        page.browser.click(&id("new-chat"));
        page.browser.click(&id("open-invite"));
        page.browser.click(&id("join-camera"));
        page.browser.find(&id("camera-choice"));
    };
    // Seen by what is shown: its camera, and that it moves on.
    let until_seen = |label: &str| {
        let seen = "const video = document.querySelector('.camera video'), {mediaTime} = await new Promise(done =>\
                video.requestVideoFrameCallback((_, frame) => done(frame)));\
            const [track] = video.srcObject.getVideoTracks(), {selectedOptions: [chosen]} = document.querySelector(args[0]);\
            return mediaTime >= 0 && track.readyState === 'live' && track.label === chosen.text ? track.label : null";
        page.browser.until(&format!("{label} is seen"), || {
            (page.browser.script(seen, vec![json!(id("camera-choice"))]) == label).then_some(())
        });
    };
    scan();
    until_seen("fake_device_0");
    page.browser.script("window.first = document.querySelector('.camera video').srcObject", vec![]);
    page.go_to("Tab", &id("camera-choice"), "");
    page.press("ArrowDown");
    until_seen("fake_device_1");
    let off = "return first.getTracks().every(track => track.readyState === 'ended')";
    assert_eq!(page.browser.script(off, vec![]), true, "one runs at a time");
    page.picture("camera");
    page.browser.reload();
    scan();
    until_seen("fake_device_1");
    page.browser.script("localStorage.setItem('camera', 'unplugged')", vec![]);
    page.browser.reload();
    scan();
    until_seen("fake_device_0");
}
