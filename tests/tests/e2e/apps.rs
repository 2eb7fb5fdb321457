//! Mini apps between the page and an unmodified Delta Chat.

use estuary_tests::{page::id, pair::Pair, xdc};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_poll_of_the_real_core_runs_beside_the_chat() {
    let pair = Pair::new();
    let (core, page) = (&pair.core, &pair.page);
    let sent =
        core.call("send_msg", [pair.chat.into(), json!({"file": xdc::sample("poll"), "viewtype": "Webxdc"})]);
    assert_eq!(page.browser.text(&id("app-name")), "Poll");
    page.browser.click(&id("app-start"));

    // What the page asks arrives there …
    pair.until_app("the poll runs", "return !!window.webxdc && document.readyState === 'complete'");
    let ask = "const f = document.getElementById('ask'); f.elements.question.value = 'Tea?';\
        f.elements.answers.value = 'Yes\\nNo'; f.requestSubmit(); return true";
    pair.app(ask).unwrap();
    core.until("the question arrives", || {
        let updates = core.call("get_webxdc_status_updates", [sent.clone(), json!(0)]);
        updates.as_str()?.contains("Tea?").then_some(())
    });
    // … and a vote from there arrives here.
    let vote = json!({"payload": {"vote": 0, "from": "grace"}, "summary": "1 voted"});
    core.call("send_webxdc_status_update", [sent, json!(vote.to_string()), Value::Null]);
    pair.until_app(
        "the vote is shown",
        "return document.querySelector('#poll li button')?.textContent === 'Yes (1)'",
    );
    page.browser.until("the chat tells of it", || {
        (page.browser.text(&id("app-notice")) == "Ada asks: Tea?"
            && page.browser.text(&id("app-summary")) == "1 voted")
            .then_some(())
    });
    page.picture("app");
    pair.close_app();
}

#[test]
fn an_app_that_is_attached_is_used_sent_and_answered() {
    let pair = Pair::new();
    let (core, page) = (&pair.core, &pair.page);
    page.browser.upload(&id("attach"), &xdc::sample("checklist"));
    page.browser.click(&id("draft-start"));
    pair.until_app("the list runs", "return !!document.querySelector('#add') && !!window.webxdc");
    let add = "const f = document.getElementById('add'); f.elements.text.value = 'Bread'; f.requestSubmit(); return true";
    pair.app(add).unwrap();
    page.until_waiting("1 open");
    page.picture("app-draft");
    page.send("Our list");
    let there = pair.received_app("checklist.xdc");
    assert_eq!(core.message(there)["text"], "Our list");
    let [bread] = &pair.payloads(there)[..] else { panic!("one entry") };
    assert_eq!((&bread["text"], &bread["done"]), (&json!("Bread"), &json!(false)));

    // It is the same app as before, still open, and hears the answer.
    let mut done = bread.clone();
    (done["done"], done["by"]) = (json!(true), json!("grace"));
    done["time"] = json!(bread["time"].as_u64().unwrap() + 1);
    core.send_update(there, &json!({"payload": done, "summary": "0 open"}));
    pair.until_app("the answer is shown", "return document.querySelector('#list input')?.checked === true");
    assert!(!page.browser.has(&id("tray-item")));
    pair.close_app();
}

#[test]
fn two_write_one_text_one_of_them_in_a_real_core() {
    let pair = Pair::new();
    let (core, page) = (&pair.core, &pair.page);
    // Sent before the file was read: it leaves with its words when it is.
    page.browser.upload(&id("attach"), &xdc::sample("editor"));
    page.send("Write with me");
    let there = pair.received_app("editor.xdc");
    pair.start("Editor");
    pair.until_app("it can be written", "return document.querySelector('#text')?.disabled === false");
    page.browser.in_frame(&id("app-frame"), |browser| browser.type_into("#text", "Hello ")).unwrap();
    let changes = core.until("what was written arrives", || {
        let known: Vec<Value> = pair
            .payloads(there)
            .iter()
            .flat_map(|p| p["changes"].as_array().cloned().unwrap_or_default())
            .collect();
        let length: usize = known.iter().filter_map(|change| Some(change["text"].as_str()?.len())).sum();
        (length == 6).then_some(known)
    });
    // What somebody over there adds behind it.
    let last = changes.last().unwrap();
    let end = last["at"][0].as_u64().unwrap() + last["text"].as_str().unwrap().len() as u64 - 1;
    let added = json!({"after": [end, last["at"][1]], "at": [end + 1, "grace"], "text": "there"});
    core.send_update(there, &json!({"payload": {"changes": [added]}}));
    pair.until_app("both texts are one", "return document.querySelector('#text').value === 'Hello there'");
    page.picture("app-editor");
}

