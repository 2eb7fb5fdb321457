//! The bot of the sample *terminal*: shares a shell with a chat, through a real core. Whoever is in the chat may type, so the
//! group it shares it in has to be one of its own making.

use crate::channel::{Listener, Member as _, Native};
use pty_process::blocking::{Command, Pty, open};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, VecDeque},
    io::{Read as _, Write as _},
    process::Child,
    sync::{Arc, Mutex},
    thread,
};

/// Pieces of output that are kept for who comes late.
const KEPT: usize = 500;
/// Pieces that are said again at once.
const AGAIN: usize = 20;
/// People whose typing is told apart, and bytes of one piece of it.
const TYPISTS: usize = 100;
const LONGEST: usize = 4096;
/// Bytes of one piece of output.
const PIECE: usize = 8192;

/// A shell that is shared. It ends when this is dropped.
pub struct TerminalBot {
    shell: Child,
    _listener: Listener,
}

struct Shared {
    native: Arc<Native>,
    pty: Pty,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What the shell wrote last, with its number.
    written: VecDeque<(u64, String)>,
    /// How much it wrote.
    last: u64,
    /// Up to which number somebody's typing came.
    came: HashMap<String, u64>,
}

impl TerminalBot {
    /// Starts a shell and shares it in the channel of this app.
    pub fn start(native: Native) -> Self {
        let (pty, pts) = open().expect("a terminal");
        pty.resize(pty_process::Size::new(24, 80)).expect("its size");
        let shell = Command::new("sh").env("PS1", "$ ").spawn(pts).expect("a shell");
        native.join();
        let native = Arc::new(native);
        let shared = Arc::new(Shared { native: native.clone(), pty, state: Mutex::default() });
        thread::spawn({
            let shared = shared.clone();
            move || shared.read()
        });
        let listener = Listener::start(native, move |data| {
            if let Ok(said) = serde_json::from_slice(data) {
                shared.hear(&said);
            }
        });
        Self { shell, _listener: listener }
    }
}

impl Drop for TerminalBot {
    fn drop(&mut self) {
        self.shell.kill().ok();
        self.shell.wait().ok();
    }
}

impl Shared {
    /// Until the shell ends.
    fn read(&self) {
        let (mut buffer, mut open) = (vec![0; PIECE], Vec::new());
        while let Ok(count @ 1..) = (&self.pty).read(&mut buffer) {
            open.extend(buffer.get(..count).unwrap_or_default());
            // A letter may be cut between two pieces.
            let whole = match std::str::from_utf8(&open) {
                Err(cut) if cut.error_len().is_none() => cut.valid_up_to(),
                _ => open.len(),
            };
            let rest = open.split_off(whole);
            let text = String::from_utf8_lossy(&std::mem::replace(&mut open, rest)).into_owned();
            if !text.is_empty() {
                let number = self.note(text.clone());
                self.say(json!({"number": number, "text": text}));
            }
        }
    }

    fn note(&self, text: String) -> u64 {
        let mut state = self.state.lock().unwrap();
        state.last += 1;
        let number = state.last;
        state.written.push_back((number, text));
        if state.written.len() > KEPT {
            state.written.pop_front();
        }
        number
    }

    fn hear(&self, said: &Value) {
        let (Some(by), Some(after)) =
            (said["by"].as_str().filter(|by| by.len() <= 64), said["after"].as_u64())
        else {
            return;
        };
        let (mut typed, mut missing) = (Vec::new(), Vec::new());
        {
            let mut state = self.state.lock().unwrap();
            if state.came.len() >= TYPISTS && !state.came.contains_key(by) {
                return;
            }
            let came = state.came.entry(by.to_owned()).or_default();
            for piece in said["typed"].as_array().into_iter().flatten() {
                let text = piece["text"].as_str().filter(|text| text.len() <= LONGEST);
                if let (true, Some(text)) = (piece["number"] == *came + 1, text) {
                    *came += 1;
                    typed.extend(text.as_bytes());
                }
            }
            missing.extend(state.written.iter().filter(|(number, _)| *number > after).take(AGAIN).cloned());
        }
        // What cannot be typed any more has no shell to go to.
        (&self.pty).write_all(&typed).ok();
        self.say(json!({"to": by}));
        for (number, text) in missing {
            self.say(json!({"number": number, "text": text}));
        }
    }

    /// With what is told with everything.
    fn say(&self, mut said: Value) {
        {
            let state = self.state.lock().unwrap();
            said["bot"] = json!("terminal");
            said["last"] = json!(state.last);
            said["first"] = json!(state.written.front().map_or(1, |(number, _)| *number));
            if let Some(came) = said["to"].as_str().and_then(|by| state.came.get(by)) {
                said["came"] = json!(came);
            }
        }
        self.native.say(said.to_string().as_bytes());
    }
}
