//! The bridge, as a child of ours.

use super::{open_in_browser, stop::Child};
use crate::{
    command::{capture, cargo, run},
    pages::{self, Mode},
    workspace::{Workspace, data_folder},
};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A bridge that runs.
pub(super) struct Bridge {
    child: Child,
    addresses: Addresses,
    program: PathBuf,
    settings: Vec<(&'static str, PathBuf)>,
}

/// What the bridge says once it listens.
#[derive(Debug, Deserialize)]
struct Addresses {
    http: SocketAddr,
    imap: SocketAddr,
    smtp: SocketAddr,
}

/// Builds it.
pub(super) fn build(workspace: &Workspace, mode: Mode) -> Result<()> {
    let mut build = cargo(workspace);
    build.args(["build", "--locked", "-p", "estuary-bridge"]);
    if mode == Mode::Release {
        build.arg("--release");
    }
    run(&mut build)
}

/// What it is made of, as a digest.
pub(super) fn inputs(workspace: &Workspace) -> Result<String> {
    pages::digest(&workspace.root, &["Cargo.toml", "Cargo.lock"], &["bridge", "jmap", "xdc-sandbox"])
}

impl Bridge {
    /// Builds and starts it.
    pub(super) fn build_and_start(workspace: &Workspace, mode: Mode, pages: &Path) -> Result<Self> {
        build(workspace, mode)?;
        Self::start(workspace, mode, pages)
    }

    /// Starts it with its own defaults; only where it finds pages and keeps mail is ours to say.
    pub(super) fn start(workspace: &Workspace, mode: Mode, pages: &Path) -> Result<Self> {
        let program =
            workspace.program(if mode == Mode::Release { "release" } else { "debug" }, "estuary-bridge");
        let settings =
            vec![("ESTUARY_HTTP_STATIC_DIR", pages.to_owned()), ("ESTUARY_MAIL_DATA_DIR", data_folder()?)];
        let mut command = Command::new(&program);
        command.args(["serve", "--json"]).envs(settings.clone()).stdout(Stdio::piped());
        let mut child = Child::start(&mut command)?;
        let output = child.process.stdout.take().context("The bridge has no output")?;
        let mut first = String::new();
        BufReader::new(output).read_line(&mut first).context("Unable to read what the bridge says")?;
        if first.is_empty() {
            bail!("The bridge did not start ({})", child.end()?);
        }
        let addresses = serde_json::from_str(&first).with_context(|| format!("The bridge said {first}"))?;
        Ok(Self { child, addresses, program, settings })
    }

    /// Says where it is, to a person.
    pub(super) fn introduce(&self, open: bool) -> Result<()> {
        let Addresses { http, imap, smtp } = self.addresses;
        let mut login = Command::new(&self.program);
        let code = capture(login.arg("dclogin").envs(self.settings.clone()))?;
        let url = url(http);
        println!();
        println!("  Estuary in a browser     {url}");
        println!("  Delta Chat on this machine:");
        println!("    IMAP  {} port {} (TLS, own certificate)", imap.ip(), imap.port());
        println!("    SMTP  {} port {} (TLS, own certificate)", smtp.ip(), smtp.port());
        println!("    or paste as an invite, for a new account:");
        println!("    {}", code.trim());
        println!();
        println!("Ctrl-C ends it.");
        if open { open_in_browser(&url) } else { Ok(()) }
    }

    /// An error if it has ended by itself.
    pub(super) fn check(&mut self) -> Result<()> {
        match self.child.ended()? {
            Some(status) => bail!("The bridge ended ({status})"),
            None => Ok(()),
        }
    }

    /// Ends it.
    pub(super) fn end(&mut self) -> Result<()> {
        self.child.end().map(drop)
    }
}

/// `localhost` is what browsers trust without a certificate.
fn url(address: SocketAddr) -> String {
    if address.ip().is_loopback() || address.ip().is_unspecified() {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_one_that_browsers_trust() {
        assert_eq!(url("127.0.0.1:8080".parse().unwrap()), "http://localhost:8080");
        assert_eq!(url("[::]:80".parse().unwrap()), "http://localhost:80");
        assert_eq!(url("192.0.2.1:80".parse().unwrap()), "http://192.0.2.1:80");
    }

    #[test]
    fn the_bridges_line_is_understood() {
        let line = r#"{"http":"127.0.0.1:8080","imap":"127.0.0.1:8993","smtp":"127.0.0.1:8465"}"#;
        let addresses: Addresses = serde_json::from_str(line).unwrap();
        assert_eq!(addresses.imap.port(), 8993);
    }
}
