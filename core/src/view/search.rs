//! What a search finds.

use super::{chat_list::name, each, message::rows};
use crate::{
    db::Reader,
    model::{Chat, Message},
    ports::Store,
    search,
};
use estuary_api::{Found, MessageId, Problem, Search};

/// The messages a search finds, newest first.
pub(crate) async fn found<S: Store>(db: &Reader<'_, S>, wanted: &Search) -> Result<Vec<Found>, Problem> {
    placed(db, search::find(db, wanted).await?).await
}

/// Messages and where they are, in their order.
pub(crate) async fn placed<S: Store>(
    db: &Reader<'_, S>,
    messages: impl IntoIterator<Item = (MessageId, Message)>,
) -> Result<Vec<Found>, Problem> {
    let found = each(messages, async |(id, message)| {
        let Some(chat) = db.load::<Chat>(&message.chat).await? else { return Ok(None) };
        let Some(row) = rows(db, [id]).await?.pop() else { return Ok(None) };
        Ok(Some(Found { chat: message.chat, chat_name: name(db, &chat).await?, row }))
    });
    Ok(found.await?)
}
