//! How the profile stands with its server, as the person sees it.

use crate::{
    Engine,
    model::Profile,
    ports::{KeyRange, Platform, Session},
    table::Table,
};
use estuary_api::{ConnectionState, Connectivity, Event, Problem};

/// The state of the connection; lives as long as the engine.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) state: ConnectionState,
    pub(crate) problem: Option<Problem>,
    /// What the server said at the last login.
    pub(crate) session: Session,
}

impl Default for Connection {
    fn default() -> Self {
        Self { state: ConnectionState::Idle, problem: None, session: Session::default() }
    }
}

impl<P: Platform> Engine<P> {
    /// The state of the connection.
    pub(crate) async fn connectivity(&self) -> Result<Connectivity, Problem> {
        let db = self.db.read(self.platform.store());
        let waiting = db.count(Table::Outbox, KeyRange::all()).await?;
        let server = Profile::find(&db).await?.map(|profile| profile.address);
        let connection = self.connection.borrow();
        Ok(Connectivity {
            state: connection.state,
            problem: connection.problem.clone(),
            waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
            server: server
                .and_then(|address| Some(address.rsplit_once('@')?.1.to_owned()))
                .unwrap_or_default(),
            quota: connection.session.quota,
        })
    }

    /// Changes the state, and tells if it is another one.
    pub(crate) async fn set_state(&self, state: ConnectionState, problem: Option<Problem>) {
        {
            let mut connection = self.connection.borrow_mut();
            if (connection.state, &connection.problem) == (state, &problem) {
                return;
            }
            connection.state = state;
            connection.problem = problem;
        }
        self.tell_connectivity().await;
    }

    /// There is something to send: wakes the loop, and where that does not help, tells how much waits.
    pub(crate) async fn wake_to_send(&self) {
        self.wake.set();
        let state = self.connection.borrow().state;
        if !matches!(state, ConnectionState::Connected | ConnectionState::Working) {
            self.tell_connectivity().await;
        }
    }

    async fn tell_connectivity(&self) {
        if let Ok(connectivity) = self.connectivity().await {
            self.tell(Event::Connectivity(connectivity));
        }
    }
}
