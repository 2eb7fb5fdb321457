//! Read receipts still to be sent.

use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ContactId, MessageId};
use serde::{Deserialize, Serialize};

/// A message whose sender shall learn that it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// `Message-ID` without brackets.
    pub(crate) rfc_id: String,
}

impl Record for Receipt {
    type Key = (ContactId, MessageId);
    const TABLE: Table = Table::Receipts;
}

impl Receipt {
    /// The contact that waits longest by id, and up to `limit` receipts for it.
    pub(crate) async fn next<S: Store>(
        db: &Reader<'_, S>,
        limit: usize,
    ) -> Result<Option<(ContactId, Vec<(MessageId, Self)>)>, StoreError> {
        let first = db.scan(Table::Receipts, KeyRange::all(), Order::Ascending, 1).await?;
        let contact = first.first().and_then(|(key, _)| key.first_chunk().copied()).map(u32::from_be_bytes);
        let Some(contact) = contact.map(ContactId) else { return Ok(None) };
        let range = KeyRange::prefix(&contact.bytes());
        let rows = db.records::<Self>(range, Order::Ascending, limit).await?;
        let rows = rows.into_iter().filter_map(|(key, row)| Some((MessageId(tail_u64(&key)?), row)));
        Ok(Some((contact, rows.collect())))
    }

    /// They are in the outbox now.
    pub(crate) fn done<S: Store>(db: &mut Transaction<'_, S>, contact: ContactId, message: MessageId) {
        db.remove(Table::Receipts, (contact, message).bytes());
    }
}
