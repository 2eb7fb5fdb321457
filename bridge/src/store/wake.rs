//! Waking whoever waits for new mail, without delay.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use tokio::sync::watch;

use super::{Account, AccountId, Store};

/// The senders of accounts somebody watches.
#[derive(Default)]
pub(super) struct Wakes(Mutex<HashMap<AccountId, watch::Sender<u64>>>);

impl Wakes {
    pub(super) fn wake(&self, account: AccountId, modseq: u64) {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = senders.get(&account) {
            if sender.is_closed() {
                senders.remove(&account);
            } else {
                // Commits of one account wake in any order; only forward counts.
                sender.send_if_modified(|seen| {
                    modseq > *seen && {
                        *seen = modseq;
                        true
                    }
                });
            }
        }
    }

    fn watch(&self, account: AccountId) -> watch::Receiver<u64> {
        let mut senders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        senders.retain(|_, sender| !sender.is_closed());
        senders.entry(account).or_insert_with(|| watch::channel(0).0).subscribe()
    }
}

impl Store {
    /// Changes with each change of the account's mail, as soon as it is on disk; the value is the new `modseq`.
    /// Watch first, read the state then, and nothing is missed.
    #[must_use]
    pub fn watch(&self, account: &Account) -> watch::Receiver<u64> {
        self.0.wakes.watch(account.id)
    }
}
