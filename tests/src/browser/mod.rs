//! A real browser, driven over WebDriver. One [`Browser`] is one person's, with a profile folder of its own.

mod devtools;
mod driver;
mod engine;
mod sleep;

pub use engine::Engine;

use crate::journal::PATIENCE;
use driver::Driver;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, error::CmdError, wd::WindowHandle};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{future::Future, path::Path, thread, time::Duration, time::Instant};
use tokio::runtime::Runtime;

/// How often the page is looked at while waiting for it.
const GLANCE: Duration = Duration::from_millis(50);

/// What a person sees, and what is in the field they are in.
const SHOWN: &str = "return [document.body.innerText, document.activeElement?.value]";

/// Whether an element is on its way to its place, by an animation that will end.
const MOVES: &str = "const element = document.querySelector(args[0]);\
    return document.getAnimations().some(({ effect, playState }) => playState === 'running'\
        && effect.getComputedTiming().endTime < Infinity && effect.target?.contains(element))";

/// A browser with one window and any number of tabs. It closes when this is dropped.
pub struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    engine: Engine,
    driver: Driver,
    profile: tempfile::TempDir,
    arguments: Vec<String>,
}

impl Browser {
    /// Starts a Chromium with an empty profile and these additional arguments.
    pub fn start(arguments: &[String]) -> Self {
        Self::of(Engine::Chromium, arguments)
    }

    /// The same with a camera and a microphone that the system makes up, and may be used without a question.
    pub fn with_devices() -> Self {
        Self::start(
            &["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"].map(str::to_owned),
        )
    }

    /// The same of any engine. What is not WebDriver's but DevTools' is there in Chromium alone: sizes, colour schemes,
    /// single keys, crashes and logs.
    pub fn of(engine: Engine, arguments: &[String]) -> Self {
        let mut browser = Self {
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap(),
            client: None,
            engine,
            driver: Driver::start(engine),
            profile: tempfile::tempdir().unwrap(),
            arguments: arguments.to_vec(),
        };
        browser.open();
        browser
    }

    /// Closes the browser and starts it again on the same profile folder.
    pub fn restart(&mut self) {
        self.close();
        self.open();
    }

