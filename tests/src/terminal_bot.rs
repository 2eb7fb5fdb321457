//! The bot that shares a shell, as people run it: a process of its own, with a real core of its own.

use crate::{bridge::Bridge, namespace, xdc};
use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running bot. It is ended when this is dropped.
pub struct TerminalBot {
    process: Child,
    /// Link that leads into its group.
    pub invite: String,
    folder: tempfile::TempDir,
}

impl TerminalBot {
    /// Starts it with a new account; `ESTUARY_BOT` is the program.
    #[track_caller]
    pub fn start(bridge: &Bridge) -> Self {
        namespace::require_loopback_only();
        let folder = tempfile::tempdir().unwrap();
        let (process, invite) = Self::run(folder.path(), &bridge.login_code());
        Self { process, invite, folder }
    }

    /// Ends it and starts it again on its folder; nobody is there to give a login code.
    #[track_caller]
    pub fn start_again(&mut self) {
        assert!(self.end(), "it ends well");
        (self.process, self.invite) = Self::run(self.folder.path(), "");
    }

    #[track_caller]
    fn run(folder: &Path, code: &str) -> (Child, String) {
        let mut process = Command::new(env::var_os("ESTUARY_BOT").expect("ESTUARY_BOT is the bot's program"))
            .arg(folder.join("accounts"))
            .arg("--app")
            .arg(xdc::sample("terminal"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(process.stdin.take().unwrap(), "{code}").unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let warning = said.next().expect("it says what it is");
        assert!(warning.contains("types commands on this machine"), "{warning}");
        let invite = said.find(|line| line.starts_with("https://")).expect("it says an invite");
        (process, invite)
    }

    /// Asks it to end, as an init system does, and waits; whether it ended well.
    pub fn stop(mut self) -> bool {
        self.end()
    }

    fn end(&mut self) -> bool {
        if self.process.try_wait().unwrap().is_none() {
            Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        }
        self.process.wait().unwrap().success()
    }
}

impl Drop for TerminalBot {
    fn drop(&mut self) {
        self.end();
    }
}
