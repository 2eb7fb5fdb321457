//! Apps that call for attention: line 44.

use crate::app::PLAIN;
use estuary_tests::{page::id, pair::Pair};
use serde_json::{Value, json};

#[test]
fn x44_only_who_is_meant_and_elsewhere_is_called() {
    let pair = Pair::new();
    let (core, browser) = (&pair.core, &pair.page.browser);
    let sent = pair.send_app("call.xdc", &[("index.html", PLAIN)]);
    pair.start("call.xdc");
    let own = pair.until_app("it runs", "return self.webxdc?.selfAddr");
    let call = |notify: &Value| core.send_update(sent, &json!({"payload": notify, "notify": notify}));
    let news = || if browser.has(&id("news")) { browser.text(&id("news")) } else { String::new() };

    // Who looks at the app sees what is new there.
    call(&json!({"*": "while it is open"}));
    pair.until_app(
        "the update is there",
        "self.heard ??= []; self.once ??= webxdc.setUpdateListener(update => heard.push(update.payload), 0); return heard.length === 1",
    );
    assert!(!news().contains("while it is open"));

    pair.close_app();
    browser.click(&id("settings"));
    for (notify, shown) in [
        (json!({"*": "for all"}), "for all"),
        (json!({own.as_str().unwrap(): "for you"}), "for you"),
        (json!({"*": "for the others", own.as_str().unwrap(): "for you alone"}), "for you alone"),
    ] {
        call(&json!({"somebody": format!("not {shown}")}));
        call(&notify);
        let text = browser
            .until(&format!("{shown:?} is shown"), || Some(news()).filter(|text| text.contains(shown)));
        assert!(!text.contains("not for") && !text.contains("for the others"), "{text}");
    }
}
