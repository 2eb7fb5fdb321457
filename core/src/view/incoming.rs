//! What the person is told when something arrives.

use super::chat_list::{name, summary};
use crate::{
    db::Reader,
    model::Chat,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, Event, MessageId};

/// The event for a message that came in; `None` if it is gone already.
pub(crate) async fn incoming<S: Store>(
    db: &Reader<'_, S>,
    chat_id: ChatId,
    chat: &Chat,
    message: MessageId,
) -> Result<Option<Event>, StoreError> {
    let Some(summary) = summary(db, chat, message).await? else { return Ok(None) };
    let chat_name = name(db, chat).await?;
    Ok(Some(Event::Incoming { chat: chat_id, chat_name, from: summary.from, body: summary.body }))
}
