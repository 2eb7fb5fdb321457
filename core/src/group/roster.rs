//! Who is in a group.

use super::HORIZON;
use crate::pgp::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The newest that is known of somebody. Newer wins; of one second, being a member does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Standing {
    /// Unix seconds.
    since: i64,
    member: bool,
}

/// Everybody who is or was in a group, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Roster(BTreeMap<Fingerprint, Standing>);

impl Roster {
    /// Whether they are in it.
    pub(crate) fn contains(&self, who: &Fingerprint) -> bool {
        self.0.get(who).is_some_and(|standing| standing.member)
    }

    /// Members with the time of their joining, the newest first.
    pub(crate) fn members(&self) -> Vec<(Fingerprint, i64)> {
        self.list(true)
    }

    /// How many members there are.
    pub(crate) fn count(&self) -> usize {
        self.0.values().filter(|standing| standing.member).count()
    }

    /// Those who were removed within the [`HORIZON`] before `now`, with the time, the newest first.
    pub(crate) fn past(&self, now: i64) -> Vec<(Fingerprint, i64)> {
        let mut past = self.list(false);
        past.retain(|(_, since)| is_remembered(*since, now));
        past
    }

    fn list(&self, member: bool) -> Vec<(Fingerprint, i64)> {
        let chosen = self.0.iter().filter(|(_, standing)| standing.member == member);
        let mut list: Vec<_> = chosen.map(|(who, standing)| (*who, standing.since)).collect();
        list.sort_by_key(|(_, since)| std::cmp::Reverse(*since));
        list
    }

    /// Somebody tells that they were added at `since`.
    pub(crate) fn added(&mut self, who: Fingerprint, since: i64) {
        self.hear(who, Standing { since, member: true });
    }

    /// Somebody tells that they were removed at `since`.
    pub(crate) fn removed(&mut self, who: Fingerprint, since: i64) {
        self.hear(who, Standing { since, member: false });
    }

    fn hear(&mut self, who: Fingerprint, told: Standing) {
        let known = self.0.entry(who).or_insert(told);
        *known = told.max(*known);
    }

    /// Adds somebody now, so that it counts whatever was told before.
    pub(crate) fn add(&mut self, who: Fingerprint, now: i64) {
        let since = self.0.get(&who).map_or(now, |known| now.max(known.since));
        self.added(who, since);
    }

    /// Removes somebody now, so that it counts whatever was told before.
    pub(crate) fn remove(&mut self, who: Fingerprint, now: i64) {
        let since = self.0.get(&who).map_or(now, |known| now.max(known.since.saturating_add(1)));
        self.removed(who, since);
    }

    /// Forgets everything and knows these, of unknown age.
    pub(super) fn replace(&mut self, members: impl IntoIterator<Item = Fingerprint>) {
        self.0 = members.into_iter().map(|who| (who, Standing { since: 0, member: true })).collect();
    }

    /// Forgets who was removed long ago.
    pub(super) fn forget(&mut self, now: i64) {
        self.0.retain(|_, standing| standing.member || is_remembered(standing.since, now));
    }
}

fn is_remembered(since: i64, now: i64) -> bool {
    since.saturating_add(HORIZON) > now
}
