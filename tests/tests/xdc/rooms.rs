//! Apps in groups, handed on and sent again: lines 38 and 41.

use crate::app::PLAIN;
use estuary_tests::{page::id, pair::Pair, xdc};
use serde_json::{Value, json};

const RUNS: &str = "return !!self.webxdc && document.readyState === 'complete'";
const HEARD: &str =
    "const all = []; await webxdc.setUpdateListener(update => all.push(update.payload), 0); return all";

#[test]
fn x38_who_was_removed_sends_nothing_and_sees_nothing_of_it_until_back() {
    let pair = Pair::new();
    let ada = pair.core.call("get_chat_contacts", [pair.chat.into()])[0].clone();
    let group = pair.core.call("create_group_chat", ["Players".into(), false.into()]);
    pair.core.call("add_contact_to_chat", [group.clone(), ada.clone()]);
    let archive = xdc::archive([("index.html", PLAIN.as_bytes())]);
    let sent = pair.core.send_file(group.as_u64().unwrap(), "group.xdc", Some("Webxdc"), &archive);
    pair.page.open_chat("Players");
    pair.start("group.xdc");
    pair.until_app("it runs", RUNS);
    pair.app(
        "self.heard = []; webxdc.setUpdateListener(update => heard.push(update.payload), 0); return true",
    )
    .unwrap();

    pair.core.call("remove_contact_from_chat", [group.clone(), ada.clone()]);
    let writes = || pair.page.browser.has(&id("composer"));
    pair.page.browser.until("nothing can be written", || (!writes()).then_some(()));
    pair.app("webxdc.sendUpdate({payload: 'outside'}, ''); return true").unwrap();
    // What comes after it was worked off after it.
    pair.core.send_update(sent, &json!({"payload": "of the others"}));
    pair.core.call("add_contact_to_chat", [group, ada]);
    pair.page.browser.until("it can be written again", || writes().then_some(()));
    pair.app("webxdc.sendUpdate({payload: 'inside'}, ''); return true").unwrap();
    pair.until_app("an own update is heard", "return heard.includes('inside')");
    assert_eq!(pair.app("return heard.includes('outside')"), Some(Value::Bool(false)));
    pair.core.until("it arrives", || pair.payloads(sent).contains(&json!("inside")).then_some(()));
    assert!(!pair.payloads(sent).contains(&json!("outside")));
}

#[test]
fn x41_an_app_handed_on_begins_anew_and_one_sent_again_does_not() {
    let pair = Pair::new();
    let cards = || {
        let count = "return document.querySelectorAll('[data-testid=app-card]').length";
        pair.page.browser.script(count, vec![]).as_u64().unwrap()
    };
    let start = |number: u64| {
        let press = "document.querySelectorAll('[data-testid=app-card]')[args[0]].querySelector('[data-testid=app-start]').click()";
        pair.page.browser.script(press, vec![number.into()]);
        pair.until_app("it runs", RUNS);
    };
    let sent = pair.send_app("moved.xdc", &[("index.html", PLAIN)]);
    pair.core.send_update(sent, &json!({"payload": "done before", "summary": "begun"}));
    pair.page.browser.until("it is there with what was done", || {
        (pair.page.browser.text(&id("app-summary")) == "begun").then_some(())
    });
    start(0);
    let own = pair.app("return webxdc.selfAddr");
    assert_eq!(pair.app(HEARD), Some(json!(["done before"])));
    pair.close_app();

    // Sent again it stays the one it is; what comes afterwards comes after it.
    pair.core.call("resend_messages", [json!([sent])]);
    pair.core.call("forward_messages", [json!([sent]), pair.chat.into()]);
    pair.page.browser.until("what was handed on is there", || (cards() == 2).then_some(()));
    start(1);
    assert_eq!(pair.app(HEARD), Some(json!([])));
    assert_ne!(pair.app("return webxdc.selfAddr"), own);
    pair.app("webxdc.sendUpdate({payload: 'anew'}, ''); return true").unwrap();
    pair.until_app("it goes on", "self.heard ??= []; self.once ??= webxdc.setUpdateListener(update => heard.push(update.payload), 0); return heard.includes('anew')");
    pair.close_app();
    start(0);
    assert_eq!((pair.app(HEARD), pair.app("return webxdc.selfAddr")), (Some(json!(["done before"])), own));
    assert_eq!(pair.payloads(sent), ["done before"]);
}
