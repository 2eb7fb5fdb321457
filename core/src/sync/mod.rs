//! The one loop: connect, fetch, send, wait.

mod backoff;
mod connection;
mod downloads;
mod incoming;
mod limiter;
mod outgoing;

pub(crate) use backoff::Backoff;
pub(crate) use connection::Connection;
pub(crate) use limiter::Limiter;

use crate::{
    Engine,
    identity::Identity,
    model::DeviceNews,
    ports::{Clock, MailTransport, Platform},
};
use estuary_api::{ConnectionState, Event, Problem, ProblemKind};
use futures::{FutureExt, pin_mut, select_biased};

const DAY: i64 = 86_400_000;

impl<P: Platform> Engine<P> {
    /// Fetches and sends for as long as it is polled; returns only when the store was closed under it.
    /// Dropping it between two polls loses nothing.
    pub async fn run(&self) -> Problem {
        if let Err(problem) = self.tell_of_update().await {
            self.tell(Event::Problem(problem));
        }
        let (mail, chores) = (self.correspond().fuse(), self.do_chores().fuse());
        pin_mut!(mail, chores);
        select_biased! { problem = mail => problem, problem = chores => problem }
    }

    async fn correspond(&self) -> Problem {
        let mut backoff = Backoff::default();
        loop {
            let problem = match self.identity().await {
                Ok(Some(identity)) => self.online(&identity, &mut backoff).await,
                Ok(None) => {
                    self.wake.wait().await;
                    continue;
                }
                Err(problem) => problem,
            };
            match problem.kind {
                ProblemKind::OtherVersion | ProblemKind::StorageNewer => return problem,
                ProblemKind::WrongPassword | ProblemKind::AccountRefused | ProblemKind::KeysUnreadable => {
                    self.set_state(ConnectionState::Stopped, Some(problem)).await;
                    self.wake.wait().await;
                }
                kind => {
                    let known = self.connection.borrow().problem.as_ref().map(|known| known.kind);
                    if kind != ProblemKind::ServerUnreachable && known != Some(kind) {
                        self.tell(Event::Problem(problem.clone()));
                    }
                    self.set_state(ConnectionState::Offline, Some(problem)).await;
                    self.pause(backoff.fail(self.platform.entropy())).await;
                }
            }
        }
    }

    /// Stays connected until something fails.
    async fn online(&self, identity: &Identity, backoff: &mut Backoff) -> Problem {
        match self.serve(identity, backoff).await {
            Ok(never) => match never {},
            Err(problem) => problem,
        }
    }

    async fn serve(
        &self,
        identity: &Identity,
        backoff: &mut Backoff,
    ) -> Result<std::convert::Infallible, Problem> {
        if self.connection.borrow().problem.is_none() {
            self.set_state(ConnectionState::Connecting, None).await;
        }
        let mail = self.platform.mail();
        let session = mail.connect(&identity.login).await?;
        self.check_clock(session.server_time).await?;
        self.check_quota(session.quota).await?;
        self.connection.borrow_mut().session = session;
        self.set_state(ConnectionState::Working, None).await;
        let (exchange, downloads) =
            (self.exchange(identity, backoff).fuse(), self.serve_downloads(identity).fuse());
        pin_mut!(exchange, downloads);
        select_biased! { end = exchange => end, end = downloads => end }
    }

    /// Fetches and sends what there is, and waits for more.
    async fn exchange(
        &self,
        identity: &Identity,
        backoff: &mut Backoff,
    ) -> Result<std::convert::Infallible, Problem> {
        let mail = self.platform.mail();
        loop {
            let more = self.fetch_page(identity).await?;
            self.clean_up().await?;
            self.prepare_receipts(identity).await?;
            let updates = self.prepare_updates(identity).await?;
            let pause = self.send_outbox().await?.into_iter().chain(updates).min();
            backoff.reset();
            if more {
                continue;
            }
            self.set_state(ConnectionState::Connected, None).await;
            let (changed, woken) = (mail.changed().fuse(), self.wake.wait().fuse());
            let paused = self.platform.clock().sleep(pause.unwrap_or_default()).fuse();
            pin_mut!(changed, woken, paused);
            // Without a reason to pause there is nothing to wait for but news.
            match pause {
                Some(_) => {
                    select_biased! { result = changed => result?, () = woken => (), () = paused => () }
                }
                None => select_biased! { result = changed => result?, () = woken => () },
            }
        }
    }

    /// Waits, unless something wakes the loop before.
    async fn pause(&self, millis: u64) {
        let (woken, slept) = (self.wake.wait().fuse(), self.platform.clock().sleep(millis).fuse());
        pin_mut!(woken, slept);
        select_biased! { () = woken => (), () = slept => () }
    }

    /// Tells when this device's clock and the server's are a day apart.
    async fn check_clock(&self, server_time: Option<i64>) -> Result<(), Problem> {
        let Some(server_time) = server_time else { return Ok(()) };
        let off = self.platform.clock().now() - server_time;
        if off.abs() <= DAY {
            return Ok(());
        }
        self.tell_person(DeviceNews::ClockWrong { hours: off / 3_600_000 }).await
    }

    /// Tells when the mailbox on the server fills up: what no longer fits into it is lost to the person.
    async fn check_quota(&self, quota: Option<(u64, u64)>) -> Result<(), Problem> {
        let Some((used, allowed)) = quota.filter(|(_, allowed)| *allowed > 0) else { return Ok(()) };
        let percent = u8::try_from(used.saturating_mul(100) / allowed).unwrap_or(u8::MAX).min(100);
        self.tell_person(DeviceNews::ServerFull { percent }).await
    }
}
