//! A realtime channel, with people in tabs and in real cores.

use crate::{
    bridge::Bridge,
    page::{Page, acquainted, id},
    pair::app,
    real_core::{self, CoreAccount, RealtimeData},
    xdc,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// Joins at once, and keeps what it hears.
const APP: &[u8] = b"<!doctype html><title>Channel</title><script>
const heard = [];
const channel = window.webxdc.joinRealtimeChannel?.();
channel?.setListener((data) => heard.push(data.toBase64()));
const say = (data) => channel.send(Uint8Array.fromBase64(data));
</script>";

/// The archive of that app.
pub fn archive() -> Vec<u8> {
    xdc::archive([("index.html", APP), ("manifest.toml", &b"name = \"Channel\""[..])])
}

/// Somebody in the channel.
pub trait Member {
    /// Says something to whoever is there.
    fn say(&self, data: &[u8]);

    /// How often this was heard.
    fn heard(&self, data: &[u8]) -> usize;

    /// Waits for something; panics with what is known of this member.
    fn until(&self, what: &str, probe: &mut dyn FnMut() -> bool);
}

/// A real core and its message with the app.
pub struct Native {
    /// The account.
    pub core: CoreAccount,
    /// The message.
    pub instance: u64,
}

impl Native {
    /// Opens the app, as far as others notice.
    pub fn join(&self) {
        self.core.join_channel(self.instance);
    }
}

impl Member for Native {
    fn say(&self, data: &[u8]) {
        self.core.send_realtime(self.instance, data);
    }

    fn heard(&self, data: &[u8]) -> usize {
        self.core.realtime(self.instance).iter().filter(|heard| *heard == data).count()
    }

    fn until(&self, what: &str, probe: &mut dyn FnMut() -> bool) {
        self.core.until(what, || probe().then_some(()));
    }
}

/// Hears what comes to a real core's app, in a thread of its own, until it is dropped.
pub struct Listener(Arc<AtomicBool>);

impl Listener {
    /// Begins with what comes from now on.
    pub fn start(native: Arc<Native>, mut heard: impl FnMut(&[u8]) + Send + 'static) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let mut seen = native.core.journal().lines().len();
        thread::spawn({
            let ended = ended.clone();
            move || {
                while !ended.load(Ordering::Relaxed) {
                    for line in native.core.journal().after(seen) {
                        seen += 1;
                        if let Some(data) = RealtimeData::read(&line, native.instance) {
                            heard(&data);
                        }
                    }
                }
            }
        });
        Self(ended)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A page in which the app is open.
impl Member for Page {
    fn say(&self, data: &[u8]) {
        app(self, &format!("say('{}')", BASE64_STANDARD.encode(data)));
    }

    fn heard(&self, data: &[u8]) -> usize {
        let count =
            format!("return heard.filter(data => data === '{}').length", BASE64_STANDARD.encode(data));
        app(self, &count).and_then(|count| count.as_u64()).unwrap_or_default().try_into().unwrap()
    }

    fn until(&self, what: &str, probe: &mut dyn FnMut() -> bool) {
        self.browser.until(what, || probe().then_some(()));
    }
}

/// Starts the app in the open chat.
#[track_caller]
pub fn open(page: &Page) {
    page.browser.click(&id("app-start"));
    let runs = "return document.readyState === 'complete' && typeof heard === 'object'";
    page.browser.until("the app runs", || app(page, runs).filter(|there| *there == true));
}

/// Waits until the bar over the app shows so many direct neighbours.
#[track_caller]
pub fn until_connected(page: &Page, count: usize) {
    let shown = format!("{}[data-connected='{count}']", id("app-channel"));
    page.browser
        .until(&format!("the bar shows {count} neighbours"), || page.browser.has(&shown).then_some(()));
}

/// Waits until each hears every other. Nothing is promised about what is said before they are connected, so each says
/// it until it was heard.
#[track_caller]
pub fn meet(members: &[&dyn Member]) {
    for (from, speaker) in members.iter().enumerate() {
        for (to, listener) in members.iter().enumerate().filter(|(to, _)| *to != from) {
            let word = uuid::Uuid::new_v4().into_bytes();
            listener.until(&format!("member {to} hears member {from}"), &mut || {
                speaker.say(&word);
                listener.heard(&word) > 0
            });
        }
    }
}

/// A page and a real core that sent the app to it; nobody has it open yet.
pub fn tab_and_native(bridge: &Bridge) -> (Page, Native) {
    tab_and(bridge, real_core::account(bridge, "Grace"))
}

/// The same with this real core.
pub fn tab_and(bridge: &Bridge, core: CoreAccount) -> (Page, Native) {
    let page = Page::with_profile(bridge, "Ada");
    let chat = acquainted(&page, &core);
    let instance = core.send_file(chat, "channel.xdc", Some("Webxdc"), &archive());
    page.browser.find(&id("app-start"));
    (page, Native { core, instance })
}

/// A group with the app; nobody has it open yet.
pub struct Group {
    /// Their server.
    pub bridge: Bridge,
    /// Members with real cores.
    pub natives: Vec<Native>,
    /// Members with browsers, the chat open.
    pub tabs: Vec<Page>,
}

impl Group {
    /// The first of the real cores makes it, invites the others, and sends the app.
    pub fn new(bridge: Bridge, natives: &[&str], tabs: &[&str]) -> Self {
        Self::with_app(bridge, natives, tabs, &archive())
    }

    /// The same with another app.
    pub fn with_app(bridge: Bridge, natives: &[&str], tabs: &[&str], archive: &[u8]) -> Self {
        let cores: Vec<CoreAccount> = natives.iter().map(|name| real_core::account(&bridge, name)).collect();
        let (founder, others) = cores.split_first().unwrap();
        let chat = founder.call("create_group_chat", [json!("Players"), json!(false)]);
        let invite = founder.call("get_chat_securejoin_qr_code", [chat.clone()]);
        let invite = invite.as_str().unwrap();
        for other in others {
            other.join(invite);
        }
        let tabs: Vec<Page> = tabs
            .iter()
            .map(|name| {
                let page = Page::with_profile(&bridge, name);
                page.join(invite);
                page
            })
            .collect();
        founder.until("all are members", || {
            let members = founder.call("get_chat_contacts", [chat.clone()]);
            (members.as_array()?.len() == cores.len() + tabs.len()).then_some(())
        });
        let sent = founder.send_file(chat.as_u64().unwrap(), "channel.xdc", Some("Webxdc"), archive);
        let instance = |(position, core): (usize, &CoreAccount)| match position {
            0 => sent,
            _ => core.until("the app arrives", || {
                core.received_files("channel.xdc").pop().and_then(|message| message["id"].as_u64())
            }),
        };
        let instances: Vec<u64> = cores.iter().enumerate().map(instance).collect();
        let natives =
            cores.into_iter().zip(instances).map(|(core, instance)| Native { core, instance }).collect();
        Self { bridge, natives, tabs }
    }
}
