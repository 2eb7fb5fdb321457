//! How much one account may do at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::problem::Failure;
use crate::store::AccountId;

/// Counts what is under way; clones count together.
#[derive(Clone)]
pub(super) struct Gate {
    most: usize,
    limit: &'static str,
    inside: Arc<Mutex<HashMap<AccountId, usize>>>,
}

/// Counts as under way until it is dropped.
pub(super) struct Pass {
    gate: Gate,
    account: AccountId,
}

impl Gate {
    /// `limit` is what the session calls it.
    pub(super) fn new(most: usize, limit: &'static str) -> Self {
        Self { most, limit, inside: Arc::default() }
    }

    /// Lets one more in, if there is room.
    pub(super) fn enter(&self, account: AccountId) -> Result<Pass, Failure> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.entry(account).or_default();
        if *count >= self.most {
            return Err(Failure::limit(self.limit));
        }
        *count += 1;
        Ok(Pass { gate: self.clone(), account })
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut inside = self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.account);
            }
        }
    }
}
