//! From the outbox to the server: in order, one after the other, each until the server has it or refuses it.

use super::Backoff;
use crate::{
    Engine,
    model::{Failure, Message, Outgoing, Purpose, State},
    ports::{Clock, Envelope, MailTransport, Platform, TransportError},
};
use estuary_api::{ConnectionState, Event, MessageId, Problem};

/// Tries of a mail that the server puts off for another reason than haste.
const TRIES: u32 = 12;

/// A message, and its new state made of the old one.
type Fate<'a> = (MessageId, &'a dyn Fn(&State) -> State);

impl<P: Platform> Engine<P> {
    /// Sends what waits. `Some` is the pause the server or the own limit asks for, in milliseconds.
    pub(super) async fn send_outbox(&self) -> Result<Option<u64>, Problem> {
        let store = self.platform.store();
        while let Some((position, mut row)) = Outgoing::first(&self.db.read(store)).await? {
            let Some(chunk) = row.chunks.first().cloned() else {
                self.sent(position, &row).await?;
                continue;
            };
            if let Err(wait) = self.limiter.borrow_mut().take(self.platform.clock().now()) {
                return Ok(Some(wait));
            }
            self.set_state(ConnectionState::Working, None).await;
            let mail = Outgoing::mail(&self.db.read(store), position).await?.unwrap_or_default();
            let envelope = Envelope { from: row.from.clone(), to: chunk };
            match self.platform.mail().submit(&envelope, &mail).await {
                Ok(()) => {
                    row.chunks.remove(0);
                    if row.chunks.is_empty() {
                        self.sent(position, &row).await?;
                    } else {
                        self.put_back(position, &row).await?;
                    }
                }
                Err(TransportError::Refused(reason)) => {
                    self.failed(position, &row, Failure::Refused, reason).await?;
                }
                Err(error @ TransportError::TooLarge { .. }) => {
                    self.failed(position, &row, Failure::TooLarge, error.to_string()).await?;
                }
                Err(TransportError::Later { after, rate_limit: true, .. }) => {
                    return Ok(Some(after.unwrap_or_else(|| self.put_off(&mut row))));
                }
                Err(TransportError::Later { after, reason, .. }) => {
                    let wait = self.put_off(&mut row);
                    if row.attempts >= TRIES {
                        self.failed(position, &row, Failure::Refused, reason).await?;
                        continue;
                    }
                    self.put_back(position, &row).await?;
                    return Ok(Some(after.unwrap_or(wait)));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    fn put_off(&self, row: &mut Outgoing) -> u64 {
        let wait = Backoff::after(row.attempts).fail(self.platform.entropy());
        row.attempts = row.attempts.saturating_add(1);
        wait
    }

    async fn put_back(&self, position: u64, row: &Outgoing) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        // The person may have deleted the message meanwhile.
        if work.load::<Outgoing>(&position).await?.is_some() {
            work.save(&position, row)?;
        }
        self.commit(work).await
    }

    async fn sent(&self, position: u64, row: &Outgoing) -> Result<(), Problem> {
        let Purpose::Message(id) = row.purpose else { return self.settle(position, None).await };
        let state = |state: &State| if *state == State::Pending { State::Delivered } else { state.clone() };
        self.settle(position, Some((id, &state))).await
    }

    async fn failed(
        &self,
        position: u64,
        row: &Outgoing,
        failure: Failure,
        reason: String,
    ) -> Result<(), Problem> {
        if matches!(row.purpose, Purpose::Handshake | Purpose::Change) {
            let problem = Problem::new(failure.into(), &reason);
            self.tell(Event::Problem(problem));
        }
        let (Purpose::Message(id) | Purpose::Ahead(id)) = row.purpose else {
            return self.settle(position, None).await;
        };
        self.settle(position, Some((id, &|_| State::Failed(failure, reason.clone())))).await
    }

    /// Takes a mail out of the queue and gives its message its new state; of a message that failed nothing else leaves.
    async fn settle(&self, position: u64, fate: Option<Fate<'_>>) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        Outgoing::remove(&mut work, position);
        if let Some((id, state)) = fate
            && let Some(mut message) = work.load::<Message>(&id).await?
        {
            message.state = state(&message.state);
            if matches!(message.state, State::Failed(..)) {
                Outgoing::cancel(&mut work, id).await?;
            }
            message.keep(&mut work, id)?;
        }
        work.strict();
        self.commit(work).await
    }
}
