//! Reactions.

use super::{contact, not_found};
use crate::{
    db::Reader,
    model::{self, Chat, ChatKind, Message},
    ports::{Store, StoreError},
};
use estuary_api::{ContactId, MessageId, Problem, Reaction, Reactor};

/// Who reacted with what.
pub(crate) async fn reactors<S: Store>(db: &Reader<'_, S>, id: MessageId) -> Result<Vec<Reactor>, Problem> {
    let message: Message = db.load(&id).await?.ok_or_else(|| not_found("message"))?;
    let mut reactors = Vec::new();
    for (from, emoji) in valid(db, &message).await? {
        let contact = match from {
            Some(id) => Some(contact(db, id).await?.ok_or_else(|| not_found("contact"))?),
            None => None,
        };
        reactors.push(Reactor { contact, emoji });
    }
    Ok(reactors)
}

/// How many chose what, the most frequent first.
pub(super) async fn reactions<S: Store>(
    db: &Reader<'_, S>,
    message: &Message,
) -> Result<Vec<Reaction>, StoreError> {
    let mut reactions: Vec<Reaction> = Vec::new();
    for (from, emoji) in valid(db, message).await? {
        let own = from.is_none();
        match reactions.iter_mut().find(|reaction| reaction.emoji == emoji) {
            Some(known) => {
                known.count += 1;
                known.own |= own;
            }
            None => reactions.push(Reaction { emoji, count: 1, own }),
        }
    }
    reactions.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.emoji.cmp(&b.emoji)));
    Ok(reactions)
}

/// Reactions of people the chat is with: anybody who learned the Message-ID can send one.
async fn valid<S: Store>(
    db: &Reader<'_, S>,
    message: &Message,
) -> Result<Vec<(Option<ContactId>, String)>, StoreError> {
    let mut reactions = model::Reaction::to(db, &message.rfc_id).await?;
    if let Some(chat) = db.load::<Chat>(&message.chat).await?.filter(|chat| chat.kind == ChatKind::Single) {
        reactions.retain(|(from, _)| from.is_none() || *from == chat.contact);
    }
    Ok(reactions)
}
