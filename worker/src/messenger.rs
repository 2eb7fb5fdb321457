//! The messenger of the leading tab: the core's engine in a browser, and what it is told of the world outside.

use crate::{
    clock::BrowserClock,
    network::Online,
    platform::Browser,
    server::describe_host,
    store::{Connection, IndexedDb},
    tabs::Lead,
    vault::{self, CryptoVault},
};
use estuary_api::{Command, Event, Problem, ProblemKind, Reply, Status};
use estuary_core::{
    Engine, Host,
    ports::{Clock, MailTransport, StoreError},
    schema,
};
use futures::{
    FutureExt as _,
    channel::oneshot,
    future::{Either, Shared, pending, select},
};
use std::{
    cell::Cell,
    convert::Infallible,
    pin::{Pin, pin},
    rc::Rc,
};

/// Milliseconds until the server is asked again to describe itself; twice as many after each failure.
const FIRST_PAUSE: u64 = 1_000;
/// Milliseconds at the most.
const LONGEST_PAUSE: u64 = 60_000;

/// The core's engine, at work.
pub struct Messenger<M> {
    engine: Engine<Browser<M>>,
    connection: Rc<Connection>,
    events: Rc<dyn Fn(Event)>,
    taken_away: Cell<Option<oneshot::Receiver<()>>>,
    server_asked: Shared<oneshot::Receiver<()>>,
    server_answered: Cell<Option<oneshot::Sender<()>>>,
}

impl<M: MailTransport> Messenger<M> {
    /// Opens the store of `profile` and brings it up to date.
    pub async fn start(profile: &str, mail: M, events: Box<dyn Fn(Event)>) -> Result<Self, Problem> {
        let (lost, taken_away) = oneshot::channel();
        let lost = Cell::new(Some(lost));
        let on_closed = move || {
            if let Some(lost) = lost.take() {
                // Nobody listens any more once the messenger stopped.
                lost.send(()).ok();
            }
        };
        let opened = Connection::open(&format!("estuary-{profile}"), schema::CURRENT, on_closed).await;
        let connection = Rc::new(opened.map_err(unreadable)?);
        let vault = CryptoVault::open(&connection).await.map_err(|error| match error {
            vault::OpenError::Store(error) => unreadable(error),
            vault::OpenError::Vault(error) => error.into(),
        })?;
        let platform = Browser { store: IndexedDb::new(connection.clone()), vault, mail };
        let events = Rc::<dyn Fn(Event)>::from(events);
        let tell = events.clone();
        let engine = Engine::open(platform, Host::default(), move |event| tell(event)).await?;
        let (server_answered, server_asked) = oneshot::channel();
        Ok(Self {
            engine,
            connection,
            events,
            taken_away: Cell::new(Some(taken_away)),
            server_asked: server_asked.shared(),
            server_answered: Cell::new(Some(server_answered)),
        })
    }

    /// Finds out about the server, and tells the core when the network may be back.
    async fn attend_network(&self) -> Infallible {
        let mut online = Online::listen();
        let mut known = false;
        let mut pause = FIRST_PAUSE;
        loop {
            if !known && let Ok(host) = describe_host().await {
                known = true;
                self.engine.set_host(host);
                // Who has none yet is told where a profile would live.
                let status = self.engine.handle(Command::Status).await;
                if !matches!(status, Ok(Reply::Status(Status { profile: Some(_), .. }))) {
                    (self.events)(Event::ProfileChanged);
                }
            }
            if let Some(answered) = self.server_answered.take() {
                // Nobody may be waiting.
                answered.send(()).ok();
            }
            let wait: Pin<Box<dyn Future<Output = ()>>> = match known {
                true => Box::pin(pending()),
                false => Box::pin(BrowserClock.sleep(pause)),
            };
            match select(wait, pin!(online.next())).await {
                Either::Left(_) => pause = LONGEST_PAUSE.min(pause * 2),
                Either::Right(_) => {
                    pause = FIRST_PAUSE;
                    // It tells of failures by itself.
                    self.engine.handle(Command::RetryConnection).await.ok();
                }
            }
        }
    }

    async fn storage_taken_away(&self) -> Problem {
        match self.taken_away.take() {
            Some(taken_away) => taken_away.await.ok(),
            None => pending().await,
        };
        StoreError::Closed.into()
    }
}

impl<M: MailTransport + 'static> Lead for Messenger<M> {
    async fn handle(&self, command: Command) -> Result<Reply, Problem> {
        if matches!(command, Command::CreateProfile(_)) {
            // A quick person is not told that there is no server before it was asked.
            self.server_asked.clone().await.ok();
        }
        self.engine.handle(command).await
    }

    async fn run(&self) -> Problem {
        let (work, taken_away) = (pin!(self.engine.run()), pin!(self.storage_taken_away()));
        match select(select(work, taken_away), pin!(self.attend_network())).await {
            Either::Left((Either::Left((problem, _)) | Either::Right((problem, _)), _)) => problem,
            Either::Right((never, _)) => match never {},
        }
    }

    fn close(&self) {
        self.engine.let_go();
        self.connection.close();
    }
}

/// What fails while opening, for no reason we know, fails because the browser cannot read its own files.
fn unreadable(error: StoreError) -> Problem {
    match error {
        StoreError::Failed(reason) => Problem::new(ProblemKind::StorageUnreadable, reason),
        error => error.into(),
    }
}
