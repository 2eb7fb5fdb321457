//! Everything that is known of a message.

use super::{contact, not_found};
use crate::{
    db::{Key, Reader},
    model::{Message, Origin, Read, State},
    ports::Store,
    table::Table,
};
use estuary_api::{MessageId, MessageInfo, Problem};

/// Its times, readers, headers and way.
pub(crate) async fn message_info<S: Store>(
    db: &Reader<'_, S>,
    id: MessageId,
) -> Result<MessageInfo, Problem> {
    let message: Message = db.load(&id).await?.ok_or_else(|| not_found("message"))?;
    let origin: Origin = db.load(&id).await?.unwrap_or_default();
    let mut readers = Vec::new();
    for (reader, Read { time }) in Read::of(db, id).await? {
        readers.extend(contact(db, reader).await?.map(|contact| (contact, time)));
    }
    Ok(MessageInfo {
        rfc_id: message.rfc_id,
        sent: message.time,
        received: origin.received,
        readers,
        headers: origin.headers,
        hops: origin.hops,
        error: match message.state {
            State::Failed(failure, detail) => Some(Problem::new(failure.into(), detail)),
            _ => None,
        },
    })
}

/// The HTML of a message that has one.
pub(crate) async fn html<S: Store>(db: &Reader<'_, S>, id: MessageId) -> Result<Vec<u8>, Problem> {
    db.bytes(Table::Htmls, &id.bytes()).await?.ok_or_else(|| not_found("HTML"))
}
