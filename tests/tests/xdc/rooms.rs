//! Apps in groups: line 38.

use crate::app::PLAIN;
use estuary_tests::{page::id, pair::Pair, xdc};
use serde_json::{Value, json};

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
    pair.until_app("it runs", "return !!self.webxdc && document.readyState === 'complete'");
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
