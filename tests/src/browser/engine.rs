//! What differs from one browser to another: how its driver is started and how it is.

use serde_json::{Map, Value, json};
use std::{env, path::Path};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium.
    Chromium,
    /// Firefox, the extended support release.
    Firefox,
}

impl Engine {
    /// Its name, as a table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        }
    }

    /// The program that steers it, and the words before the port in what that says first. `cargo xtask` names the
    /// program in an environment variable.
    pub(super) fn driver(self) -> (String, &'static str) {
        let (variable, name, words) = match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver", "successfully on port "),
            Self::Firefox => ("GECKODRIVER", "geckodriver", "Listening on 127.0.0.1:"),
        };
        (env::var(variable).unwrap_or_else(|_| name.to_owned()), words)
    }

    /// What a session is asked for: no screen, an own profile folder, and nothing done by the browser on its own.
    pub(super) fn capabilities(self, profile: &Path, arguments: &[String]) -> Map<String, Value> {
        let capabilities = match self {
            Self::Chromium => json!({
                "goog:chromeOptions": with_program("CHROME", chromium(profile, arguments)),
                "goog:loggingPrefs": {"browser": "ALL"},
            }),
            Self::Firefox => {
                json!({"moz:firefoxOptions": with_program("FIREFOX", firefox(profile, arguments))})
            }
        };
        capabilities.as_object().cloned().unwrap_or_default()
    }
}

fn with_program(variable: &str, mut options: Value) -> Value {
    if let Some(program) = env::var_os(variable) {
        options["binary"] = json!(program.to_string_lossy());
    }
    options
}

fn chromium(profile: &Path, arguments: &[String]) -> Value {
    let mut all = vec![
        "--headless=new".to_owned(),
        "--no-sandbox".into(), // tests run as root
        "--disable-dev-shm-usage".into(),
        "--disable-quic".into(),
        "--no-first-run".into(),
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        "--window-size=1280,800".into(),
        format!("--user-data-dir={}", profile.display()),
    ];
    all.extend(arguments.iter().cloned());
    json!({"args": all})
}

/// Arguments of the form `name=value` are preferences, as there is no other way to tell Firefox.
fn firefox(profile: &Path, arguments: &[String]) -> Value {
    let mut preferences = json!({
        "app.normandy.enabled": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        // A world of loopback alone is no network to it.
        "network.manage-offline-status": false,
    });
    for (name, value) in arguments.iter().filter_map(|argument| argument.split_once('=')) {
        preferences[name] = value.parse().unwrap_or_else(|_| json!(value));
    }
    let arguments =
        json!(["-headless", "--width=1280", "--height=800", "-profile", profile.to_string_lossy()]);
    json!({"args": arguments, "prefs": preferences})
}
