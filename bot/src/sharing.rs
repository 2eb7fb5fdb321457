//! A shell in the channel of an app. The channel loses things: what is typed has numbers and is said again until the bot says
//! that it came, and what the shell writes has numbers by which the app asks for what it misses.

use crate::{
    group::{Channel, Group},
    shell::Shell,
};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    collections::VecDeque,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Pieces of output that are kept for who comes late.
const KEPT: usize = 500;
/// Pieces that are said again at once.
const AGAIN: usize = 20;
/// People whose typing is told apart, and letters of the name one gives oneself.
const TYPISTS: usize = 100;
const NAME: usize = 64;
/// Bytes of one piece of typing.
const LONGEST: usize = 4096;
/// What the screen says when the shell is gone.
const ENDED: &str = "\r\n[The shell has ended. What is typed next begins another.]\r\n";

/// A shell that is shared. Both end when this is dropped.
pub(crate) struct Sharing {
    screen: Arc<Screen>,
    typists: Typists,
    shell: Shell,
}

impl Sharing {
    /// Sends the app and starts a shell for its channel.
    pub(crate) fn begin(group: &Group, app: &Path) -> Result<Self> {
        let screen =
            Arc::new(Screen { channel: group.channel(group.send_app(app)?)?, written: Mutex::default() });
        let shell = screen.shell()?;
        Ok(Self { screen, typists: Typists::default(), shell })
    }

    /// The message with the app.
    pub(crate) fn instance(&self) -> u64 {
        self.screen.channel.instance
    }

    /// Whether it is in this app.
    pub(crate) fn is_of(&self, instance: u64) -> bool {
        self.instance() == instance
    }

    /// Takes what somebody's app says, and answers. What is not understood is not for us.
    ///
    /// Errors: there is no other shell.
    pub(crate) fn hear(&mut self, data: &[u8]) -> Result<()> {
        let Some(said) = serde_json::from_slice::<Said>(data).ok().filter(|said| said.by.len() <= NAME)
        else {
            return Ok(());
        };
        let came = self.typists.of(&said.by);
        for Piece { number, text } in said.typed {
            if number != *came + 1 || text.len() > LONGEST {
                continue;
            }
            if self.shell.has_ended() {
                self.shell = self.screen.shell()?;
            }
            // What finds no room has not come, and is said again.
            if !self.shell.type_in(text.into()) {
                break;
            }
            *came += 1;
        }
        self.screen.say(json!({"to": said.by, "came": *came}));
        self.screen.say_again(said.after);
        Ok(())
    }
}

/// What an app says.
#[derive(Deserialize)]
struct Said {
    /// A name it gave itself.
    by: String,
    /// What was typed, with numbers without a gap.
    typed: Vec<Piece>,
    /// Up to which number it has what the shell wrote.
    after: u64,
}

/// Some text, in either direction.
#[derive(Clone, Serialize, Deserialize)]
struct Piece {
    number: u64,
    text: String,
}

/// What the bot says: one thing, and with it how much there is to be known.
#[derive(Serialize)]
struct Answer<'a, T> {
    bot: &'a str,
    /// Numbers of the oldest piece that is kept and of the newest.
    first: u64,
    last: u64,
    #[serde(flatten)]
    said: &'a T,
}

impl Drop for Sharing {
    fn drop(&mut self) {
        // The core may be gone; then so is the channel.
        self.screen.channel.leave().ok();
    }
}

/// Up to which number the typing of each came, who was heard last at the end.
#[derive(Default)]
struct Typists(VecDeque<(String, u64)>);

impl Typists {
    fn of(&mut self, by: &str) -> &mut u64 {
        let known = self.0.iter().position(|(name, _)| name == by).and_then(|at| self.0.remove(at));
        if self.0.len() >= TYPISTS {
            self.0.pop_front();
        }
        &mut self.0.push_back_mut(known.unwrap_or_else(|| (by.to_owned(), 0))).1
    }
}

/// What the shell wrote, in the channel and for who comes late.
struct Screen {
    channel: Channel,
    written: Mutex<VecDeque<Piece>>,
}

impl Screen {
    /// A shell that writes here.
    fn shell(self: &Arc<Self>) -> Result<Shell> {
        let screen = Arc::clone(self);
        Shell::start(move |text| screen.write(text.unwrap_or_else(|| ENDED.to_owned())))
    }

    fn written(&self) -> MutexGuard<'_, VecDeque<Piece>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, text: String) {
        let piece = {
            let mut written = self.written();
            let piece = Piece { number: written.back().map_or(0, |last| last.number) + 1, text };
            written.push_back(piece.clone());
            if written.len() > KEPT {
                written.pop_front();
            }
            piece
        };
        self.say(piece);
    }

    /// What was written after this.
    fn say_again(&self, after: u64) {
        let is_missing = |piece: &&Piece| piece.number > after;
        let missing: Vec<Piece> = self.written().iter().filter(is_missing).take(AGAIN).cloned().collect();
        missing.into_iter().for_each(|piece| self.say(piece));
    }

    /// What cannot be said now is asked for again.
    fn say(&self, said: impl Serialize) {
        let (first, last) = {
            let written = self.written();
            (written.front().map_or(1, |piece| piece.number), written.back().map_or(0, |piece| piece.number))
        };
        self.channel.say(&Answer { bot: "terminal", first, last, said: &said }).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_app_says_is_not_heard() {
        let said = |text: &str| serde_json::from_str::<Said>(text).is_ok();
        assert!(said(r#"{"by": "x", "typed": [{"number": 1, "text": "ls"}], "after": 0}"#));
        for nonsense in [
            "null",
            "[[[[",
            r#"{"by": 7, "typed": [], "after": 0}"#,
            r#"{"by": "x", "typed": [null], "after": -1}"#,
        ] {
            assert!(!said(nonsense), "{nonsense}");
        }
    }

    #[test]
    fn who_was_silent_longest_makes_room() {
        let mut typists = Typists::default();
        *typists.of("first") = 7;
        for at in 1..TYPISTS {
            *typists.of(&at.to_string()) = 1;
        }
        assert_eq!(*typists.of("first"), 7);
        *typists.of("new") = 1;
        assert_eq!((typists.0.len(), *typists.of("first"), *typists.of("1")), (TYPISTS, 7, 0));
    }
}
