//! The workbench for mini apps, as somebody who writes one uses it.

use crate::{
    bridge::Bridge,
    browser::Browser,
    page::{Page, id},
    xdc,
};
use serde_json::Value;
use std::{
    fs,
    time::{Duration, Instant},
};

/// An app that cannot be asked anything for so long is not there any more.
const SILENCE: Duration = Duration::from_secs(3);

/// A page that shows the workbench.
pub struct Workbench {
    /// The page.
    pub page: Page,
    folder: tempfile::TempDir,
}

impl Workbench {
    /// A browser with a profile and these additional arguments, at the workbench.
    pub fn start(bridge: &Bridge, arguments: &[String]) -> Self {
        Self::in_browser(bridge, Browser::start(arguments))
    }

    /// The same in a browser that runs.
    pub fn in_browser(bridge: &Bridge, browser: Browser) -> Self {
        let page = Page::in_browser(bridge, browser);
        page.browser.go(&page.url);
        page.create_profile("Ada");
        let bench = Self { page, folder: tempfile::tempdir().unwrap() };
        bench.page.browser.go(&format!("{}/#developer", bench.page.url));
        bench.page.browser.find(&id("developer-archive"));
        bench
    }

    /// Opens an app; its peers start.
    pub fn open(&self, files: &[(String, Vec<u8>)]) {
        let files = files.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
        self.open_file("app.xdc", &xdc::archive(files));
    }

    /// Opens a file of this name, whatever it is.
    pub fn open_file(&self, name: &str, bytes: &[u8]) {
        let file = self.folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        self.page.browser.upload(&id("developer-archive"), &file);
    }

    /// Opens one of the sample apps.
    pub fn open_sample(&self, name: &str) {
        self.page.browser.upload(&id("developer-archive"), &xdc::sample(name));
    }

    /// Waits until a script in the app of a peer (the first is 0) returns something other than `null` or `false`.
    #[track_caller]
    pub fn until(&self, peer: usize, what: &str, script: &str) -> Value {
        self.page.browser.until(what, || {
            let found = self
                .page
                .browser
                .in_frame(&frame(peer), |browser| browser.try_script(script, vec![]))
                .ok()?;
            found.ok().filter(|value| *value != Value::Null && *value != false)
        })
    }

    /// Runs a script in the app of a peer.
    #[track_caller]
    pub fn script(&self, peer: usize, script: &str) -> Value {
        let result = self.page.browser.in_frame(&frame(peer), |browser| browser.try_script(script, vec![]));
        result.expect("the frame is there").unwrap_or_else(|e| panic!("The app threw {e}"))
    }

    /// Clicks in the app of a peer.
    #[track_caller]
    pub fn click(&self, peer: usize, css: &str) {
        self.page.browser.in_frame(&frame(peer), |browser| browser.click(css)).expect("the frame is there");
    }

    /// Waits until a script in the app of a peer returns `true`, or the browser has ended the app: then it has not
    /// answered for a while.
    #[track_caller]
    pub fn until_over(&self, peer: usize, what: &str, script: &str) {
        let mut silent = None;
        self.page.browser.until(what, || {
            let found =
                self.page.browser.in_frame(&frame(peer), |browser| browser.try_script(script, vec![]));
            match found {
                Ok(Ok(value)) => {
                    silent = None;
                    (value == true).then_some(())
                }
                Ok(Err(_)) | Err(_) => {
                    (silent.get_or_insert_with(Instant::now).elapsed() > SILENCE).then_some(())
                }
            }
        });
    }

    /// Types into the app of a peer.
    #[track_caller]
    pub fn type_into(&self, peer: usize, css: &str, text: &str) {
        let typed = self.page.browser.in_frame(&frame(peer), |browser| browser.type_into(css, text));
        typed.expect("the frame is there");
    }

    /// Closes the app of a peer.
    #[track_caller]
    pub fn close(&self, peer: usize) {
        self.page.browser.click(&format!("{} {}", nth(peer), id("app-close")));
        self.page.browser.until("the app is closed", || (!self.page.browser.has(&frame(peer))).then_some(()));
    }

    /// Clicks in the app of a peer, which may lead anywhere.
    #[track_caller]
    pub fn click_and_forget(&self, peer: usize, css: &str) {
        self.page
            .browser
            .in_frame(&frame(peer), |browser| browser.click_and_forget(css))
            .expect("the frame is there");
    }

    /// All updates, as the inspector shows them.
    pub fn updates(&self) -> Vec<Value> {
        let read =
            "return [...document.querySelectorAll('[data-testid=update] code')].map(code => code.innerText)";
        let rows = self.page.browser.script(read, vec![]);
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| serde_json::from_str(row.as_str().unwrap()).unwrap())
            .collect()
    }
}

fn nth(peer: usize) -> String {
    format!("{}:nth-child({})", id("peer"), peer + 1)
}

fn frame(peer: usize) -> String {
    format!("{} {}", nth(peer), id("app-frame"))
}
