//! Realtime channels of mini apps between a tab and an unmodified Delta Chat (wire protocol §6).

use crate::world;
use estuary_tests::{
    bridge::Bridge,
    page::{self, Page, acquainted, id},
    real_core::CoreAccount,
    xdc,
};
use serde_json::{Value, json};

/// Joins at once, and keeps what it hears as texts; long ones by their length.
const APP: &[u8] = b"<!doctype html><title>Channel</title><script>
const heard = [];
const channel = window.webxdc.joinRealtimeChannel?.();
channel?.setListener((data) => heard.push(data.length > 99 ? String(data.length) : new TextDecoder().decode(data)));
const say = (text) => channel.send(new TextEncoder().encode(text));
</script>";

/// An app of the real core that is open in a tab.
struct Talk {
    bridge: Bridge,
    core: CoreAccount,
    page: Page,
    chat: u64,
    instance: u64,
}

impl Talk {
    fn start() -> Self {
        let bridge = page::bridge();
        let core = world::core(&bridge, "Grace");
        let page = Page::with_profile(&bridge, "Ada");
        let chat = acquainted(&page, &core);
        let app = xdc::archive([("index.html", APP), ("manifest.toml", &b"name = \"Channel\""[..])]);
        let instance = core.send_file(chat, "channel.xdc", Some("Webxdc"), &app);
        Self { bridge, core, page, chat, instance }
    }

    fn open(&self) {
        self.page.browser.click(&id("app-start"));
        self.page.browser.until("the app runs", || {
            self.app("return document.readyState === 'complete' && typeof heard === 'object'")
                .filter(|there| *there == true)
        });
    }

    fn app(&self, script: &str) -> Option<Value> {
        let act = |browser: &estuary_tests::browser::Browser| browser.try_script(script, vec![]);
        self.page.browser.in_frame(&id("app-frame"), act).ok()?.ok()
    }

    fn say(&self, text: &str) {
        self.app(&format!("say('{text}')"));
    }

    fn heard(&self) -> Vec<Value> {
        self.app("return heard").and_then(|heard| heard.as_array().cloned()).unwrap_or_default()
    }

    /// Nothing is promised about what is said before both are there; so each says it until the other hears it.
    fn meet(&self) {
        self.core.until("the real core hears the tab", || {
            self.say("here is the tab");
            self.core.realtime(self.instance).contains(&b"here is the tab".to_vec()).then_some(())
        });
        self.page.browser.until("the tab hears the real core", || {
            self.core.send_realtime(self.instance, b"here is the core");
            self.heard().contains(&json!("here is the core")).then_some(())
        });
    }
}

#[test]
fn c69_a_tab_that_joins_later_talks_with_the_real_core() {
    let talk = Talk::start();
    talk.core.join_channel(talk.instance);
    let before = talk.bridge.relayed();
    talk.open();
    talk.meet();
    assert!(talk.bridge.relayed() > before, "through the relay of the bridge");
    // The bar tells of it, and never an address.
    let bar = id("app-channel");
    talk.page.browser.until("the bar shows one neighbour", || {
        talk.page.browser.has(&format!("{bar}[data-connected='1']")).then_some(())
    });
    talk.page.picture("app-channel");
    talk.page.browser.click(&id("app-close"));
    talk.page.browser.until("the app is closed", || (!talk.page.browser.has(&id("app-frame"))).then_some(()));
}

#[test]
fn c73_a_tab_that_is_there_takes_in_the_real_core() {
    let talk = Talk::start();
    talk.open();
    talk.page.browser.until("the bar says that nobody is there", || {
        talk.page.browser.has(&format!("{}[data-connected='0']", id("app-channel"))).then_some(())
    });
    talk.core.join_channel(talk.instance);
    talk.meet();
}

#[test]
fn c72_the_same_twice_arrives_twice_both_ways() {
    let talk = Talk::start();
    talk.core.join_channel(talk.instance);
    talk.open();
    talk.meet();
    // Gossip alone would carry the same content once.
    for _ in 0..2 {
        talk.say("the same");
        talk.core.send_realtime(talk.instance, b"the same");
    }
    talk.core.until("the same arrives twice there", || {
        (talk.core.realtime(talk.instance).iter().filter(|data| **data == b"the same").count() == 2)
            .then_some(())
    });
    talk.page.browser.until("the same arrives twice here", || {
        (talk.heard().iter().filter(|text| **text == json!("the same")).count() == 2).then_some(())
    });
}

#[test]
fn c77_128000_bytes_pass_both_ways_and_no_more() {
    let talk = Talk::start();
    talk.core.join_channel(talk.instance);
    talk.open();
    talk.meet();
    talk.app("channel.send(new Uint8Array(128000).fill(7))");
    talk.core.until("128,000 bytes arrive there", || {
        talk.core.realtime(talk.instance).contains(&vec![7; 128_000]).then_some(())
    });
    talk.core.send_realtime(talk.instance, &vec![8; 128_000]);
    talk.page
        .browser
        .until("128,000 bytes arrive here", || talk.heard().contains(&json!("128000")).then_some(()));
    let refused =
        talk.app("try { channel.send(new Uint8Array(128001)); } catch (error) { return error.name; }");
    assert_eq!(refused, Some(json!("RangeError")));
}

#[test]
fn c80_switched_off_apps_have_no_realtime() {
    let talk = Talk::start();
    talk.page.browser.click(&id("settings"));
    talk.page.browser.until("the switch is there", || {
        talk.page.browser.has(&format!("{}:enabled", id("realtime"))).then_some(())
    });
    talk.page.browser.click(&id("realtime"));
    talk.page.browser.click(&id("back"));
    talk.page.open_first_chat();
    talk.core.join_channel(talk.instance);
    talk.core.send(talk.chat, "after joining");
    talk.page.until_shown("after joining");
    talk.open();
    assert_eq!(talk.app("return 'joinRealtimeChannel' in window.webxdc"), Some(json!(false)));
    assert!(!talk.page.browser.has(&id("app-channel")));
}
