//! What WebDriver itself cannot do, over Chromium's DevTools protocol.

use super::Browser;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

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

    /// What the pages logged since the last call.
    pub fn log(&self) -> Vec<String> {
        let entries = self.runtime.block_on(self.client().issue_cmd(Extension::Log)).unwrap_or_default();
        let entries = entries.as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| format!("{}: {}", entry["level"], entry["message"])).collect()
    }
}
