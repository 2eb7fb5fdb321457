//! What people do with messages and chats all day, with an unmodified Delta Chat on the other side.

use crate::world;
use estuary_tests::{
    page::{self, Page, acquainted, id},
    real_core::state,
};
use serde_json::{Value, json};

/// A picture of this width, as a file.
fn picture(page: &Page, width: u32, format: &str) -> tempfile::NamedTempFile {
    page.draw_picture(width, "#0a7480", "#0a7480", format)
}

/// Names of the files that wait in the open chat, in their order, once all are ready.
fn waiting(page: &Page) -> Option<Vec<String>> {
    let read = "return [...document.querySelectorAll('[data-testid=tray-item]')].map(item =>\
        [item.querySelector('.tray-name').innerText, !!item.querySelector('[role=status]')])";
    let items: Vec<(String, bool)> = serde_json::from_value(page.browser.script(read, vec![])).unwrap();
    items.iter().all(|(_, busy)| !busy).then(|| items.into_iter().map(|(name, _)| name).collect())
}

#[test]
fn files_wait_together_leave_in_order_and_pictures_are_looked_at() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    let file = picture(&page, 320, "png");
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.txt");
    std::fs::write(&plan, "north, then west").unwrap();
    page.browser.upload_all(&id("attach"), &[file.path(), &plan]);
    // What is pasted and dropped waits behind what was chosen.
    let give = "const data = new DataTransfer(); data.items.add(new File(['words'], args[1], {type: 'text/plain'}));\
        const event = args[0] === 'paste' ? new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})\
            : new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});\
        document.querySelector('[data-testid=composer]').dispatchEvent(event)";
    for (way, name) in [("paste", "pasted.txt"), ("paste", "mistake.txt"), ("drop", "dropped.txt")] {
        page.browser.script(give, vec![way.into(), name.into()]);
    }
    page.browser.until("all are ready", || waiting(&page).filter(|names| names.len() == 5));
    page.until_focus(&id("composer"));
    page.go_to("Shift+Tab", &format!("{}:nth-child(4) {}", id("tray-item"), id("tray-remove")), "");
    page.press("Enter");
    page.until_focus(&id("composer"));
    page.picture("files");
    page.browser.reload();
    page.browser.until("the list shows the first of them", || {
        page.browser.text(&id("chat-row")).contains("Draft: Picture").then_some(())
    });
    page.open_first_chat();
    let names = page.browser.until("the draft is back", || waiting(&page).filter(|names| names.len() == 4));
    assert_eq!(names[1..], ["plan.txt", "pasted.txt", "dropped.txt"]);
    let drawn = "return document.querySelector('img.tray-look')?.naturalWidth === 320";
    page.browser.until("its picture is drawn", || (page.browser.script(drawn, vec![]) == true).then_some(()));
    page.send("The harbour");
    let received = core.until_received("The harbour");
    assert_eq!((&received["viewType"], &received["dimensionsWidth"]), (&json!("Image"), &json!(320)));
    let last = core.until("the last file arrives", || core.received_files("dropped.txt").pop());
    let before = |name: &str| core.received_files(name).pop().map(|message| message["id"].as_u64());
    let order =
        [Some(received["id"].as_u64()), before("plan.txt"), before("pasted.txt"), Some(last["id"].as_u64())];
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{order:?}");
    assert!(core.received_files("mistake.txt").is_empty());
    assert_eq!(waiting(&page), Some(Vec::new()));

    let other = picture(&page, 320, "jpeg");
    let answer = json!({"text": "The other bank", "file": other.path(), "viewtype": "Image"});
    core.call("send_msg", [json!(chat), answer]);
    page.until_shown("The other bank");
    let drawn = "return [...document.querySelectorAll('[data-testid=picture] img')].filter(image => image.naturalWidth === 320).length";
    page.browser.until("both pictures are drawn", || (page.browser.script(drawn, vec![]) == 2).then_some(()));
    page.browser.click(&id("picture"));
    page.browser.find(&id("stage"));
    page.browser.find(&id("in-viewer-next"));
    page.press("ArrowRight");
    page.browser
        .until("the last picture is shown", || (!page.browser.has(&id("in-viewer-next"))).then_some(()));
    copied_and_shared(&page);
    page.browser.click(&id("in-close"));
    page.until_focus(&id("picture"));
    page.press("Enter");
    page.browser.find(&id("stage"));
    page.go_to("Tab", &id("stage"), "");
    page.press("Escape");
    page.until_focus(&id("picture"));
}

