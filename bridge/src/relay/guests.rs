//! From which addresses accounts of this server were used lately.
//!
//! Keys of nodes live for a session, and Delta Chat shows a relay nothing else; so the address is all by which a relay
//! can know its own users.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long an address stays known after its last login. Delta Chat keeps one IMAP connection for long.
const MEMORY: Duration = Duration::from_secs(24 * 60 * 60);
/// Addresses kept at most; beyond it those not heard of for long are forgotten, and then new ones not noted.
const MOST: usize = 100_000;

/// Addresses, and when somebody last logged in from each.
#[derive(Debug, Default)]
pub(crate) struct Guests(Mutex<HashMap<IpAddr, Instant>>);

impl Guests {
    /// Somebody logged in.
    pub(crate) fn note(&self, address: IpAddr) {
        self.note_at(address, Instant::now());
    }

    /// Whether somebody did lately.
    pub(super) fn knows(&self, address: IpAddr) -> bool {
        self.knows_at(address, Instant::now())
    }

    fn note_at(&self, address: IpAddr, now: Instant) {
        let mut seen = self.seen();
        if seen.len() >= MOST {
            seen.retain(|_, at| now.saturating_duration_since(*at) < MEMORY);
        }
        if seen.len() < MOST || seen.contains_key(&address) {
            seen.insert(address, now);
        }
    }

    fn knows_at(&self, address: IpAddr, now: Instant) -> bool {
        self.seen().get(&address).is_some_and(|at| now.saturating_duration_since(*at) < MEMORY)
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<IpAddr, Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_for_a_while() {
        let (guests, now) = (Guests::default(), Instant::now());
        let (one, other) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        guests.note_at(one, now);
        assert!(guests.knows_at(one, now) && !guests.knows_at(other, now));
        assert!(!guests.knows_at(one, now + MEMORY));
        guests.note_at(one, now + MEMORY);
        assert!(guests.knows_at(one, now + MEMORY));
    }
}
