//! A shell that believes it has a terminal.

use anyhow::{Context as _, Result};
use pty_process::blocking::{Command, Pty, open};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    env, fs,
    io::{Read as _, Write as _},
    process::Child,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{SyncSender, sync_channel},
    },
    thread,
};

/// All it gets of the bot's own environment, where secrets may lie.
const ENVIRONMENT: [&str; 5] = ["HOME", "LANG", "LOGNAME", "PATH", "USER"];
/// Pieces of typing that wait for a program that does not read.
const WAITING: usize = 64;
/// Bytes of one piece of output.
const PIECE: usize = 8192;
/// How often is looked for what was started while others were ended.
const ROUNDS: usize = 100;

/// A running shell. It ends when this is dropped, with everything that was started in it and did not take a session of its own.
pub(crate) struct Shell {
    child: Child,
    typed: SyncSender<Vec<u8>>,
    ended: Arc<AtomicBool>,
}

impl Shell {
    /// Starts one. `wrote` is told what it writes, and nothing when it has ended.
    pub(crate) fn start(wrote: impl FnMut(Option<String>) + Send + 'static) -> Result<Self> {
        let (pty, pts) = open().context("There is no terminal")?;
        pty.resize(pty_process::Size::new(24, 80)).context("The terminal has no size")?;
        let known = ENVIRONMENT.into_iter().filter_map(|name| Some((name, env::var_os(name)?)));
        let mut shell = Command::new("/bin/sh").env_clear().envs(known).env("TERM", "dumb").env("PS1", "$ ");
        if let Some(home) = env::home_dir().filter(|home| home.is_dir()) {
            shell = shell.current_dir(home);
        }
        let child = shell.spawn(pts).context("Unable to start a shell")?;
        let (pty, ended) = (Arc::new(pty), Arc::<AtomicBool>::default());
        let (typed, to_type) = sync_channel::<Vec<u8>>(WAITING);
        thread::spawn({
            let (pty, ended) = (Arc::clone(&pty), Arc::clone(&ended));
            move || read(&pty, &ended, wrote)
        });
        thread::spawn(move || {
            for piece in to_type {
                if (&*pty).write_all(&piece).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, typed, ended })
    }

    /// Types; whether there was room for it.
    pub(crate) fn type_in(&self, piece: Vec<u8>) -> bool {
        self.typed.try_send(piece).is_ok()
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Release);
        let session = self.child.id();
        for _ in 0..ROUNDS {
            let living = living(session);
            if living.is_empty() {
                break;
            }
            for process in living {
                kill_process(process, Signal::KILL).ok();
            }
        }
        self.child.wait().ok();
    }
}

/// Tells what comes out, until it ends.
fn read(mut pty: &Pty, ended: &AtomicBool, mut wrote: impl FnMut(Option<String>)) {
    let (mut buffer, mut open) = (vec![0; PIECE], Vec::new());
    while let Ok(count @ 1..) = pty.read(&mut buffer)
        && !ended.load(Ordering::Acquire)
    {
        open.extend(buffer.get(..count).unwrap_or_default());
        // A letter may be cut between two pieces.
        let whole = match std::str::from_utf8(&open) {
            Err(cut) if cut.error_len().is_none() => cut.valid_up_to(),
            _ => open.len(),
        };
        let rest = open.split_off(whole);
        let text = String::from_utf8_lossy(&std::mem::replace(&mut open, rest)).into_owned();
        if !text.is_empty() {
            wrote(Some(text));
        }
    }
    if !ended.swap(true, Ordering::AcqRel) {
        wrote(None);
    }
}

/// Processes of a session that still run (proc_pid_stat(5): fields 3 and 6).
fn living(session: u32) -> Vec<Pid> {
    let is_living = |stat: &str| {
        let mut fields = stat.rsplit_once(") ")?.1.split(' ');
        let (state, of) = (fields.next()?, fields.nth(2)?.parse::<u32>().ok()?);
        (of == session && !matches!(state, "Z" | "X")).then_some(())
    };
    let processes = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let living = processes.filter_map(|process| {
        let pid = Pid::from_raw(process.file_name().to_str()?.parse().ok()?)?;
        is_living(&fs::read_to_string(process.path().join("stat")).ok()?).map(|()| pid)
    });
    living.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};

    fn shell() -> (Shell, Receiver<Option<String>>) {
        let (tell, told) = channel();
        (Shell::start(move |text| drop(tell.send(text))).unwrap(), told)
    }

    /// What it writes until this is in it.
    fn until(told: &Receiver<Option<String>>, text: &str) -> String {
        let mut all = String::new();
        while !all.contains(text) {
            all += &told.recv().unwrap().expect("the shell goes on");
        }
        all
    }

    fn type_in(shell: &Shell, line: &str) {
        assert!(shell.type_in(format!("{line}\n").into_bytes()));
    }

    #[test]
    fn it_knows_nothing_but_where_it_is() {
        let (shell, told) = shell();
        type_in(&shell, "env; echo $((6 * 7))-boats");
        let said = until(&told, "42-boats");
        assert!(env::vars().count() > ENVIRONMENT.len(), "there is something to be hidden");
        // The prompt may come after what was typed, and before what it answers.
        let lines = said.lines().map(|line| line.trim_start_matches("$ "));
        let names = lines.filter_map(|line| line.split_once('=')).map(|(name, _)| name);
        let own = ["TERM", "PS1", "PWD", "OLDPWD", "SHLVL", "_"];
        for name in names {
            assert!(ENVIRONMENT.contains(&name) || own.contains(&name), "{name} in {said}");
        }
    }

    #[test]
    fn what_was_started_in_it_ends_with_it() {
        let (shell, told) = shell();
        type_in(&shell, "nohup sleep 600 >/dev/null 2>&1 &");
        type_in(&shell, "echo $((6 * 7))-boats");
        until(&told, "42-boats");
        let session = shell.child.id();
        assert!(living(session).len() >= 2, "the shell, and what sleeps");
        drop(shell);
        assert_eq!(living(session), []);
    }

    #[test]
    fn its_end_is_told_once() {
        let (shell, told) = shell();
        type_in(&shell, "exit");
        while told.recv().unwrap().is_some() {}
        assert!(shell.has_ended());
        drop(shell);
        assert!(told.recv().is_err());
    }
}
