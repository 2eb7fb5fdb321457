//! What is told about a group or channel, and who is in it.

use super::{chat_list::row, contact, not_found};
use crate::{
    db::Reader,
    model::{Chat, ChatKind, Contact, Group, Profile},
    pgp::Fingerprint,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, ChatProfile, Contact as View, Problem};

/// A group or channel with its members.
pub(crate) async fn chat_profile<S: Store>(db: &Reader<'_, S>, id: ChatId) -> Result<ChatProfile, Problem> {
    let chat: Chat = db.load(&id).await?.ok_or_else(|| not_found("chat"))?;
    let group: Group = db.load(&id).await?.unwrap_or_default();
    let profile = Profile::find(db).await?.ok_or_else(|| not_found("profile"))?;
    let own: Option<Fingerprint> = profile.fingerprint.parse().ok();
    let roster = &group.state.roster;
    let is_in = own.is_some_and(|own| roster.contains(&own));
    let past = group.past().into_iter().filter(|who| Some(*who) != own);
    Ok(ChatProfile {
        row: row(db, id, &chat).await?,
        description: group.state.description.clone(),
        members: people(db, group.members().into_iter().filter(|who| Some(*who) != own)).await?,
        past: people(db, past).await?,
        own: is_in,
        can_edit: is_in && chat.kind != ChatKind::Channel,
    })
}

async fn people<S: Store>(
    db: &Reader<'_, S>,
    keys: impl Iterator<Item = Fingerprint>,
) -> Result<Vec<View>, StoreError> {
    let mut people = Vec::new();
    for (id, _) in Contact::of_keys(db, keys).await? {
        people.extend(contact(db, id).await?);
    }
    Ok(people)
}
