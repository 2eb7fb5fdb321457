//! Where browsers see this server: one origin for the pages, and one for each mini app.

use crate::config::Http;

/// The origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    /// Of the pages, for example `https://chat.example`.
    pub page: String,
    /// What follows the label and its dot in the `Host` of a mini app. `None`: there are no mini apps.
    pub sandbox: Option<String>,
}

impl Origins {
    /// As the settings say; where they say nothing, `localhost` with the port listened on, which needs neither DNS nor
    /// certificates.
    #[must_use]
    pub fn new(settings: &Http, port: u16) -> Self {
        let scheme = if settings.tls { "https" } else { "http" };
        let local = format!("localhost:{port}");
        let unset = settings.origin.is_none();
        Self {
            page: settings.origin.clone().unwrap_or_else(|| format!("{scheme}://{local}")),
            sandbox: settings.sandbox.clone().or_else(|| unset.then_some(local)),
        }
    }

    /// The label in the `Host` of a request, if it is one for a mini app: one part of a name, before the base.
    #[must_use]
    pub fn label<'h>(&self, host: &'h str) -> Option<&'h str> {
        let base = self.sandbox.as_deref()?;
        let label = host.get(..host.len().checked_sub(base.len())?)?.strip_suffix('.')?;
        let is_base = host.get(label.len() + 1..)?.eq_ignore_ascii_case(base);
        // A name that is none of a label is still nothing but a mini app's: it must not get the pages.
        (is_base && !label.is_empty()).then_some(label)
    }

    /// All origins of mini apps, as a source of CSP.
    #[must_use]
    pub fn apps(&self) -> Option<String> {
        let (scheme, _) = self.page.split_once("://")?;
        Some(format!("{scheme}://*.{}", self.sandbox.as_deref()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(page: &str, sandbox: Option<&str>) -> Origins {
        Origins { page: page.to_owned(), sandbox: sandbox.map(str::to_owned) }
    }

    #[test]
    fn settings_and_defaults() {
        let mut settings = crate::Config::defaults().unwrap().http;
        assert_eq!(Origins::new(&settings, 8080), origins("http://localhost:8080", Some("localhost:8080")));
        settings.origin = Some("https://chat.example".into());
        assert_eq!(Origins::new(&settings, 8080), origins("https://chat.example", None));
        settings.sandbox = Some("apps.example".into());
        let both = Origins::new(&settings, 8080);
        assert_eq!(both, origins("https://chat.example", Some("apps.example")));
        assert_eq!(both.apps().as_deref(), Some("https://*.apps.example"));
    }

    #[test]
    fn everything_below_the_base_is_a_mini_apps() {
        let origins = origins("http://localhost:1", Some("localhost:1"));
        for (host, label) in [
            ("abc.localhost:1", Some("abc")),
            ("ABC.LocalHost:1", Some("ABC")),
            ("a.b.localhost:1", Some("a.b")),
            ("localhost:1", None),
            (".localhost:1", None),
            ("abclocalhost:1", None),
            ("abc.localhost:2", None),
            ("abc.localhost", None),
            ("127.0.0.1:1", None),
            ("é", None),
        ] {
            assert_eq!(origins.label(host), label, "{host}");
        }
    }
}