/// The picture that is shown large is copied as PNG, which it is not, and handed on where the system takes it.
fn copied_and_shared(page: &Page) {
    let allow = |permissions: Value| {
        page.browser.devtools("Browser.grantPermissions", json!({"permissions": permissions}))
    };
    allow(json!(["clipboardReadWrite", "clipboardSanitizedWrite"]));
    page.browser.click(&id("in-copy-image"));
    let copied = "const [item] = await navigator.clipboard.read();\
        return (await createImageBitmap(await item.getType('image/png'))).width";
    page.browser.until("it is on the clipboard", || {
        page.browser.try_script(copied, vec![]).is_ok_and(|width| width == 320).then_some(())
    });
    // What programs there are is the system's to say; here there are none until one is.
    assert!(!page.browser.has(&id("in-share")));
    let offer = "navigator.canShare = data => data.files.every(file => file.type === 'image/jpeg');\
        navigator.share = async data => { window.shared = data.files[0] }";
    page.browser.script(offer, vec![]);
    page.press("ArrowLeft");
    page.browser.find(&id("in-viewer-next"));
    assert!(!page.browser.has(&id("in-share")), "not of this kind");
    page.press("ArrowRight");
    page.browser.click(&id("in-share"));
    let shared = "return window.shared && (await createImageBitmap(window.shared)).width";
    page.browser.until("it is shared", || (page.browser.script(shared, vec![]) == 320).then_some(()));
    // What cannot be drawn is not the clipboard's fault.
    page.browser.script("self.createImageBitmap = async () => { throw new Error('damaged') }", vec![]);
    page.browser.click(&id("in-copy-image"));
    let told = "return document.querySelector('[data-testid=problem] p')?.innerText.includes('picture')";
    page.browser.until("it is told", || (page.browser.script(told, vec![]) == true).then_some(()));
    told_in_front(page);
}

/// A problem stands before the picture, where it can be read and pressed; behind it, it is not told again.
fn told_in_front(page: &Page) {
    let alert = ".notice [role=alert]";
    assert!(page.browser.has(&format!(".viewer {alert}")));
    page.picture("problem-in-front");
    page.browser.click(".viewer .notice > .icon-button");
    page.browser.until("it is put away", || (!page.browser.has(alert)).then_some(()));
    page.browser.click(&id("in-copy-image"));
    page.browser.find(&format!(".viewer {alert}"));
    page.browser.click(&id("in-close"));
    page.browser.find(".notice");
    assert!(!page.browser.has(alert), "what was told is not told again");
    page.browser.click(".notice > .icon-button");
    page.browser.click(&id("picture"));
    page.browser.find(&id("stage"));
}

#[test]
fn pictures_are_small_and_videos_told_to_be_large_for_those_who_save_data() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    page.browser.find(&id("composer"));
    let wide = picture(&page, 2_000, "png");
    let sent = |text: &str| {
        page.browser.upload(&id("attach"), wide.path());
        page.browser.until("it is ready", || waiting(&page).filter(|names| names.len() == 1));
        page.send(text);
        core.until_received(text)["dimensionsWidth"].as_u64()
    };
    assert_eq!(sent("As usual"), Some(1280));
    page.browser.click(&id("settings"));
    page.browser.click(&id("saves-data"));
    page.open_first_chat();
    assert_eq!(sent("Smaller"), Some(640));

    // A camera is asked where people point with fingers.
    page.browser.click(&id("attach-menu"));
    page.browser.find(&id("media-files"));
    assert!(!page.browser.has(&id("camera")));
    page.press("Escape");
    page.browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    page.browser.click(&id("attach-menu"));
    page.browser.find(&id("camera"));
    page.press("Escape");
    page.browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": false}));

    // No browser makes a video smaller: that it is large is told before it is sent, or that it is too much.
    let video = tempfile::Builder::new().suffix(".mp4").tempfile().unwrap();
    for (bytes, told) in [(12_000_000, "12.0 MB. Large"), (21_000_000, "at most 18.8 MB")] {
        video.as_file().set_len(bytes).unwrap();
        page.browser.upload(&id("attach"), video.path());
        page.until_waiting(told);
        page.picture(&format!("video-{bytes}"));
        page.browser.click(&id("tray-remove"));
        page.browser.until("nothing waits", || (!page.browser.has(&id("tray-item"))).then_some(()));
    }
}