    fn open(&mut self) {
        let capabilities = self.engine.capabilities(self.profile.path(), &self.arguments);
        let connect = async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&self.driver.url)
                .await
        };
        self.client = Some(self.runtime.block_on(connect).expect("the browser starts"));
    }

    fn close(&mut self) {
        if let Some(client) = self.client.take() {
            drop(self.runtime.block_on(client.close())); // it may be gone already
        }
    }

    #[track_caller]
    fn run<T>(&self, work: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|e| panic!("The browser failed: {e}"))
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("an open browser")
    }

    /// Opens an address in the current tab.
    #[track_caller]
    pub fn go(&self, url: &str) {
        self.run(self.client().goto(url));
    }

    /// Reloads the current tab.
    #[track_caller]
    pub fn reload(&self) {
        self.run(self.client().refresh());
    }

    /// Address of the current tab.
    #[track_caller]
    pub fn url(&self) -> String {
        self.run(self.client().current_url()).into()
    }

    /// Opens a new tab and makes it the current one.
    #[track_caller]
    pub fn new_tab(&self, url: &str) -> WindowHandle {
        let tab = self.run(self.client().new_window(true)).handle;
        self.switch(&tab);
        self.go(url);
        tab
    }

    /// The current tab.
    #[track_caller]
    pub fn tab(&self) -> WindowHandle {
        self.run(self.client().window())
    }

    /// All tabs and windows.
    #[track_caller]
    pub fn tabs(&self) -> Vec<WindowHandle> {
        self.run(self.client().windows())
    }

    /// Makes another tab the current one.
    #[track_caller]
    pub fn switch(&self, tab: &WindowHandle) {
        self.run(self.client().switch_to_window(tab.clone()));
    }

    /// Closes the current tab; another has to be made current then.
    #[track_caller]
    pub fn close_tab(&self) {
        self.run(self.client().close_window());
    }

    /// Size of the page, in CSS pixels.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Light or dark, as the system would prefer it.
    #[track_caller]
    pub fn prefer(&self, scheme: &str) {
        self.prefer_all(&[("prefers-color-scheme", scheme)]);
    }

    /// Several preferences of the system, by the names of their media features; those not named are as ever.
    #[track_caller]
    pub fn prefer_all(&self, preferences: &[(&str, &str)]) {
        let features: Vec<_> =
            preferences.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// The page as PNG.
    #[track_caller]
    pub fn screenshot(&self) -> Vec<u8> {
        self.run(self.client().screenshot())
    }

    /// Runs JavaScript that returns a value; promises are awaited.
    ///
    /// Errors: the page's.
    pub fn try_script(&self, body: &str, arguments: Vec<Value>) -> Result<Value, String> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);\
             (async () => {{ {body} }})().then(value => done({{value}}), error => done({{error: String(error)}}))"
        );
        let result = self.runtime.block_on(self.client().execute_async(&script, arguments));
        let mut result = result.map_err(|e| e.to_string())?;
        match result.get("error") {
            Some(error) => Err(error.to_string()),
            None => Ok(result["value"].take()),
        }
    }

    /// The same; panics if it throws.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.try_script(body, arguments).unwrap_or_else(|e| panic!("The page threw {e}"))
    }

    /// Waits until `probe` finds something; panics with what the page shows and logged.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = probe() {
                return found;
            }
            if start.elapsed() > *PATIENCE {
                let shown = self.try_script(SHOWN, vec![]);
                panic!("Waited in vain until {what}. The page shows {shown:?} and logged {:#?}", self.log());
            }
            thread::sleep(GLANCE);
        }
    }

    /// Waits for an element.
    #[track_caller]
    pub fn find(&self, css: &str) -> Element {
        self.until(&format!("there is {css}"), || {
            self.runtime.block_on(self.client().find(Locator::Css(css))).ok()
        })
    }

    /// Whether there is such an element now.
    pub fn has(&self, css: &str) -> bool {
        self.runtime.block_on(self.client().find(Locator::Css(css))).is_ok()
    }

    /// Clicks an element as soon as it can be clicked. One that still moves into its place is waited for: the driver looks
    /// where it is and presses there, which may be beside it by then.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.until(&format!("{css} can be clicked"), || {
            if self.try_script(MOVES, vec![css.into()]).is_ok_and(|moves| moves == true) {
                return None;
            }
            let click = async { self.client().find(Locator::Css(css)).await?.click().await };
            self.runtime.block_on(click).ok()
        });
    }

    /// Clicks an element once, as soon as there is one, whatever becomes of the page by it.
    #[track_caller]
    pub fn click_and_forget(&self, css: &str) {
        let element = self.find(css);
        drop(self.runtime.block_on(element.click()));
    }

    /// Types into an element. One that is replaced at that moment is looked for again: nothing has been typed then.
    #[track_caller]
    pub fn type_into(&self, css: &str, text: &str) {
        self.until(&format!("{css} can be typed into"), || {
            let element = self.find(css);
            match self.runtime.block_on(element.send_keys(text)) {
                Err(e) if e.is_stale_element_reference() => None,
                typed => {
                    typed.unwrap_or_else(|e| panic!("Typing into {css} failed: {e}"));
                    Some(())
                }
            }
        });
    }

    /// Types into whatever has the focus.
    #[track_caller]
    pub fn type_into_focused(&self, text: &str) {
        self.run(async { self.client().active_element().await?.send_keys(text).await });
    }

    /// Text of an element, once there is one.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        let element = self.find(css);
        self.run(element.text())
    }

    /// Does something inside a frame.
    ///
    /// Errors: there is no such frame (any more).
    pub fn in_frame<T>(&self, css: &str, act: impl FnOnce(&Self) -> T) -> Result<T, String> {
        let tab = self.tab();
        let enter = async { self.client().find(Locator::Css(css)).await?.enter_frame().await };
        self.runtime.block_on(enter).map_err(|e| e.to_string())?;
        let done = act(self);
        // Out again, also where the frame is gone by now.
        self.switch(&tab);
        Ok(done)
    }

    /// Gives a file to an `<input type="file">`.
    #[track_caller]
    pub fn upload(&self, css: &str, file: &Path) {
        self.upload_all(css, &[file]);
    }

    /// Chooses several files at once.
    #[track_caller]
    pub fn upload_all(&self, css: &str, files: &[&Path]) {
        let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        self.type_into(css, &paths.join("\n"));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Who waited for somebody else in vain is often told by the page why.
        if thread::panicking() && self.client.is_some() {
            println!("A page showed {:?}", self.try_script(SHOWN, vec![]));
        }
        self.close();
    }
}
