//! What has to be done without anybody asking: messages disappear, and the index of words grows. Beside the loop that
//! speaks to the server, so that it goes on without a network.

mod expiry;

use crate::{
    Engine,
    ports::{Clock, Platform},
    search::Indexed,
};
use estuary_api::{Event, Problem, ProblemKind};
use futures::{FutureExt, pin_mut, select_biased};

/// Pause after a failure, in milliseconds.
const AFTER_FAILURE: u64 = 60_000;

impl<P: Platform> Engine<P> {
    /// Does them for as long as it is polled; returns only when the store was closed under it.
    pub(crate) async fn do_chores(&self) -> Problem {
        let mut told = None;
        loop {
            let pause = match self.do_due_chores().await {
                Ok(pause) => {
                    told = None;
                    pause
                }
                Err(problem)
                    if matches!(problem.kind, ProblemKind::OtherVersion | ProblemKind::StorageNewer) =>
                {
                    return problem;
                }
                Err(problem) => {
                    if told.replace(problem.kind) != Some(problem.kind) {
                        self.tell(Event::Problem(problem));
                    }
                    Some(AFTER_FAILURE)
                }
            };
            let Some(pause) = pause else {
                self.chores.wait().await;
                continue;
            };
            let (woken, slept) = (self.chores.wait().fuse(), self.platform.clock().sleep(pause).fuse());
            pin_mut!(woken, slept);
            select_biased! { () = woken => (), () = slept => () }
        }
    }

    /// Milliseconds until something will be due, if that is known.
    async fn do_due_chores(&self) -> Result<Option<u64>, Problem> {
        while self.advance_index().await? {}
        self.expire().await
    }

    /// Takes some messages into the index of words; `true` if there may be more.
    pub(crate) async fn advance_index(&self) -> Result<bool, Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let more = Indexed::advance(&mut work).await?;
        self.commit(work).await?;
        Ok(more)
    }
}
