//! The bot that shares a shell, as people run it: a process of its own, with a real core of its own.

use crate::{bridge::Bridge, namespace, xdc};
use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
};

/// A running bot. It is ended when this is dropped.
pub struct TerminalBot {
    process: Child,
    /// Link that leads into its group.
    pub invite: String,
    _folder: tempfile::TempDir,
}

impl TerminalBot {
    /// Starts it with a new account; `ESTUARY_BOT` is the program.
    #[track_caller]
    pub fn start(bridge: &Bridge) -> Self {
        namespace::require_loopback_only();
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env::var_os("ESTUARY_BOT").expect("ESTUARY_BOT is the bot's program"))
            .arg(folder.path().join("accounts"))
            .arg("--app")
            .arg(xdc::sample("terminal"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        writeln!(process.stdin.take().unwrap(), "{}", bridge.login_code()).unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let warning = said.next().expect("it says what it is");
        assert!(warning.contains("types commands on this machine"), "{warning}");
        let invite = said.find(|line| line.starts_with("https://")).expect("it says an invite");
        Self { process, invite, _folder: folder }
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
