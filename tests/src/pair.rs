//! A page and an unmodified Delta Chat, for what mini apps do between them.

use crate::{
    bridge::Bridge,
    page::{self, Page, acquainted, id},
    real_core::{self, CoreAccount},
    xdc,
};
use pgp::types::KeyDetails as _;
use serde_json::Value;

/// For an app: puts something into every kind of storage, and tells its origin.
pub const STORE: &str = "localStorage.a = 1; sessionStorage.a = 1; await (await caches.open('c')).put('/x', new Response('x'));\
    await new Promise((done, fail) => { const r = indexedDB.open('d'); r.onsuccess = done; r.onerror = fail; }); return location.origin";
/// For an app: how much is in each that outlives the frame.
pub const LOOK: &str =
    "return [localStorage.length, (await caches.keys()).length, (await indexedDB.databases()).length]";

/// Somebody in a browser and somebody with a real core, who can write to each other.
pub struct Pair {
    /// Their server.
    pub bridge: Bridge,
    /// Grace, with the real core.
    pub core: CoreAccount,
    /// Ada, in a browser that shows the chat with Grace.
    pub page: Page,
    /// The chat of the two in the real core.
    pub chat: u64,
}

impl Pair {
    /// Ada and Grace, acquainted.
    #[expect(clippy::new_without_default, reason = "it starts programs")]
    pub fn new() -> Self {
        Self::named("Ada")
    }

    /// The same, with another name for Ada.
    pub fn named(name: &str) -> Self {
        Self::on(page::bridge(), name)
    }

    /// The same on another server.
    pub fn on(bridge: Bridge, name: &str) -> Self {
        let core = real_core::account(&bridge, "Grace");
        let page = Page::with_profile(&bridge, name);
        let chat = acquainted(&page, &core);
        page.browser.find(&id("composer"));
        Self { bridge, core, page, chat }
    }

    /// Ada's fingerprint, as the real core knows it.
    pub fn fingerprint(&self) -> String {
        let contact = self.core.call("get_chat_contacts", [self.chat.into()])[0].as_u64().unwrap();
        format!("{:X}", self.core.certificate_of(contact).fingerprint())
    }

    /// The real core sends an app of these files; its message there.
    pub fn send_app(&self, name: &str, files: &[(&str, &str)]) -> u64 {
        let archive = xdc::archive(files.iter().map(|(name, text)| (*name, text.as_bytes())));
        self.core.send_file(self.chat, name, Some("Webxdc"), &archive)
    }

    /// Starts the app of this name in the chat.
    #[track_caller]
    pub fn start(&self, name: &str) {
        let start = "const card = [...document.querySelectorAll('[data-testid=app-card]')]\
            .find(card => card.innerText.includes(args[0])); card?.querySelector('[data-testid=app-start]').click(); return !!card";
        self.page.browser.until(&format!("{name} can be started"), || {
            (self.page.browser.script(start, vec![name.into()]) == true).then_some(())
        });
    }

    /// Closes the app that is open.
    #[track_caller]
    pub fn close_app(&self) {
        self.page.browser.click(&id("app-close"));
        self.page
            .browser
            .until("the app is closed", || (!self.page.browser.has(&id("app-frame"))).then_some(()));
    }

    /// Runs a script in the app that is open; `None` while that is not possible.
    pub fn app(&self, script: &str) -> Option<Value> {
        app(&self.page, script)
    }

    /// Waits until a script in the app returns something other than `null` or `false`.
    #[track_caller]
    pub fn until_app(&self, what: &str, script: &str) -> Value {
        self.page
            .browser
            .until(what, || self.app(script).filter(|value| *value != Value::Null && *value != false))
    }

    /// Clicks in the app that is open.
    #[track_caller]
    pub fn click_in_app(&self, css: &str) {
        self.page.browser.in_frame(&id("app-frame"), |browser| browser.click(css)).unwrap();
    }

    /// Payloads that the real core has of an app.
    pub fn payloads(&self, message: u64) -> Vec<Value> {
        self.core.updates(message, 0).into_iter().map(|update| update["payload"].clone()).collect()
    }

    /// The app of this name, as the real core got it.
    #[track_caller]
    pub fn received_app(&self, name: &str) -> u64 {
        let found = self.core.until("the app arrives", || {
            let mut files = self.core.received_files(name).into_iter();
            files.find(|message| message["viewType"] == "Webxdc" && message["downloadState"] == "Done")
        });
        found["id"].as_u64().unwrap()
    }
}

/// Runs a script in the app that is open.
pub fn app(page: &Page, script: &str) -> Option<Value> {
    page.browser.in_frame(&id("app-frame"), |browser| browser.try_script(script, vec![])).ok()?.ok()
}

/// What an origin has stored, looked at from inside the page: elsewhere browsers would show other storage.
pub fn stored(page: &Page, origin: &Value) -> Option<Value> {
    let look = "document.querySelector('#look')?.remove(); const frame = document.createElement('iframe'); frame.id = 'look';\
        frame.sandbox = 'allow-scripts allow-same-origin'; frame.src = args[0] + '/__estuary__/settings.js';\
        const loaded = new Promise(done => { frame.onload = done; }); document.body.append(frame); await loaded";
    page.browser.try_script(look, vec![origin.clone()]).ok()?;
    page.browser.in_frame("#look", |browser| browser.try_script(LOOK, vec![])).ok()?.ok()
}
