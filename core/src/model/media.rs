//! What the files of messages are, and the galleries that show them by kind.

use super::{Attachment, Message};
use crate::{
    db::{Key, Reader, Record, Transaction, tail_u64},
    media,
    ports::{KeyRange, Order, Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, FileKind, MessageId};
use serde::{Deserialize, Serialize};

/// What is known of the file of a message beyond its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Media {
    code: u8,
    /// Width and height.
    pub(crate) dimensions: Option<(u32, u32)>,
    /// Milliseconds.
    pub(crate) duration: Option<u32>,
}

impl Record for Media {
    type Key = MessageId;
    const TABLE: Table = Table::Media;
}

/// The place of a file in the gallery of this scope: a chat, or [`ALL`] of them.
type Place = ((ChatId, u8), (i64, MessageId));

/// The gallery of all chats; no chat has this number.
const ALL: ChatId = ChatId(0);

impl Media {
    /// What a file is.
    pub(crate) fn new(kind: FileKind) -> Self {
        Self { code: code(kind), dimensions: None, duration: None }
    }

    /// As what it is shown.
    pub(crate) fn kind(self) -> FileKind {
        kind(self.code)
    }

    /// What the file of a message is; messages of older versions say only its media type.
    pub(crate) async fn of<S: Store>(
        db: &Reader<'_, S>,
        id: MessageId,
        file: &Attachment,
    ) -> Result<Self, StoreError> {
        Ok(db.load(&id).await?.unwrap_or_else(|| Self::new(media::kind_of_type(&file.media_type))))
    }

    /// Stores it, in the galleries too. `message` must have its place.
    pub(crate) async fn keep<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        id: MessageId,
        message: &Message,
    ) -> Result<(), StoreError> {
        Self::forget(db, id, message).await?;
        self.places(id, message).iter().for_each(|place| db.put(Table::Gallery, place.bytes(), Vec::new()));
        db.save(&id, &self)
    }

    /// Takes it out of the galleries.
    pub(crate) async fn forget<S: Store>(
        db: &mut Transaction<'_, S>,
        id: MessageId,
        message: &Message,
    ) -> Result<(), StoreError> {
        if let Some(known) = db.load::<Self>(&id).await? {
            known.places(id, message).iter().for_each(|place| db.remove(Table::Gallery, place.bytes()));
            db.remove(Table::Media, id.bytes());
        }
        Ok(())
    }

    fn places(self, id: MessageId, message: &Message) -> [Place; 2] {
        [ALL, message.chat].map(|scope| ((scope, self.code), (message.sort, id)))
    }

    /// Messages with files of these kinds, newest first, from before a place.
    pub(crate) async fn gallery<S: Store>(
        db: &Reader<'_, S>,
        chat: Option<ChatId>,
        kinds: &[FileKind],
        before: Option<(i64, MessageId)>,
        limit: usize,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut found = Vec::new();
        for kind in kinds {
            let scope = (chat.unwrap_or(ALL), code(*kind));
            let mut range = KeyRange::prefix(&scope.bytes());
            if let Some(place) = before {
                range.end = Some((scope, place).bytes());
            }
            let rows = db.scan(Table::Gallery, range, Order::Descending, limit).await?;
            // What follows the scope sorts as time and message do.
            found.extend(
                rows.into_iter().filter_map(|(key, _)| Some(key.get(scope.bytes().len()..)?.to_vec())),
            );
        }
        found.sort_unstable();
        found.dedup();
        Ok(found.iter().rev().filter_map(|key| tail_u64(key)).map(MessageId).take(limit).collect())
    }
}

/// The numbers under which kinds are stored; they never change.
const KINDS: [FileKind; 9] = [
    FileKind::File,
    FileKind::Image,
    FileKind::Gif,
    FileKind::Sticker,
    FileKind::Audio,
    FileKind::Voice,
    FileKind::Video,
    FileKind::Card,
    FileKind::App,
];

fn code(kind: FileKind) -> u8 {
    KINDS.iter().zip(0..).find(|(known, _)| **known == kind).map_or(0, |(_, code)| code)
}

fn kind(code: u8) -> FileKind {
    KINDS.get(usize::from(code)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_number_of_its_own() {
        assert!(KINDS.iter().all(|known| kind(code(*known)) == *known));
        assert_eq!(kind(200), FileKind::File, "of a later version");
    }
}
