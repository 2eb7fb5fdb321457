//! States as push tells them.

use std::collections::BTreeMap;

use estuary_jmap::push::{ServerMessage, StateChange};

use super::id;
use crate::store::Account;

/// Types with a state. All share one: a mail that arrives changes them all.
const TYPES: [&str; 4] = ["Email", "EmailDelivery", "Mailbox", "Thread"];

/// Which types somebody wants to hear of.
#[derive(Debug, Clone, Default)]
pub(super) struct Types(Vec<&'static str>);

impl Types {
    /// From a list of names; `*` is all. Unknown names are types this server has none of.
    pub(super) fn read<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        Self(TYPES.into_iter().filter(|name| names.contains(name) || names.contains(&"*")).collect())
    }

    /// All.
    pub(super) fn all() -> Self {
        Self(TYPES.to_vec())
    }

    /// The change to tell at this state; `None` if it concerns nobody.
    pub(super) fn change(&self, account: &Account, modseq: u64) -> Option<ServerMessage> {
        let state = id::state(account, modseq);
        let states: BTreeMap<String, String> =
            self.0.iter().map(|name| ((*name).to_owned(), state.clone())).collect();
        (!states.is_empty()).then(|| {
            ServerMessage::StateChange(StateChange {
                changed: BTreeMap::from([(id::account(account), states)]),
            })
        })
    }
}