#[test]
fn stickers_are_kept_and_sent_again() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.browser.click(&id("emoji-button"));
    page.browser.click(&id("stickers"));
    page.browser.find(&id("stickers-none"));
    page.browser.click(&id("emoji-button"));
    let wave = picture(&page, 128, "png");
    core.call("send_msg", [json!(chat), json!({"file": wave.path(), "viewtype": "Sticker"})]);
    page.browser.click(&format!("{}:has({}) {}", id("message"), id("picture"), id("message-menu")));
    page.browser.click(&id("sticker-keep"));
    // With the keyboard alone, also after a reload.
    page.browser.reload();
    page.open_first_chat();
    page.tab_and_enter(&id("emoji-button"));
    page.tab_and_enter(&id("stickers"));
    page.tab_and_enter(&id("sticker-choice"));
    page.until_focus(&id("composer"));
    let sent = core.until("the sticker arrives", || core.received_with("viewType", "Sticker").pop());
    let file = std::fs::read(sent["file"].as_str().unwrap()).unwrap();
    assert_eq!(file, std::fs::read(wave.path()).unwrap());
    page.browser.click(&id("emoji-button"));
    page.browser.click(&id("stickers"));
    page.picture("stickers");
    page.tab_and_enter(&id("sticker-forget"));
    page.browser.find(&id("stickers-none"));
}

#[test]
fn reactions_edits_and_deletions_reach_the_other_side() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    let question = core.send(chat, "Shall we sail?");
    page.until_shown("Shall we sail?");
    page.choose("Shall we sail?", "quick-reaction");
    core.until("the reaction arrives", || {
        core.message(question)["reactions"]["reactions"][0]["emoji"].as_str().map(str::to_owned)
    });
    page.browser.find(&id("reaction"));

    page.send("At sevn");
    page.until_state("At sevn", &["delivered", "read"]);
    let received = core.until_received("At sevn");
    page.choose("At sevn", "edit");
    page.browser.script("document.querySelector('[data-testid=edit-text]').value = ''", vec![]);
    page.browser.type_into(&id("edit-text"), "At seven\n");
    page.until_shown("At seven");
    core.until_received("At seven");

    page.choose("At seven", "delete");
    page.browser.click(&id("delete-for-all"));
    let gone = received["id"].clone();
    core.until("it is gone on the other side", || {
        core.try_call("get_message", [gone.clone()])
            .map_or(Some(()), |found: Value| found["text"].ne("At seven").then_some(()))
    });
    page.browser.until("it is gone here", || (!page.texts().contains(&"At seven".to_owned())).then_some(()));
}

#[test]
fn chats_are_archived_and_come_back() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    acquainted(&page, &core);
    page.browser.find(&id("composer"));
    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("archive"));
    page.browser.find(&id("archived-chats"));
    page.browser.click(&id("archived-chats"));
    page.open_chat("Grace");
    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("unarchive"));
    page.browser.until("the archive is empty", || (!page.browser.has(&id("archived-chats"))).then_some(()));
    page.open_chat("Grace");
}

#[test]
fn unread_chats_are_shown_alone_until_all_is_read() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    page.browser.find(&id("composer"));
    // A long wait waits until it is told that it is over.
    let long = "const real = window.setTimeout;\
        window.setTimeout = (act, time, ...rest) => time > 300_000 ? void (window.later ??= []).push(act) : real(act, time, ...rest)";
    page.browser.script(long, vec![]);
    let question = core.send(chat, "Shall we sail?");
    page.until_shown("Shall we sail?");
    core.until_state(question, state::READ);
    for place in ["chat-row", "chat-head"] {
        page.browser.find(&format!("{} {}", id(place), id("seen")));
    }
    page.browser.script("window.later.forEach(act => act())", vec![]);
    page.browser.until("a moment is over", || (!page.browser.has(&id("seen"))).then_some(()));

    page.browser.click(&id("chat-menu"));
    page.browser.click(&id("mark-unseen"));
    page.browser.until("it is unread", || (page.browser.text(&id("unread")) == "1").then_some(()));
    let only_unread = || {
        page.browser.find(&id("list-menu"));
        page.go_to("Shift+Tab", &id("list-menu"), "");
        page.choose_by_keys("Enter", &id("unread-only"));
        page.browser.find(&id("unread-clear"));
    };
    only_unread();
    page.browser.until("what is read is not there", || (!page.browser.has(&id("device-row"))).then_some(()));
    page.picture("chats-unread");
    page.press("Control+k");
    page.browser.click(&id("palette-all-seen"));
    page.browser.until("nothing is unread", || (!page.browser.has(&id("chat-row"))).then_some(()));
    page.browser.find(&format!("{} .empty", ".chat-list"));
    page.go_to("Shift+Tab", &id("unread-clear"), "");
    page.press("Enter");
    page.browser.find(&id("device-row"));
    assert!(!page.browser.has(&id("unread")));
}
