//! Pictures that are kept to be sent as stickers.

use super::{Attachment, Media};
use crate::{
    db::{Key, Reader, Record, Transaction},
    media::Enclosure,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::StickerId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What it is; its bytes are in [`Table::StickerBlobs`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sticker {
    pub(crate) attachment: Attachment,
    pub(crate) media: Media,
    /// Unix milliseconds.
    pub(crate) kept: i64,
}

impl Record for Sticker {
    type Key = StickerId;
    const TABLE: Table = Table::Stickers;
}

impl Sticker {
    /// Keeps a picture; the same one again is only the newest then.
    pub(crate) fn keep<S: Store>(
        db: &mut Transaction<'_, S>,
        file: Enclosure,
        now: i64,
    ) -> Result<(), StoreError> {
        let Enclosure { attachment, media, bytes, .. } = file;
        let id = id(&bytes);
        db.put(Table::StickerBlobs, id.bytes(), bytes);
        db.save(&id, &Self { attachment, media, kept: now })
    }

    /// All, the newest first.
    pub(crate) async fn all<S: Store>(db: &Reader<'_, S>) -> Result<Vec<StickerId>, StoreError> {
        let mut rows = db.records::<Self>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        rows.sort_by_key(|(_, sticker)| std::cmp::Reverse(sticker.kept));
        let id = |key: &[u8]| key.try_into().map(|key| StickerId(u64::from_be_bytes(key))).ok();
        Ok(rows.into_iter().filter_map(|(key, _)| id(&key)).collect())
    }

    /// Keeps it no longer.
    pub(crate) fn forget<S: Store>(db: &mut Transaction<'_, S>, id: StickerId) {
        for table in [Table::Stickers, Table::StickerBlobs] {
            db.remove(table, id.bytes());
        }
    }
}

fn id(bytes: &[u8]) -> StickerId {
    let digest = Sha256::digest(bytes);
    let first = digest.first_chunk().copied().unwrap_or_default();
    StickerId(u64::from_be_bytes(first))
}
