//! The messenger as its host sees it: commands in, events out, and one loop that runs.

use crate::{
    apps::Opened,
    db::Db,
    identity::Identity,
    ports::Platform,
    schema,
    search::Directory,
    signal::Signal,
    sync::{Connection, Limiter},
    watch::Watches,
};
use estuary_api::{Event, Problem};
use futures::lock::Mutex;
use std::{cell::RefCell, rc::Rc};

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
    pub(crate) directory: Directory,
    pub(crate) host: RefCell<Host>,
    pub(crate) identity: RefCell<Option<Rc<Identity>>>,
    pub(crate) connection: RefCell<Connection>,
    pub(crate) limiter: RefCell<Limiter>,
    pub(crate) update_limiter: RefCell<Limiter>,
    /// The archive of the mini app that asked last.
    pub(crate) archive: RefCell<Option<Rc<Opened>>>,
    /// Only one profile is made, however often it is asked for.
    pub(crate) creating: Mutex<()>,
    /// Wakes [`Engine::run`]: there is something to send, or the network may be back.
    pub(crate) wake: Signal,
    /// Wakes the chores: messages came, or one has to disappear.
    pub(crate) chores: Signal,
    /// Wakes whoever fetches large files: one was asked for, or is not wanted any more.
    pub(crate) downloads: Signal,
    /// What pages watch, and have of it.
    pub(crate) watches: Watches,
    events: Box<dyn Fn(Event)>,
}

impl<P: Platform> Engine<P> {
    /// Brings the store to the current schema. `events` hears everything that happens from now on; it must not call
    /// back into the engine.
    pub async fn open(platform: P, host: Host, events: impl Fn(Event) + 'static) -> Result<Self, Problem> {
        schema::migrate(platform.store()).await?;
        let watches = Watches::new(platform.entropy());
        Ok(Self {
            platform,
            db: Db::default(),
            directory: Directory::default(),
            host: RefCell::new(host),
            identity: RefCell::default(),
            connection: RefCell::default(),
            limiter: RefCell::new(Limiter::of_server()),
            update_limiter: RefCell::new(Limiter::of_updates()),
            archive: RefCell::default(),
            creating: Mutex::default(),
            wake: Signal::default(),
            chores: Signal::default(),
            downloads: Signal::default(),
            watches,
            events: Box::new(events),
        })
    }

    /// Changes what is known about the host, for example when it became reachable.
    pub fn set_host(&self, host: Host) {
        *self.host.borrow_mut() = host;
    }

    /// Nothing is watched any more: whoever waits for a change is answered.
    pub fn let_go(&self) {
        self.watches.end();
    }

    pub(crate) fn tell(&self, event: Event) {
        self.watches.hear(&event);
        (self.events)(event);
    }
}

impl<P> std::fmt::Debug for Engine<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("connection", &self.connection).finish_non_exhaustive()
    }
}