#[test]
fn files_come_by_drop_by_paste_from_the_system_and_from_other_programs() {
    let pair = Pair::new();
    let page = &pair.page;
    let archive = xdc::archive([
        ("index.html", &b"<!doctype html><script src=webxdc.js></script>"[..]),
        ("manifest.toml", b"name = \"Given\""),
    ]);
    let data = "const data = new DataTransfer();\
        data.items.add(new File([new Uint8Array(args[1])], 'given.xdc', {type: 'application/octet-stream'}));";
    let given = |script: &str| {
        page.browser.script(&format!("{data} {script}"), vec![Value::Null, json!(archive)]);
        page.until_waiting("Given");
        page.browser.click(&id("tray-remove"));
        page.browser.until("it is gone", || (!page.browser.has(&id("tray-item"))).then_some(()));
    };
    given(
        "document.querySelector('.conversation').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))",
    );
    given(
        "document.querySelector('[data-testid=composer]').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
    );

    // Another program shares: the service worker takes the form, and the page asks which chat it is for.
    page.browser.until("the service worker serves the page", || {
        (page.browser.script("return !!navigator.serviceWorker.controller", vec![]) == true).then_some(())
    });
    let share = "const form = new FormData(); form.append('title', 'A title'); form.append('text', 'and a text');\
        form.append('files', new File([new Uint8Array(args[0])], 'shared.xdc')); form.append('files', new File(['x'], 'more.txt'));\
        await fetch('/share', {method: 'POST', body: form}); location.hash = '#shared'";
    page.browser.script(share, vec![json!(archive)]);
    page.browser.find(&id("to-chat"));
    page.picture("shared");
    page.browser.click(&id("choose-chat"));
    page.until_waiting("Given");
    page.until_waiting("more.txt");
    let written = "return document.querySelector('[data-testid=composer]')?.value";
    page.browser.until("the text is there", || {
        (page.browser.script(written, vec![]) == "A title\nand a text").then_some(())
    });
    page.send("");
    pair.received_app("shared.xdc");
    pair.core.until("the other file arrives", || pair.core.received_files("more.txt").pop());

    // The system opens a file with the installed page.
    let queue =
        "Object.defineProperty(window, 'launchQueue', {value: {setConsumer(take) { window.launch = take }}})";
    page.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": queue}));
    page.browser.reload();
    page.browser.find(&id("panes"));
    let open = "const file = new File([new Uint8Array(args[0])], 'opened.xdc');\
        window.launch({files: [{getFile: async () => file}]})";
    page.browser.script(open, vec![json!(archive)]);
    page.browser.click(&id("choose-chat"));
    page.until_waiting("Given");
    // A draft outlives the page.
    page.browser.reload();
    page.open_first_chat();
    page.browser.find(&id("draft-start"));
}

#[test]
fn what_is_only_named_like_an_app_says_why_it_is_none() {
    let pair = Pair::new();
    pair.core.send_file(pair.chat, "broken.xdc", None, b"7z\xbc\xaf\x27\x1c");
    let text = pair.page.browser.text(&id("app-fault"));
    assert!(text.contains("not a mini app"), "{text}");
    pair.page.picture("app-broken");
}

