//! What a peer did so far, and waiting for what it has not done yet.

use std::{
    env,
    fmt::Display,
    sync::{Condvar, LazyLock, Mutex},
    time::{Duration, Instant},
};

/// How long a test waits for something before it fails. Generous: a busy machine is not a failure, and nothing
/// that works waits anywhere near as long. A bench that asks for more sets `ESTUARY_PATIENCE`, in seconds.
pub static PATIENCE: LazyLock<Duration> = LazyLock::new(|| {
    let seconds = env::var("ESTUARY_PATIENCE").map_or(60, |seconds| seconds.parse().unwrap());
    Duration::from_secs(seconds)
});

/// Some state has no event of its own; it is looked at again this often.
const GLANCE: Duration = Duration::from_millis(200);

/// Events of one peer in their order, for waiting and for the report of a test that waited in vain.
pub struct Journal {
    owner: String,
    lines: Mutex<Vec<String>>,
    news: Condvar,
}

impl Journal {
    /// An empty journal of the peer that reports will call `owner`.
    pub fn new(owner: impl Into<String>) -> Self {
        Self { owner: owner.into(), lines: Mutex::default(), news: Condvar::new() }
    }

    /// Writes a line and wakes whoever waits.
    pub fn note(&self, line: impl Display) {
        self.lines.lock().unwrap().push(line.to_string());
        self.news.notify_all();
    }

    /// The lines so far.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// The lines after the first `seen`, as soon as there are some; none if there are none for a glance.
    pub fn after(&self, seen: usize) -> Vec<String> {
        let lines = self.lines.lock().unwrap();
        let (lines, _) = self.news.wait_timeout_while(lines, GLANCE, |lines| lines.len() <= seen).unwrap();
        lines.get(seen..).unwrap_or_default().to_vec()
    }

    /// Asks `probe` until it finds something, anew at every line that is noted.
    ///
    /// Panics with the last lines once [`PATIENCE`] is over.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            let seen = self.lines.lock().unwrap().len();
            if let Some(found) = probe() {
                return found;
            }
            if start.elapsed() > *PATIENCE {
                panic!("{} waited in vain until {what}. What it saw last:\n{}", self.owner, self.tail());
            }
            let lines = self.lines.lock().unwrap();
            drop(self.news.wait_timeout_while(lines, GLANCE, |lines| lines.len() == seen).unwrap());
        }
    }

    fn tail(&self) -> String {
        let lines = self.lines.lock().unwrap();
        lines[lines.len().saturating_sub(60)..].join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::Journal;
    use std::thread;

    #[test]
    fn a_note_wakes_who_waits() {
        let journal = Journal::new("peer");
        thread::scope(|scope| {
            scope.spawn(|| journal.note("it happened"));
            let line = journal.until("something happens", || journal.lines().pop());
            assert_eq!(line, "it happened");
        });
    }
}
