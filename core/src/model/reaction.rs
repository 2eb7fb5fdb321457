//! Reactions to messages: one of each person.

use super::message_id;
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u32},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::ContactId;
use serde::{Deserialize, Serialize};

/// Stands for the person itself; contacts count from 1.
const ONESELF: ContactId = ContactId(0);

/// Looked at for one message; whoever floods it gains nothing.
const MOST: usize = 5_000;

/// What one person chose. The key names the message by its Message-ID, so a reaction can wait for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reaction {
    pub(crate) emoji: String,
    /// When it was sent, Unix milliseconds: an older one that comes late changes nothing.
    pub(crate) time: i64,
}

impl Record for Reaction {
    type Key = ([u8; 32], ContactId);
    const TABLE: Table = Table::Reactions;
}

impl Reaction {
    /// Replaces what this person chose for the message before; `None` is oneself. An empty emoji takes it back, and is
    /// kept to outlast an older one that comes late. `false` if a newer one is known.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
        from: Option<ContactId>,
    ) -> Result<bool, StoreError> {
        let key = (message_id::hash(rfc_id), from.unwrap_or(ONESELF));
        if db.load::<Self>(&key).await?.is_some_and(|known| known.time > self.time) {
            return Ok(false);
        }
        db.save(&key, &self)?;
        Ok(true)
    }

    /// All reactions to a message, with who chose them; `None` is oneself.
    pub(crate) async fn to<S: Store>(
        db: &Reader<'_, S>,
        rfc_id: &str,
    ) -> Result<Vec<(Option<ContactId>, String)>, StoreError> {
        let range = KeyRange::prefix(&message_id::hash(rfc_id).bytes());
        let rows = db.records::<Self>(range, Order::Ascending, MOST).await?;
        let rows = rows.into_iter().filter(|(_, reaction)| !reaction.emoji.is_empty());
        Ok(rows
            .filter_map(|(key, reaction)| {
                let from = ContactId(tail_u32(&key)?);
                Some((Some(from).filter(|from| *from != ONESELF), reaction.emoji))
            })
            .collect())
    }

    /// Forgets all reactions to a message.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        rfc_id: &str,
    ) -> Result<(), StoreError> {
        let range = KeyRange::prefix(&message_id::hash(rfc_id).bytes());
        for (key, _) in db.scan(Table::Reactions, range, Order::Ascending, MOST).await? {
            db.remove(Table::Reactions, key);
        }
        Ok(())
    }
}
