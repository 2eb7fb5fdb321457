//! Apps and the chat around them: lines 5, 42, 43 and 46 to 49.

use crate::app::PLAIN;
use estuary_tests::{page::id, pair::Pair, xdc};
use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;

const RUNS: &str = "return !!window.webxdc && document.readyState === 'complete'";
/// Something that is no picture, whatever its name says.
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='parent.ran = true'><script>parent.ran = true</script></svg>";

/// Whether these are the notices of apps in the chat, from the first to the last.
fn tells(pair: &Pair, notices: &[&str]) -> bool {
    let read =
        "return [...document.querySelectorAll('[data-testid=app-notice]')].map(notice => notice.innerText)";
    pair.page.browser.script(read, vec![]) == json!(notices)
}

/// Somebody with a running app that has something for a chat.
fn giver(files: &[(&str, &str)]) -> Pair {
    let pair = Pair::new();
    pair.send_app("give.xdc", files);
    pair.start("give.xdc");
    pair.until_app("it runs", RUNS);
    pair
}

fn until_gone(pair: &Pair, what: &str) {
    pair.page.browser.until(&format!("{what} is gone"), || (!pair.page.browser.has(&id(what))).then_some(()));
}

#[test]
fn x05_the_first_icon_counts_and_is_never_more_than_a_picture() {
    let pair = Pair::new();
    let mut picture = Cursor::new(Vec::new());
    RgbImage::new(1, 1).write_to(&mut picture, ImageFormat::Png).unwrap();
    let picture = picture.into_inner();
    let app = |name: &str, icons: &[(&str, &[u8])]| {
        let manifest = format!("name = {name:?}");
        let fixed = [("index.html", PLAIN.as_bytes()), ("manifest.toml", manifest.as_bytes())];
        xdc::archive(fixed.into_iter().chain(icons.iter().copied()))
    };
    let apps = [
        ("Both", app("Both", &[("icon.jpg", b"no picture"), ("icon.png", &picture)]), true),
        ("Script", app("Script", &[("icon.png", SVG)]), false),
        ("None", app("None", &[]), false),
    ];
    for (name, archive, has_icon) in apps {
        pair.core.send_file(pair.chat, &format!("{name}.xdc"), Some("Webxdc"), &archive);
        let icon = "const card = [...document.querySelectorAll('[data-testid=app-card]')].find(card => card.innerText.includes(args[0]));\
            const image = card?.querySelector('img'); return card ? { shown: !!image && image.complete && image.naturalWidth === 1 } : null";
        pair.page.browser.until(&format!("{name} is shown as it should be"), || {
            (pair.page.browser.script(icon, vec![json!(name)])["shown"] == has_icon).then_some(())
        });
    }
    assert_eq!(pair.page.browser.script("return window.ran ?? null", vec![]), Value::Null);
}

#[test]
fn x42_notices_in_a_row_are_one_unless_they_lead_somewhere() {
    let pair = Pair::new();
    let sent = pair.send_app("tell.xdc", &[("index.html", PLAIN)]);
    pair.page.browser.find(&id("app-card"));
    for (number, info) in ["first", "second", "third"].iter().enumerate() {
        pair.core.send_update(sent, &json!({"payload": number, "info": info}));
    }
    pair.page.browser.until("only the last is shown", || tells(&pair, &["third"]).then_some(()));
    pair.core.send_update(sent, &json!({"payload": 4, "info": "leads", "href": "#there"}));
    pair.core.send_update(sent, &json!({"payload": 5, "info": "leads, too", "href": "#there"}));
    pair.page.browser.until("each that leads somewhere is shown", || {
        tells(&pair, &["third", "leads", "leads, too"]).then_some(())
    });
}

#[test]
fn x43_document_and_summary_are_single_lines_of_text() {
    let pair = Pair::new();
    let sent = pair.send_app("title.xdc", &[("index.html", PLAIN), ("manifest.toml", "name = \"Named\"")]);
    let update = json!({"payload": 1, "document": "<b>Doc</b>\nument", "summary": "one\r\ntwo \u{202e}three<img src=x onerror=top.ran=1>"});
    pair.core.send_update(sent, &update);
    pair.page.browser.until("both are shown", || {
        let (name, summary) =
            (pair.page.browser.text(&id("app-name")), pair.page.browser.has(&id("app-summary")));
        (name.contains("<b>Doc</b>") && summary).then_some(())
    });
    let summary = pair.page.browser.text(&id("app-summary"));
    assert!(!summary.contains(['\n', '\u{202e}']) && summary.contains("<img"), "{summary}");
    assert!(!pair.page.browser.text(&id("app-name")).contains('\n'));
    pair.core.send_update(sent, &json!({"payload": 2, "summary": "x".repeat(5_000)}));
    let long = pair.page.browser.until("the next one is shown", || {
        Some(pair.page.browser.text(&id("app-summary"))).filter(|summary| summary.starts_with("xxx"))
    });
    assert!(long.chars().count() < 500, "{}", long.len());
    assert_eq!(pair.page.browser.script("return window.ran ?? null", vec![]), Value::Null);
}

