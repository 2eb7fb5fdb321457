//! The page as a person uses it. Elements are found by `data-testid`, so that neither words nor looks are tied down.

use crate::{bridge::Bridge, browser::Browser, real_core::CoreAccount, recorder::Recorder, tls::Certificate};
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf};
use tempfile::NamedTempFile;

/// Runs axe; each violation with the elements it is about.
const AUDIT: &str = "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];\
    const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});\
    return found.violations.map(({id, nodes}) => [id, ...nodes.map(node => [node.html, node.failureSummary])])";

/// A bridge that serves the pages as people get them; `ESTUARY_PAGES` names their folder.
pub fn bridge() -> Bridge {
    Bridge::serving(&pages())
}

/// The same over HTTPS with this certificate.
pub fn bridge_with_tls(certificate: &Certificate) -> Bridge {
    Bridge::serving_tls(&pages(), certificate)
}

/// The same behind a recorder, through which all goes that browsers and relayed peers say to it.
pub fn recorded_bridge() -> (Recorder, Bridge) {
    let recorder = Recorder::start();
    let bridge = Bridge::serving_behind(&pages(), recorder.port());
    recorder.lead_to(bridge.port());
    (recorder, bridge)
}

/// The same without addresses for mini apps.
pub fn bridge_without_app_origins() -> Bridge {
    Bridge::without_app_origins(&pages())
}

/// The folder of the built pages.
pub fn pages() -> PathBuf {
    env::var_os("ESTUARY_PAGES").expect("ESTUARY_PAGES names the folder of the built pages").into()
}

/// An element by its `data-testid`.
pub fn id(name: &str) -> String {
    format!("[data-testid={name}]")
}

/// A message as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// Of own messages: `pending`, `delivered`, `read` or `failed`.
    pub state: Option<String>,
}

/// The page in a browser's current tab.
pub struct Page {
    /// The browser.
    pub browser: Browser,
    /// Where the page is.
    pub url: String,
}

impl Page {
    /// A browser that has not been here before, and has not opened the page yet.
    pub fn new(bridge: &Bridge, arguments: &[String]) -> Self {
        Self::in_browser(bridge, Browser::start(arguments))
    }

    /// The same of a browser that runs.
    pub fn in_browser(bridge: &Bridge, browser: Browser) -> Self {
        Self { browser, url: bridge.url() }
    }

    /// A browser with a profile.
    pub fn with_profile(bridge: &Bridge, name: &str) -> Self {
        let page = Self::new(bridge, &[]);
        page.browser.go(&page.url);
        page.create_profile(name);
        page
    }

    /// From the first screen to the chat list, or to the question the page was opened with.
    #[track_caller]
    pub fn create_profile(&self, name: &str) {
        self.browser.type_into(&id("name"), name);
        self.browser.click(&id("start"));
        self.browser.find(&id("panes"));
    }

    /// Makes another profile in this browser; ends in its chat list.
    #[track_caller]
    pub fn add_profile(&self, name: &str) {
        self.browser.click(&id("settings"));
        self.browser.click(&id("profile-add"));
        self.create_profile(name);
    }

    /// Goes to another profile of this browser, by the button beside the chats.
    #[track_caller]
    pub fn switch_profile(&self, name: &str) {
        self.browser.click(&format!("{}[title={name:?}]", id("profile-way")));
        self.until_profile(name);
    }

    /// Waits until this profile is shown, among others.
    #[track_caller]
    pub fn until_profile(&self, name: &str) {
        self.browser.find(&format!("{}[title={name:?}]", id("profile-here")));
    }

    /// Pastes an invite and agrees; ends in the chat.
    #[track_caller]
    pub fn join(&self, invite: &str) {
        self.browser.click(&id("new-chat"));
        self.browser.click(&id("open-invite"));
        self.browser.type_into(&id("join-link"), invite);
        self.browser.click(&id("join-check"));
        self.agree_to_join();
    }

    /// Answers the question whether to join; ends in the chat.
    #[track_caller]
    pub fn agree_to_join(&self) {
        self.browser.find(&id("join-ask"));
        self.browser.click(&id("join"));
        self.browser.find(&id("chat-name"));
    }

    /// The link in the own invite; the dialog stays open.
    #[track_caller]
    pub fn show_invite(&self) -> String {
        self.browser.click(&id("show-invite"));
        self.browser.text(&id("invite-link"))
    }

    /// Opens the first chat of the list.
    #[track_caller]
    pub fn open_first_chat(&self) {
        self.browser.click(&id("chat-row"));
        self.browser.find(&id("chat-name"));
    }

    /// Opens the chat whose row shows this text.
    #[track_caller]
    pub fn open_chat(&self, text: &str) {
        let open = "const row = [...document.querySelectorAll('[data-testid=chat-row]')]\
            .find(row => row.innerText.includes(args[0])); row?.click(); return !!row";
        self.browser.until(&format!("a chat shows {text:?}"), || {
            (self.browser.script(open, vec![text.into()]) == true).then_some(())
        });
        self.browser.find(&id("chat-name"));
    }

    /// Waits until the chat can be written to, then writes and presses Enter.
    #[track_caller]
    pub fn send(&self, text: &str) {
        self.browser.type_into(&id("composer"), &format!("{text}\n"));
    }

    /// Opens the menu of the message with this text, and chooses from it.
    #[track_caller]
    pub fn choose(&self, text: &str, item: &str) {
        let open = "const message = [...document.querySelectorAll('[data-testid=message]')]\
            .find(message => message.innerText.includes(args[0]));\
            message?.querySelector('[data-testid=message-menu]').click(); return !!message";
        self.browser.until(&format!("a message says {text:?}"), || {
            (self.browser.script(open, vec![text.into()]) == true).then_some(())
        });
        self.browser.click(&format!("{} {}", id("open-menu"), id(item)));
    }

