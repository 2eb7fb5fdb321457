//! Groups and channels, beyond the head of their chat.

use super::{Chat, Contact, Profile};
use crate::{
    db::{Key, Reader, Record, Transaction},
    group::State,
    pgp::Fingerprint,
    ports::{Store, StoreError},
    table::Table,
};
use estuary_api::{ChatId, ContactId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known about a group or channel, and what was told about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) state: State,
    /// A message has told the members about it; until then nothing else does.
    pub(crate) promoted: bool,
    /// When each key went around last, whoever sent it, Unix seconds.
    pub(crate) gossiped: BTreeMap<Fingerprint, i64>,
    /// Who fills a channel, if somebody else does.
    pub(crate) owner: Option<Fingerprint>,
}

impl Record for Group {
    type Key = ChatId;
    const TABLE: Table = Table::Groups;
}

impl Group {
    /// Stores it with its chat, which shows its name and whether one is in it.
    pub(crate) async fn keep<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        id: ChatId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        chat.name.clone_from(&self.state.name);
        let own = Profile::find(db).await?.and_then(|profile| profile.fingerprint.parse().ok());
        chat.left = own.is_some_and(|own| !self.state.roster.contains(&own));
        db.save(&id, self)?;
        chat.keep(db, id).await
    }

    /// Members, the newest first.
    pub(crate) fn members(&self) -> Vec<Fingerprint> {
        self.state.roster.members().into_iter().map(|(who, _)| who).collect()
    }

    /// Those who were members, as far as they are remembered, the last first.
    pub(crate) fn past(&self) -> Vec<Fingerprint> {
        self.state.roster.past(i64::MIN).into_iter().map(|(who, _)| who).collect()
    }

    /// Bytes of the picture.
    pub(crate) async fn picture<S: Store>(
        db: &Reader<'_, S>,
        id: ChatId,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        db.bytes(Table::Pictures, &id.bytes()).await
    }

    /// Replaces the picture.
    pub(crate) fn set_picture<S: Store>(db: &mut Transaction<'_, S>, id: ChatId, picture: Option<Vec<u8>>) {
        match picture {
            Some(bytes) => db.put(Table::Pictures, id.bytes(), bytes),
            None => db.remove(Table::Pictures, id.bytes()),
        }
    }
}

impl Contact {
    /// The contacts of these keys, in their order; keys nobody has are left out.
    pub(crate) async fn of_keys<S: Store>(
        db: &Reader<'_, S>,
        keys: impl IntoIterator<Item = Fingerprint>,
    ) -> Result<Vec<(ContactId, Self)>, StoreError> {
        let mut contacts = Vec::new();
        for key in keys {
            contacts.extend(Self::by_fingerprint(db, &key.to_string()).await?);
        }
        Ok(contacts)
    }
}
