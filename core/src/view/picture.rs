//! Pictures of people and chats.

use super::not_found;
use crate::{
    db::{Key as _, Reader},
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{Face, Picture, Problem};

/// The picture of somebody or a chat, by its name rather than its bytes: screens show the same ones again and again.
pub(crate) async fn picture<S: Store>(db: &Reader<'_, S>, of: Face) -> Result<Option<Picture>, StoreError> {
    let (table, key) = place(of);
    Ok(db.digest(table, &key).await?.map(|version| Picture::Kept { of, version }))
}

/// Its bytes.
pub(crate) async fn picture_bytes<S: Store>(db: &Reader<'_, S>, of: Face) -> Result<Vec<u8>, Problem> {
    let (table, key) = place(of);
    db.bytes(table, &key).await?.ok_or_else(|| not_found("picture"))
}

fn place(of: Face) -> (Table, Vec<u8>) {
    match of {
        Face::Contact(id) => (Table::Avatars, id.bytes()),
        Face::Chat(id) => (Table::Pictures, id.bytes()),
    }
}
