//! Apps before they are sent: line 39.

use crate::app::{PLAIN, files};
use estuary_tests::{page::id, pair::Pair, xdc};
use serde_json::json;
use std::fs;

#[test]
fn x39_what_is_done_in_a_draft_is_sent_with_it_and_announced_by_nothing() {
    let pair = Pair::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.xdc");
    let files = files(&[("index.html", PLAIN)]);
    fs::write(&file, xdc::archive(files.iter().map(|(name, text)| (name.as_str(), text.as_slice()))))
        .unwrap();
    pair.page.browser.upload(&id("attach"), &file);
    pair.page.browser.click(&id("draft-start"));
    let own = pair.until_app("it runs", "return self.webxdc?.selfAddr");
    pair.app("webxdc.sendUpdate({payload: 'begun', info: 'Somebody began'}, ''); return true").unwrap();
    let heard = "self.heard ??= []; self.once ??= webxdc.setUpdateListener(update => heard.push(update.payload), 0); return heard.includes('begun')";
    pair.until_app("the app has it", heard);
    pair.page.send("A game");
    let there = pair.received_app("draft.xdc");
    pair.core.until("what was done is there", || (pair.payloads(there) == [json!("begun")]).then_some(()));
    assert_eq!(pair.app("return webxdc.selfAddr"), Some(own), "it is the same instance");

    pair.app("webxdc.sendUpdate({payload: 'goes on', info: 'Somebody went on'}, ''); return true").unwrap();
    let notices = || {
        let ids = pair.core.call("get_message_ids", [pair.chat.into(), true.into(), false.into()]);
        let all = ids.as_array().unwrap().iter().map(|id| pair.core.message(id.as_u64().unwrap()));
        let texts = all.filter(|message| message["isInfo"] == true).map(|message| message["text"].clone());
        texts.filter(|text| text.as_str().is_some_and(|text| text.contains("Somebody"))).collect::<Vec<_>>()
    };
    let announced =
        pair.core.until("a later update is announced", || Some(notices()).filter(|texts| !texts.is_empty()));
    assert_eq!(announced, ["Somebody went on"]);
    let shown =
        "return [...document.querySelectorAll('[data-testid=app-notice]')].map(notice => notice.innerText)";
    assert_eq!(pair.page.browser.script(shown, vec![]), json!(["Somebody went on"]));
}
