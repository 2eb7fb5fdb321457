//! What is known about a group.

use super::{HORIZON, Report, Roster, TOLERANCE, report::Dated};
use crate::pgp::Fingerprint;
use serde::{Deserialize, Serialize};

/// Longest name that is taken from others, in bytes.
const NAME: usize = 200;

/// Everything the members of a group agree on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) name: String,
    /// When the name was chosen, Unix seconds; 0: never since the group was made.
    pub(crate) named: i64,
    pub(crate) description: String,
    /// When the description was chosen, Unix seconds.
    pub(crate) described: i64,
    /// Date of the newest mail that told of the picture, Unix seconds.
    pub(crate) pictured: i64,
    pub(crate) roster: Roster,
    /// Date of the newest mail that told the members, Unix seconds.
    pub(crate) listed: i64,
}

/// What of a report was news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct News {
    /// The sender may tell: a member, or oneself is none and cannot know.
    pub(crate) trusted: bool,
    /// The picture of the report is the newest one.
    pub(crate) picture: bool,
}

impl State {
    /// A group nobody here knows yet, as the first mail shows it.
    pub(crate) fn first(report: &Report, name: &str, own: Fingerprint, now: i64) -> Self {
        let mut state = Self { name: name.to_owned(), listed: report.sent, ..Self::default() };
        match report.lists(now) {
            Some((to, past)) => {
                if !report.to.contains(&Some(report.sender)) {
                    state.roster.added(report.sender, report.sent);
                }
                to.into_iter().for_each(|(who, since)| state.roster.added(who, since));
                past.into_iter().for_each(|(who, since)| state.roster.removed(who, since));
            }
            None => state.replace(report, own),
        }
        state
    }

    /// Learns what a mail tells. `own`: the own key; `now`: Unix seconds.
    pub(crate) fn hear(&mut self, report: &Report, own: Fingerprint, now: i64) -> News {
        let trusted = self.roster.contains(&report.sender) || !self.roster.contains(&own);
        if !trusted {
            return News { trusted, picture: false };
        }
        self.hear_members(report, own, now);
        self.roster.forget(now);
        self.listed = self.listed.max(report.sent);
        self.hear_about(report)
    }

    /// Learns name, description and picture from somebody who may tell.
    pub(crate) fn hear_about(&mut self, report: &Report) -> News {
        newest(&mut self.named, &mut self.name, &report.name, |told, known| told < known);
        newest(&mut self.described, &mut self.description, &report.description, |told, known| told > known);
        let picture = report.picture && report.sent > self.pictured;
        if picture {
            self.pictured = report.sent;
        }
        News { trusted: true, picture }
    }

    fn hear_members(&mut self, report: &Report, own: Fingerprint, now: i64) {
        if self.listed.saturating_add(HORIZON) <= now.saturating_add(TOLERANCE) {
            return self.replace(report, own);
        }
        if report.added.is_some() && !self.roster.contains(&report.sender) {
            self.roster.add(report.sender, report.sent);
        }
        match report.lists(now) {
            Some((to, past)) => {
                let others = to.into_iter().filter(|(who, _)| *who != report.sender);
                others.for_each(|(who, since)| self.roster.added(who, since));
                past.into_iter().for_each(|(who, since)| self.roster.removed(who, since));
            }
            None if report.times.is_some() => {}
            // Clients of old times tell no list, only what they do.
            None => {
                if report.added == Some(own) {
                    let to = report.to.iter().flatten();
                    to.for_each(|who| self.roster.added(*who, report.sent));
                }
                report.added.iter().for_each(|who| self.roster.added(*who, report.sent));
                report.removed.iter().for_each(|who| self.roster.removed(*who, report.sent));
            }
        }
    }

    /// The list is too old, or there is none: whoever is addressed is a member.
    fn replace(&mut self, report: &Report, own: Fingerprint) {
        self.roster.replace(report.to.iter().flatten().copied().chain([report.sender, own]));
    }
}

/// Takes a text that is newer than the known one, or of the same second and preferred by everybody.
fn newest(since: &mut i64, known: &mut String, told: &Option<Dated>, preferred: impl Fn(&str, &str) -> bool) {
    let Some((time, text)) = told else { return };
    if time > since || (time == since && preferred(text, known)) {
        *since = *time;
        known.clone_from(text);
    }
}

/// A name as it is taken from others; `None` for one that is too long or empty.
pub(crate) fn name(text: &str) -> Option<String> {
    let name = crate::mail::clean_name(text);
    (!name.is_empty() && name.len() < NAME).then_some(name)
}
