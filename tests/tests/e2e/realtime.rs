//! Realtime channels of mini apps between a tab and an unmodified Delta Chat (wire protocol §6).

use estuary_tests::{
    bridge::Bridge,
    channel::{self, Member, Native, meet, open, until_connected},
    page::{Page, id},
    pair::{Pair, app},
};
use serde_json::json;

/// An app of the real core that can be opened in a tab.
struct Talk {
    bridge: Bridge,
    grace: Native,
    ada: Page,
    chat: u64,
}

impl Talk {
    fn start() -> Self {
        let pair = Pair::new();
        let instance = pair.core.send_file(pair.chat, "channel.xdc", Some("Webxdc"), &channel::archive());
        let Pair { bridge, core, page: ada, chat } = pair;
        Self { bridge, grace: Native { core, instance }, ada, chat }
    }

    fn join_and_meet(&self) {
        self.grace.join();
        open(&self.ada);
        meet(&[&self.grace, &self.ada]);
    }

    /// Whether both hear exactly what the other says.
    fn exchange(&self, data: &[u8]) {
        let (grace, ada): (&dyn Member, &dyn Member) = (&self.grace, &self.ada);
        for (from, to) in [(grace, ada), (ada, grace)] {
            from.say(data);
            to.until(&format!("{} bytes arrive", data.len()), &mut || to.heard(data) == 1);
        }
    }
}

#[test]
fn c69_a_tab_that_joins_later_talks_with_the_real_core() {
    let talk = Talk::start();
    let before = talk.bridge.relayed();
    talk.join_and_meet();
    assert!(talk.bridge.relayed() > before, "through the relay of the bridge");
    // The bar tells of it, and never an address.
    until_connected(&talk.ada, 1);
    talk.ada.picture("app-channel");
    talk.ada.browser.click(&id("app-close"));
    talk.ada.browser.until("the app is closed", || (!talk.ada.browser.has(&id("app-frame"))).then_some(()));
}

#[test]
fn c71_what_is_added_to_a_payload_is_taken_off_whatever_its_length() {
    let talk = Talk::start();
    talk.join_and_meet();
    // A content shorter than what is added would end the real core's listening; so it must hear on after each.
    for length in [0, 1, 35, 36, 37, 255, 4096] {
        let data: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
        talk.exchange(&data);
    }
}

#[test]
fn c73_a_tab_that_is_there_takes_in_the_real_core() {
    let talk = Talk::start();
    open(&talk.ada);
    until_connected(&talk.ada, 0);
    talk.grace.join();
    meet(&[&talk.grace, &talk.ada]);
}

#[test]
fn c72_the_same_twice_arrives_twice_both_ways() {
    let talk = Talk::start();
    talk.join_and_meet();
    // Gossip alone would carry the same content once.
    for _ in 0..2 {
        talk.ada.say(b"the same");
        talk.grace.say(b"the same");
    }
    for member in [&talk.grace as &dyn Member, &talk.ada] {
        member.until("the same arrives twice", &mut || member.heard(b"the same") == 2);
    }
}

#[test]
fn c77_128000_bytes_pass_both_ways_and_no_more() {
    let talk = Talk::start();
    talk.join_and_meet();
    talk.exchange(&[7; 128_000]);
    let send = "try { channel.send(new Uint8Array(128001)); } catch (error) { return error.name; }";
    assert_eq!(app(&talk.ada, send), Some(json!("RangeError")));
}

#[test]
fn c80_switched_off_apps_have_no_realtime() {
    let Talk { grace, ada, chat, .. } = &Talk::start();
    ada.browser.click(&id("settings"));
    ada.browser.until("the switch is there", || {
        ada.browser.has(&format!("{}:enabled", id("realtime"))).then_some(())
    });
    ada.browser.click(&id("realtime"));
    ada.browser.click(&id("back"));
    ada.open_first_chat();
    grace.join();
    grace.core.send(*chat, "after joining");
    ada.until_shown("after joining");
    open(ada);
    assert_eq!(app(ada, "return 'joinRealtimeChannel' in window.webxdc"), Some(json!(false)));
    assert!(!ada.browser.has(&id("app-channel")));
}
