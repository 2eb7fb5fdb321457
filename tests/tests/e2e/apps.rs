//! Mini apps between the page and an unmodified Delta Chat.

use crate::world;
use estuary_tests::{
    page::{self, Page, acquainted, id},
    xdc,
};
use serde_json::{Value, json};
use std::{fs, path::Path};

#[test]
fn a_poll_of_the_real_core_runs_beside_the_chat() {
    let bridge = page::bridge();
    let core = world::core(&bridge, "Grace");
    let page = Page::with_profile(&bridge, "Ada");
    let chat = acquainted(&page, &core);
    let files = xdc::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../xdc-sandbox/samples/poll"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("poll.xdc");
    fs::write(&file, xdc::archive(files.iter().map(|(name, content)| (name.as_str(), content.as_slice()))))
        .unwrap();
    let sent = core.call("send_msg", [chat.into(), json!({"file": file, "viewtype": "Webxdc"})]);
    assert_eq!(page.browser.text(&id("app-name")), "Poll");
    page.browser.click(&id("app-start"));

    // What the page asks arrives there …
    let frame = id("app-frame");
    let app =
        |script: &str| page.browser.in_frame(&frame, |browser| browser.try_script(script, vec![])).ok()?.ok();
    let ask = "const f = document.getElementById('ask'); f.elements.question.value = 'Tea?';\
        f.elements.answers.value = 'Yes\\nNo'; f.requestSubmit(); return true";
    page.browser.until("the poll runs", || {
        app("return !!window.webxdc && document.readyState === 'complete'").filter(|there| *there == true)
    });
    app(ask).unwrap();
    core.until("the question arrives", || {
        let updates = core.call("get_webxdc_status_updates", [sent.clone(), json!(0)]);
        updates.as_str()?.contains("Tea?").then_some(())
    });
    // … and a vote from there arrives here.
    let vote = json!({"payload": {"vote": 0, "from": "grace"}, "summary": "1 voted"});
    core.call("send_webxdc_status_update", [sent, json!(vote.to_string()), Value::Null]);
    page.browser.until("the vote is shown", || {
        let shown = app("return document.querySelector('#poll li button')?.textContent ?? ''")?;
        (shown == "Yes (1)").then_some(())
    });
    page.browser.until("the chat tells of it", || {
        (page.browser.text(&id("app-notice")) == "Ada asks: Tea?"
            && page.browser.text(&id("app-summary")) == "1 voted")
            .then_some(())
    });
    page.picture("app");
    page.browser.click(&id("app-close"));
    page.browser.until("the app is closed", || (!page.browser.has(&frame)).then_some(()));
}
