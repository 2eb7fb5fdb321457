//! What WebDriver itself cannot do, over Chromium's DevTools protocol.

use super::Browser;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::timeout;
use url::{ParseError, Url};

/// Long enough for the order to crash to be heard.
const CRASH: Duration = Duration::from_secs(2);

#[derive(Debug)]
enum Extension {
    DevTools(Value),
    Log,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let what = match self {
            Self::DevTools(_) => "goog/cdp/execute",
            Self::Log => "se/log",
        };
        base.join(&format!("session/{}/{what}", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = match self {
            Self::DevTools(command) => command.clone(),
            Self::Log => json!({"type": "browser"}),
        };
        (Method::POST, Some(body.to_string()))
    }
}

impl Browser {
    /// A DevTools command for the current tab.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.run(self.client().issue_cmd(Extension::DevTools(json!({"cmd": command, "params": parameters}))))
    }

    /// Kills the renderer of the current tab, as a lack of memory would. The tab cannot be used any more.
    #[track_caller]
    pub fn crash_tab(&self) {
        // The answer never comes: who would give it is dead.
        let crash = self.client().issue_cmd(Extension::DevTools(json!({"cmd": "Page.crash", "params": {}})));
        drop(self.runtime.block_on(async { timeout(CRASH, crash).await }));
        let sign_of_life = self.client().execute("return 1", Vec::new());
        let answer = self.runtime.block_on(async { timeout(CRASH, sign_of_life).await });
        assert!(!matches!(answer, Ok(Ok(_))), "the tab lives");
    }

    /// What the pages logged since the last call.
    pub fn log(&self) -> Vec<String> {
        let entries = self.runtime.block_on(self.client().issue_cmd(Extension::Log)).unwrap_or_default();
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| format!("{}: {}", entry["level"], entry["message"])).collect()
    }
}
