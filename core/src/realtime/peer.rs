//! Who was last known to be in a channel. Node keys live no longer than a session, so this is a hint.

use super::node::Node;
use crate::{
    db::{Key, Reader, Record, Transaction},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::MessageId;
use serde::{Deserialize, Serialize};

/// Most that are kept of one channel; the oldest go first.
const MOST: usize = 32;

/// A node that said it is in the channel of an instance. Its key is the end of the row's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Peer {
    relay: String,
    /// When it said so, Unix milliseconds.
    time: i64,
}

impl Record for Peer {
    type Key = (MessageId, [u8; 32]);
    const TABLE: Table = Table::AppPeers;
}

impl Peer {
    /// Keeps a node.
    pub(super) async fn keep<S: Store>(
        db: &mut Transaction<'_, S>,
        instance: MessageId,
        node: &Node,
        time: i64,
    ) -> Result<(), StoreError> {
        let mut rows = Self::rows(db, instance).await?;
        rows.retain(|(_, known)| known.id != node.id);
        rows.sort_by_key(|(time, _)| *time);
        let surplus = (rows.len() + 1).saturating_sub(MOST);
        for (_, old) in rows.iter().take(surplus) {
            db.remove(Table::AppPeers, (instance, old.id).bytes());
        }
        db.save(&(instance, node.id), &Self { relay: node.relay.clone(), time })
    }

    /// The nodes of a channel.
    pub(super) async fn of<S: Store>(
        db: &Reader<'_, S>,
        instance: MessageId,
    ) -> Result<Vec<Node>, StoreError> {
        Ok(Self::rows(db, instance).await?.into_iter().map(|(_, node)| node).collect())
    }

    async fn rows<S: Store>(db: &Reader<'_, S>, instance: MessageId) -> Result<Vec<(i64, Node)>, StoreError> {
        let rows = db.records::<Self>(KeyRange::prefix(&instance.bytes()), Order::Ascending, MOST).await?;
        let node = |(key, Self { relay, time }): (Vec<u8>, Self)| {
            Some((time, Node { id: *key.last_chunk::<32>()?, relay }))
        };
        Ok(rows.into_iter().filter_map(node).collect())
    }

    /// Forgets the nodes of one channel, or of all.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        instance: Option<MessageId>,
    ) -> Result<(), StoreError> {
        let range = instance.map_or_else(KeyRange::all, |instance| KeyRange::prefix(&instance.bytes()));
        for (key, _) in db.scan(Table::AppPeers, range, Order::Ascending, usize::MAX).await? {
            db.remove(Table::AppPeers, key);
        }
        Ok(())
    }
}
