//! What a mail says about its group.

use super::TOLERANCE;
use crate::pgp::Fingerprint;

/// A text and when it was chosen, Unix seconds.
pub(crate) type Dated = (i64, String);

/// The fields of a mail that tell of the group, with people by their keys. Everything in it is what the sender claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// Who signed it.
    pub(crate) sender: Fingerprint,
    /// When it was sent, Unix seconds.
    pub(crate) sent: i64,
    /// `Chat-Group-Name`, unless nobody ever chose it.
    pub(crate) name: Option<Dated>,
    /// `Chat-Group-Description`.
    pub(crate) description: Option<Dated>,
    /// There is a `Chat-Group-Avatar`.
    pub(crate) picture: bool,
    /// `To`; `None` for people whose key is not named.
    pub(crate) to: Vec<Option<Fingerprint>>,
    /// `Chat-Group-Past-Members`.
    pub(crate) past: Vec<Option<Fingerprint>>,
    /// `Chat-Group-Member-Timestamps`: one for each of `to`, then of `past`.
    pub(crate) times: Option<Vec<i64>>,
    /// `Chat-Group-Member-Added-Fpr`.
    pub(crate) added: Option<Fingerprint>,
    /// `Chat-Group-Member-Removed-Fpr`.
    pub(crate) removed: Option<Fingerprint>,
}

/// People with the times that belong to them.
pub(super) type Timed = Vec<(Fingerprint, i64)>;

impl Report {
    /// Members and past members with their times, none of which lies in the future; `None` where the numbers do not
    /// match.
    pub(super) fn lists(&self, now: i64) -> Option<(Timed, Timed)> {
        let times = self.times.as_ref()?;
        let (to, past) =
            times.split_at_checked(self.to.len()).filter(|(_, past)| past.len() == self.past.len())?;
        let pair = |people: &[Option<Fingerprint>], times: &[i64]| {
            let pairs = people.iter().zip(times);
            pairs.filter_map(|(who, time)| Some(((*who)?, (*time).min(now + TOLERANCE)))).collect()
        };
        Some((pair(&self.to, to), pair(&self.past, past)))
    }
}
