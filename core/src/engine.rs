//! The messenger as its host sees it: commands in, events out, and one loop that runs.

use crate::{db::Db, ports::Platform, schema, signal::Signal};
use estuary_api::{Command, Event, Problem, ProblemKind, Reply};
use std::cell::RefCell;

/// What the host knows about the mail server beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Host {
    /// Mail domain at which new profiles are made; `None` while the server is not reachable.
    pub domain: Option<String>,
    /// Where JMAP begins, see [`crate::ports::Login::endpoint`].
    pub endpoint: String,
}

/// One profile with its store and its mailbox. All methods take `&self`: commands run beside [`Engine::run`].
pub struct Engine<P> {
    pub(crate) platform: P,
    pub(crate) db: Db,
    pub(crate) host: RefCell<Host>,
    pub(crate) wake: Signal,
    events: Box<dyn Fn(Event)>,
}

impl<P: Platform> Engine<P> {
    /// Brings the store to the current schema. `events` hears everything that happens from now on; it must not call
    /// back into the engine.
    pub async fn open(platform: P, host: Host, events: impl Fn(Event) + 'static) -> Result<Self, Problem> {
        schema::migrate(platform.store()).await?;
        Ok(Self {
            platform,
            db: Db::default(),
            host: RefCell::new(host),
            wake: Signal::default(),
            events: Box::new(events),
        })
    }

    /// Changes what is known about the host, for example when it became reachable.
    pub fn set_host(&self, host: Host) {
        *self.host.borrow_mut() = host;
    }

    /// Fetches and sends for as long as it is polled; returns only when the store was closed or cannot be read.
    /// Dropping it between two polls loses nothing.
    pub async fn run(&self) -> Problem {
        self.wake.wait().await;
        Problem::new(ProblemKind::Internal, "the engine grows")
    }

    /// Answers a command. Every command may be repeated.
    pub async fn handle(&self, command: Command) -> Result<Reply, Problem> {
        Err(Problem::new(ProblemKind::Internal, format!("the engine grows: {command:?}")))
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.events)(event);
    }
}
