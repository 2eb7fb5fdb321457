//! Handshakes that run as joiner.

use crate::{
    db::{Reader, Record},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// A foreign invite that was accepted and is not answered to the end. Its key is the AUTH token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Join {
    /// The inviter's fingerprint, upper-case hex.
    pub(crate) fingerprint: String,
    /// The inviter's addresses.
    pub(crate) addresses: Vec<String>,
    /// The chat it leads to: the group, or the single chat with the inviter.
    pub(crate) chat: ChatId,
    /// `request-with-auth` is out; only the confirmation is missing.
    pub(crate) requested: bool,
    /// The chat shows that it waits.
    pub(crate) shown: bool,
    /// ID of the group or channel, if it leads to one.
    pub(crate) group: Option<String>,
}

/// Before there were invites to groups.
#[derive(Deserialize)]
struct First {
    fingerprint: String,
    addresses: Vec<String>,
    chat: ChatId,
    requested: bool,
    shown: bool,
}

impl Record for Join {
    type Key = str;
    const TABLE: Table = Table::Joins;
    const VERSION: u8 = 2;

    fn upgrade(version: u8, body: &[u8]) -> Option<Self> {
        let old: First = (version == 1).then(|| postcard::from_bytes(body).ok())??;
        let First { fingerprint, addresses, chat, requested, shown } = old;
        Some(Self { fingerprint, addresses, chat, requested, shown, group: None })
    }
}

impl Join {
    /// Every running handshake, with its AUTH token.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<(String, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().map(|(key, row)| (String::from_utf8_lossy(&key).into_owned(), row)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{ChatId, Join, Record};

    #[test]
    fn handshakes_of_the_first_version_go_on() {
        let old = postcard::to_stdvec(&("KEY", ["a@b"].as_slice(), ChatId(3), true, false)).unwrap();
        let new = Join {
            fingerprint: "KEY".into(),
            addresses: vec!["a@b".into()],
            chat: ChatId(3),
            requested: true,
            shown: false,
            group: None,
        };
        assert_eq!(Join::upgrade(1, &old), Some(new));
    }
}