#[test]
fn x46_what_an_app_does_offline_leaves_later() {
    let mut pair = Pair::new();
    let sent = pair.send_app("offline.xdc", &[("index.html", PLAIN)]);
    pair.start("offline.xdc");
    pair.until_app("it runs", RUNS);
    pair.bridge.stop();
    let heard = "self.heard ??= []; self.once ??= webxdc.setUpdateListener(u => self.heard.push(u.payload), 0); return self.heard.length === 3 && self.heard";
    pair.app("for (const payload of [1, 2, 3]) webxdc.sendUpdate({payload}, ''); return true").unwrap();
    assert_eq!(pair.until_app("the app has them at once", heard), json!([1, 2, 3]));
    pair.bridge.start_again();
    pair.core.until("all arrive, in order", || (pair.payloads(sent) == [1, 2, 3]).then_some(()));
}

#[test]
fn x47_only_what_can_be_sent_is_offered_to_a_chat() {
    let pair = giver(&[("index.html", PLAIN)]);
    let refused = [
        "undefined",
        "{}",
        "{text: ''}",
        "{file: {}}",
        "{file: {name: 'a'}}",
        "{file: {plainText: 'a'}}",
        "{file: {name: '', plainText: 'a'}}",
        "{file: {name: 'a', plainText: 'a', base64: 'YQ=='}}",
        "{file: {name: 'a', blob: 'text'}}",
        "{file: {name: 'a', base64: '%%%'}}",
        "{file: {name: 'a', plainText: 7}}",
    ];
    for given in refused {
        let attempt = format!(
            "return await webxdc.sendToChat({given}).then(() => 'taken', error => error instanceof Error)"
        );
        assert_eq!(pair.app(&attempt), Some(json!(true)), "{given}");
        assert!(!pair.page.browser.has(&id("to-chat")), "{given}");
    }
    // Text alone, a file in each of the three ways, and both.
    for given in [
        "{text: 'words'}",
        "{file: {name: 'a.txt', plainText: 'a'}}",
        "{file: {name: 'a.txt', base64: 'YQ=='}}",
        "{file: {name: 'a.txt', blob: new Blob(['a'])}}",
        "{text: 'words', file: {name: 'a.txt', plainText: 'a'}}",
    ] {
        pair.app(&format!("webxdc.sendToChat({given}); return true")).unwrap();
        pair.page.browser.find(&id("to-chat"));
        pair.page.press("Escape");
        until_gone(&pair, "to-chat");
    }
}

#[test]
fn x48_files_of_no_bytes_and_of_many_are_given_to_a_chat() {
    let page = format!("{PLAIN}<iframe src=inner.html></iframe>");
    let pair = giver(&[("index.html", &page), ("inner.html", "<!doctype html>")]);
    for (name, blob, bytes) in [
        ("empty.bin", "new Blob([])", 0),
        (
            "large.bin",
            "new Blob([crypto.getRandomValues(new Uint8Array(65536)), new Uint8Array(15 * 1024 * 1024 - 65536)])",
            15 << 20,
        ),
        ("framed.bin", "new (document.querySelector('iframe').contentWindow.Blob)(['abc'])", 3),
    ] {
        pair.app(&format!(
            "webxdc.sendToChat({{text: '{name}', file: {{name: '{name}', blob: {blob}}}}}); return true"
        ))
        .unwrap();
        pair.page.browser.find(&id("to-chat"));
        pair.page.browser.click(&id("choose-chat"));
        pair.page.until_waiting(name);
        pair.page.browser.click(&id("send"));
        let received = pair.core.until(&format!("{name} arrives"), || {
            pair.core.received_files(name).into_iter().find(|message| message["downloadState"] == "Done")
        });
        assert_eq!(received["fileBytes"], bytes, "{name}");
        until_gone(&pair, "tray-item");
    }
}

#[test]
fn x49_a_file_is_named_by_its_last_part_and_an_app_stays_one() {
    let pair = giver(&[("index.html", PLAIN)]);
    for (name, shown) in [
        ("../../etc/pass\\u0000wd.txt", "passwd.txt"),
        ("C:\\\\\\\\dir\\\\\\\\no\\u202ete\\u0007.txt", "note.txt"),
    ] {
        pair.app(&format!("webxdc.sendToChat({{file: {{name: \"{name}\", plainText: 'a'}}}}); return true"))
            .unwrap();
        pair.page.browser.find(&id("to-chat"));
        pair.page.browser.click(&id("choose-chat"));
        pair.page.until_waiting(shown);
        pair.page.browser.click(&id("tray-remove"));
        until_gone(&pair, "tray-item");
    }
    let give = "const bytes = new Uint8Array(args_of); webxdc.sendToChat({file: {name: 'inner.xdc', blob: new Blob([bytes])}}); return true";
    let inner = xdc::archive([("index.html", PLAIN.as_bytes()), ("manifest.toml", b"name = \"Inner\"")]);
    pair.app(&give.replace("args_of", &json!(inner).to_string())).unwrap();
    pair.page.browser.find(&id("to-chat"));
    pair.page.browser.click(&id("choose-chat"));
    pair.page.until_waiting("Inner");
    pair.page.browser.find(&id("draft-start"));
}
