//! What opens the posts of a channel.

use crate::{
    db::{Key, Reader, Record, Transaction, tail_u32},
    pgp::Fingerprint,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ChatId;
use serde::{Deserialize, Serialize};

/// The secret of a channel, kept for as long as one may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ChannelSecret {
    /// What posts are encrypted with.
    pub(crate) secret: String,
    /// Who alone may post; `None`: oneself.
    pub(crate) owner: Option<Fingerprint>,
}

impl Record for ChannelSecret {
    type Key = ChatId;
    const TABLE: Table = Table::ChannelSecrets;
}

impl ChannelSecret {
    /// Whether a text may be a secret: 43 to 100 characters (wire protocol §4.1).
    pub(crate) fn is_valid(text: &str) -> bool {
        (43..=100).contains(&text.len())
    }

    /// All of them.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<(ChatId, Self)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows.into_iter().filter_map(|(key, row)| Some((ChatId(tail_u32(&key)?), row))).collect())
    }

    /// One may not read the channel any more.
    pub(crate) fn forget<S: Store>(db: &mut Transaction<'_, S>, chat: ChatId) {
        db.remove(Table::ChannelSecrets, chat.bytes());
    }
}
