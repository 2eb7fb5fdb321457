//! What a search finds.

use super::{chat_list::name, each, message::rows_of};
use crate::{
    db::Reader,
    model::{Chat, Message},
    ports::Store,
    search,
};
use estuary_api::{ChatId, Found, MessageId, Problem, Search};
use futures::try_join;

/// The messages a search finds, newest first.
pub(crate) async fn found<S: Store>(db: &Reader<'_, S>, wanted: &Search) -> Result<Vec<Found>, Problem> {
    placed(db, search::find(db, wanted).await?).await
}

/// Messages and where they are, in their order.
pub(crate) async fn placed<S: Store>(
    db: &Reader<'_, S>,
    messages: impl IntoIterator<Item = (MessageId, Message)>,
) -> Result<Vec<Found>, Problem> {
    let messages: Vec<_> = messages.into_iter().collect();
    let chats: Vec<ChatId> = messages.iter().map(|(_, message)| message.chat).collect();
    let named = async |id| match db.load::<Chat>(&id).await? {
        Some(chat) => Ok(Some((id, Some(name(db, &chat).await?)))),
        // It went meanwhile.
        None => Ok(Some((id, None))),
    };
    let (names, rows) = try_join!(each(chats, named), rows_of(db, messages))?;
    let found = names.into_iter().zip(rows);
    Ok(found.filter_map(|((chat, name), row)| Some(Found { chat, chat_name: name?, row })).collect())
}