    /// Messages of the open chat, oldest first.
    pub fn messages(&self) -> Vec<Shown> {
        let read = "return [...document.querySelectorAll('[data-testid=message]')].map(message => [\
            message.querySelector('[data-testid=text]')?.innerText ?? '',\
            message.querySelector('[data-testid=state]')?.dataset.state ?? null])";
        let rows = self.browser.script(read, vec![]);
        let shown = |row: &Value| Shown {
            text: row[0].as_str().unwrap_or_default().to_owned(),
            state: row[1].as_str().map(str::to_owned),
        };
        rows.as_array().unwrap().iter().map(shown).collect()
    }

    /// Texts of the open chat, oldest first.
    pub fn texts(&self) -> Vec<String> {
        self.messages().into_iter().map(|message| message.text).collect()
    }

    /// Waits for a message.
    #[track_caller]
    pub fn until_shown(&self, text: &str) {
        let what = format!("{text:?} is shown");
        self.browser.until(&what, || self.texts().iter().any(|shown| shown == text).then_some(()));
    }

    /// Waits until a file that is to be sent is ready and says this; all it says.
    #[track_caller]
    pub fn until_waiting(&self, text: &str) -> String {
        let read = "return [...document.querySelectorAll('[data-testid=tray-item]:not(:has([role=status]))')]\
            .map(item => item.innerText)\
            .find(words => words.includes(args[0])) ?? null";
        self.browser.until(&format!("a file that says {text:?} waits"), || {
            self.browser.script(read, vec![text.into()]).as_str().map(str::to_owned)
        })
    }

    /// Waits until an own message is in one of these states.
    #[track_caller]
    pub fn until_state(&self, text: &str, states: &[&str]) {
        self.browser.until(&format!("{text:?} is {states:?}"), || {
            let messages = self.messages();
            let state = &messages.iter().find(|message| message.text == text)?.state;
            states.contains(&state.as_deref()?).then_some(())
        });
    }

    /// A picture of this width and a height of 200 pixels with one colour on its left and one on its right, drawn by the
    /// browser, as a file.
    #[track_caller]
    pub fn draw_picture(&self, width: u32, left: &str, right: &str, format: &str) -> NamedTempFile {
        let draw = "const [width, left, right, format] = args;\
            const canvas = new OffscreenCanvas(width, 200); const pen = canvas.getContext('2d');\
            pen.fillStyle = left; pen.fillRect(0, 0, width, 200);\
            pen.fillStyle = right; pen.fillRect(width / 2, 0, width, 200);\
            const blob = await canvas.convertToBlob({type: `image/${format}`});\
            return [...new Uint8Array(await blob.arrayBuffer())]";
        let bytes = self.browser.script(draw, vec![width.into(), left.into(), right.into(), format.into()]);
        let bytes: Vec<u8> = serde_json::from_value(bytes).unwrap();
        let file = tempfile::Builder::new().suffix(&format!(".{format}")).tempfile().unwrap();
        fs::write(file.path(), bytes).unwrap();
        file
    }

    /// Pictures of what is shown: wide and narrow, light and dark. Each is looked at for what would keep people from
    /// using it.
    #[track_caller]
    pub fn picture(&self, name: &str) {
        for (width, height) in [(390, 844), (1280, 800)] {
            self.browser.resize(width, height);
            self.audit(&format!("{name}-{width}x{height}"));
        }
    }

    /// The same of what is shown as it is, in both themes.
    #[track_caller]
    pub fn audit(&self, name: &str) {
        self.load_axe();
        for scheme in ["dark", "light"] {
            self.browser.prefer(scheme);
            let file = self.photograph(&format!("{name}-{scheme}"));
            assert_eq!(self.violations(), json!([]), "{} keeps people out", file.display());
        }
    }

    /// A picture of what is shown, once it has come to rest; the file.
    #[track_caller]
    pub fn photograph(&self, name: &str) -> PathBuf {
        let folder =
            env::var_os("ESTUARY_SCREENSHOTS").map_or_else(|| "target/screenshots".into(), PathBuf::from);
        self.settle();
        let file = folder.join(format!("{name}.png"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, self.browser.screenshot()).unwrap();
        file
    }

    /// Waits until nothing moves.
    #[track_caller]
    pub fn settle(&self) {
        let settled = "await document.fonts.ready;\
            await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})));\
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        self.browser.script(settled, vec![]);
    }

    /// Loads what tells [`Self::violations`]; `ESTUARY_AXE` names the script.
    #[track_caller]
    pub fn load_axe(&self) {
        let axe = env::var_os("ESTUARY_AXE").expect("ESTUARY_AXE names axe.min.js");
        // The page's own policy forbids code from strings.
        self.browser.devtools("Runtime.evaluate", json!({"expression": fs::read_to_string(axe).unwrap()}));
    }

    /// What would keep people from using what is shown (WCAG 2.2 A and AA, as far as axe can tell).
    #[track_caller]
    pub fn violations(&self) -> Value {
        self.browser.script(AUDIT, vec![])
    }
}

/// A page and a real core that can write to each other; the chat is open in the page.
pub fn acquainted(page: &Page, core: &CoreAccount) -> u64 {
    page.join(&core.invite());
    core.until_joined();
    let contact = core.until("who joined is known", || {
        let contacts = core.call("get_contacts", [0.into(), Value::Null]);
        contacts.as_array()?.first().cloned()
    });
    core.chat_with(contact["id"].as_u64().unwrap())
}
