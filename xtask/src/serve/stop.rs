//! Ending well: on Ctrl-C, and with no child left behind.

use crate::command::{line, succeeds};
use anyhow::{Context, Result};
use std::{
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Whether someone asked us to end.
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens to Ctrl-C and its relatives from here on.
    pub(super) fn on_signals() -> Result<Self> {
        let wanted = Arc::new(AtomicBool::new(false));
        let flag = wanted.clone();
        // A second one ends us at once: a build in its midst does not look at the flag.
        let handler = move || {
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(handler).context("Unable to listen to Ctrl-C")?;
        Ok(Self(wanted))
    }

    /// Whether it is time.
    pub(super) fn wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A program that ends with us.
pub(super) struct Child {
    /// What runs.
    pub(super) process: std::process::Child,
}

impl Child {
    /// Starts it.
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let process = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("Unable to start {}", line(command)))?;
        Ok(Self { process })
    }

    /// How it ended, if it did.
    pub(super) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.process.try_wait()?)
    }

    /// Asks it to end, and waits.
    pub(super) fn end(&mut self) -> Result<ExitStatus> {
        if self.ended()?.is_none() {
            let asked = succeeds(Command::new("kill").arg(self.process.id().to_string()));
            if !asked {
                self.process.kill()?;
            }
        }
        Ok(self.process.wait()?)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // On an error's way out nobody can be told of another.
        drop(self.end());
    }
}
