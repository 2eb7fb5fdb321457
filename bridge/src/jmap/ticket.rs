//! Tickets for WebSockets: a page cannot put a password into one, and must not put it into a URL.

use std::{
    collections::HashMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{Json, extract::State};
use estuary_jmap::push::Ticket;

use super::{Jmap, auth::Login, problem::Failure};
use crate::store::{Account, StoreError};

const LIFE: Duration = Duration::from_secs(30);
/// Tickets one account may have at a time; beyond it the oldest is void.
const MAX_OF_ACCOUNT: usize = 16;

/// Tickets that were given and not used.
#[derive(Default)]
pub(super) struct Tickets(Mutex<HashMap<String, (Account, Instant)>>);

/// `POST` for a ticket.
pub(super) async fn handle(State(jmap): State<Jmap>, Login(account): Login) -> Result<Json<Ticket>, Failure> {
    let ticket = jmap.tickets.give(account, Instant::now())?;
    Ok(Json(Ticket { ticket, expires_in: LIFE.as_secs() }))
}

impl Tickets {
    fn give(&self, account: Account, now: Instant) -> Result<String, StoreError> {
        let ticket = random_hex()?;
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.retain(|_, (_, given)| now.duration_since(*given) < LIFE);
        let own = || tickets.iter().filter(|(_, (owner, _))| owner.id == account.id);
        if own().count() >= MAX_OF_ACCOUNT
            && let Some(oldest) = own().min_by_key(|(_, (_, given))| *given).map(|(ticket, _)| ticket.clone())
        {
            tickets.remove(&oldest);
        }
        tickets.insert(ticket.clone(), (account, now));
        Ok(ticket)
    }

    /// Whose ticket it is. It is void after this.
    pub(super) fn take(&self, ticket: &str) -> Option<Account> {
        self.take_at(ticket, Instant::now())
    }

    fn take_at(&self, ticket: &str, now: Instant) -> Option<Account> {
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (account, given) = tickets.remove(ticket)?;
        (now.duration_since(given) < LIFE).then_some(account)
    }
}

/// 128 random bits.
pub(super) fn random_hex() -> Result<String, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::System(error.to_string()))?;
    Ok(bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{address::Address, store::test_account_id};

    #[test]
    fn a_ticket_is_good_once_and_not_for_long() {
        let account =
            Account { id: test_account_id(1), address: Address::parse("ann@x").unwrap(), uid_validity: 1 };
        let (tickets, now) = (Tickets::default(), Instant::now());
        let ticket = tickets.give(account.clone(), now).unwrap();
        assert_eq!(tickets.take_at(&ticket, now), Some(account.clone()));
        assert_eq!(tickets.take_at(&ticket, now), None);
        let ticket = tickets.give(account.clone(), now).unwrap();
        assert_eq!(tickets.take_at(&ticket, now + LIFE), None);
        let first = tickets.give(account.clone(), now).unwrap();
        for _ in 0..MAX_OF_ACCOUNT {
            tickets.give(account.clone(), now + Duration::from_secs(1)).unwrap();
        }
        assert_eq!(tickets.take_at(&first, now), None);
    }
}