/// An app that does what its buttons say.
const KIT: &str = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><script src=webxdc.js></script>\
    <title>Kit</title><style>body { font: 1rem system-ui } button { display: block; margin: .5rem; padding: .5rem }</style>\
    <button id=info>Tell</button><button id=give>Give</button><button id=take>Take</button><output id=taken></output>\
    <script>\
    info.onclick = () => webxdc.sendUpdate({payload: 1, info: 'Look at the spot', href: 'page.html#spot'}, '');\
    give.onclick = () => webxdc.sendToChat({text: 'From the app', file: {name: '../no\\u202ete.txt', plainText: 'noted'}}).then(() => { self.gave = true });\
    take.onclick = () => webxdc.importFiles({extensions: ['.txt']}).then(async files => {\
        taken.textContent = files.length ? `${files[0].name}: ${await files[0].text()}` : 'nothing' });\
    </script>";
const PAGE: &str = "<!doctype html><meta charset=utf-8><script src=webxdc.js></script><title>Page</title><p id=spot>The spot</p>";

#[test]
fn an_app_tells_gives_takes_and_calls() {
    let pair = Pair::new();
    let (core, page) = (&pair.core, &pair.page);
    let sent = pair.send_app("kit.xdc", &[("index.html", KIT), ("page.html", PAGE)]);
    core.send_file(pair.chat, "list.txt", None, b"bread");
    core.send_file(pair.chat, "other.pdf", None, b"%PDF");
    page.browser.find(&id("attachment"));
    pair.start("kit.xdc");
    pair.until_app("it runs", "return !!window.webxdc && !!document.querySelector('#take')");

    // A line in the chat that leads into the app, also while it runs and when it was closed.
    pair.click_in_app("#info");
    page.browser.click(&id("app-notice"));
    let at_spot = "return location.pathname + location.hash === '/page.html#spot'";
    pair.until_app("the app is at the spot", at_spot);
    pair.close_app();
    page.browser.click(&id("app-notice"));
    pair.until_app("the app opens at the spot", at_spot);
    pair.close_app();

    // What it gives becomes a draft of the chat that a person chooses.
    pair.start("kit.xdc");
    pair.until_app("it runs", "return !!window.webxdc && !!document.querySelector('#take')");
    pair.click_in_app("#give");
    page.browser.find(&id("to-chat"));
    page.browser.click(&id("choose-chat"));
    let kept = page.until_waiting("note.txt");
    assert!(!kept.contains(".."), "{kept}");
    let written = "return document.querySelector('[data-testid=composer]')?.value === 'From the app'";
    page.browser.until("the text is there", || (page.browser.script(written, vec![]) == true).then_some(()));
    page.browser.click(&id("send"));
    core.until_received("From the app");

    // What it takes a person chooses, from the chat or from the device.
    pair.click_in_app("#take");
    page.browser.find(&id("import-file"));
    page.picture("import");
    let offered =
        "return [...document.querySelectorAll('[data-testid=import-file]')].map(row => row.innerText)";
    let offered = page.browser.script(offered, vec![]).to_string();
    assert!(offered.contains("list.txt") && !offered.contains("other.pdf"), "{offered}");
    let choose = "[...document.querySelectorAll('[data-testid=import-file]')].find(row => row.innerText.includes('list.txt')).click()";
    page.browser.script(choose, vec![]);
    pair.until_app("the file is there", "return taken.textContent === 'list.txt: bread'");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.txt");
    fs::write(&file, "cheese").unwrap();
    pair.click_in_app("#take");
    page.browser.upload(&id("import-device"), &file);
    pair.until_app("the file is there", "return taken.textContent === 'mine.txt: cheese'");
    pair.click_in_app("#take");
    page.browser.find(&id("import-device"));
    page.press("Escape");
    pair.until_app("nothing is an answer, too", "return taken.textContent === 'nothing'");

    // It calls for attention while a person is elsewhere.
    pair.close_app();
    page.browser.click(&id("settings"));
    core.send_update(
        sent,
        &json!({"payload": 2, "notify": {"*": "It is your turn"}, "href": "page.html#spot"}),
    );
    page.browser.until("the call is shown", || {
        page.browser.text(&id("news")).contains("It is your turn").then_some(())
    });
    page.browser.click(&id("news"));
    pair.until_app("the app opens at the spot", at_spot);
}
