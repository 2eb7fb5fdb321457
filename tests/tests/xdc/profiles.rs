//! One instance in several profiles of a browser: line 68.

use crate::app::PLAIN;
use estuary_tests::{
    page::{acquainted, id},
    pair::{LOOK, Pair, STORE, stored},
    xdc,
};
use serde_json::{Value, json};

const RUNS: &str = "return !!self.webxdc && document.readyState === 'complete'";
const HEARD: &str =
    "const all = []; await webxdc.setUpdateListener(update => all.push(update.payload), 0); return all";

#[test]
fn x68_two_profiles_keep_one_instance_apart_and_take_their_part_along() {
    let pair = Pair::new();
    let page = &pair.page;
    page.add_profile("Bea");
    acquainted(page, &pair.core);
    let group = pair.core.call("create_group_chat", ["Both".into(), false.into()]);
    let people = pair.core.until("both are known", || {
        let people = pair.core.call("get_contacts", [0.into(), Value::Null]);
        people.as_array().filter(|people| people.len() == 2).cloned()
    });
    for person in people {
        pair.core.call("add_contact_to_chat", [group.clone(), person["id"].clone()]);
    }
    let archive = xdc::archive([("index.html", PLAIN.as_bytes())]);
    let sent = pair.core.send_file(group.as_u64().unwrap(), "shared.xdc", Some("Webxdc"), &archive);

    let start = || {
        page.open_chat("Both");
        pair.start("shared.xdc");
        pair.until_app("it runs", RUNS);
    };
    start();
    let of_bea = pair.app(STORE).unwrap();
    let address = pair.app("return webxdc.selfAddr").unwrap();
    pair.app("webxdc.sendUpdate({payload: 'of Bea'}, ''); return true").unwrap();

    page.switch_profile("Ada");
    start();
    assert_eq!(pair.app(LOOK), Some(json!([0, 0, 0])), "nothing of the other profile is seen");
    assert_ne!(pair.app("return webxdc.selfAddr"), Some(address));
    pair.until_app(
        "what is said to all is heard here, too",
        &format!("const f = async () => {{ {HEARD} }}; return (await f()).includes('of Bea')"),
    );
    pair.core.until("it arrives once", || (pair.payloads(sent) == ["of Bea"]).then_some(()));
    let of_ada = pair.app(STORE).unwrap();
    assert_ne!(of_ada, of_bea);

    // In windows of their own both run side by side.
    page.browser.click(&id("app-menu"));
    page.browser.click(&format!("{} {}", id("open-menu"), id("app-window")));
    let main = page.browser.tab();
    let window =
        page.browser.until("there is a window", || page.browser.tabs().into_iter().find(|tab| *tab != main));
    page.switch_profile("Bea");
    start();
    assert_eq!(pair.app("return location.origin"), Some(of_bea.clone()));
    assert_eq!(pair.app(LOOK), Some(json!([1, 1, 1])));
    page.browser.switch(&window);
    pair.until_app("the window shows Ada's", "return !!self.webxdc && !!localStorage.a");
    assert_eq!(pair.app("return location.origin"), Some(of_ada.clone()));
    page.browser.close_tab();
    page.browser.switch(&main);

    page.browser.click(&id("settings"));
    page.browser.click(&id("profile-remove"));
    page.browser.click(&id("agree"));
    page.browser.until("Ada is shown", || {
        (!page.browser.has(&id("dialog")) && page.browser.has(&id("chat-row"))).then_some(())
    });
    page.browser
        .until("what Bea's stored is gone", || (stored(page, &of_bea)? == json!([0, 0, 0])).then_some(()));
    assert_eq!(stored(page, &of_ada), Some(json!([1, 1, 1])), "Ada's keeps what it has");
}
