//! Updates that overtake their app, and mails that come twice: line 40.

use crate::app::{PLAIN, files};
use estuary_tests::{forge::Person, pair::Pair, xdc};
use serde_json::json;

#[test]
fn x40_updates_before_their_app_and_all_of_it_twice_are_heard_once() {
    let pair = Pair::new();
    let writer = Person::new(pair.bridge.new_mailbox(), true);
    let ada = pair.core.call("get_chat_contacts", [pair.chat.into()])[0].as_u64().unwrap();
    let address = pair.core.call("get_contact", [ada.into()])["address"].as_str().unwrap().to_owned();
    let certificate = pair.core.certificate_of(ada);

    let files = files(&[("index.html", PLAIN)]);
    let archive = xdc::archive(files.iter().map(|(name, text)| (name.as_str(), text.as_slice())));
    let letter = |text| writer.letter(&address, &certificate, text);
    let app = letter("").carrying("multipart/mixed", &[("late.xdc", archive)]);
    let update = |uid: &str, payload: u32| {
        let json = json!({"updates": [{"payload": payload, "uid": uid}]}).to_string().into_bytes();
        let letter = letter("").with("In-Reply-To", format!("<{}>", app.message_id));
        letter.carrying("multipart/report; report-type=status-update", &[("status-update.json", json)])
    };
    let mails = [update("a", 1), update("b", 2), app.clone(), update("c", 3)];
    // As by two servers: the second time another mail with the same inside.
    for letter in mails.iter().chain(&mails) {
        pair.bridge.deliver(&address, &letter.mail());
    }
    pair.bridge.deliver(&address, &letter("That is all").mail());

    pair.page.open_chat("That is all");
    pair.start("late.xdc");
    let heard = "self.heard ??= []; self.once ??= webxdc.setUpdateListener(update => heard.push(update.payload), 0);\
        return heard.includes(3) && heard";
    assert_eq!(pair.until_app("the app has the last", heard), json!([1, 2, 3]));
}
