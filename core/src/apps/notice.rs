//! Lines in the chat that an app writes.

use crate::{
    db::Transaction,
    model::{Chat, Info, Message},
    ports::{Store, StoreError},
};
use estuary_api::{ContactId, MessageId};

/// A line of an instance.
pub(super) struct Line {
    pub(super) instance: MessageId,
    /// `None`: oneself.
    pub(super) from: Option<ContactId>,
    /// Unix milliseconds.
    pub(super) time: i64,
    pub(super) text: String,
    pub(super) href: Option<String>,
}

impl Line {
    /// Writes it into the chat of the instance. Where the chat ends with a line of the same sender and instance, it
    /// takes its place, unless it leads somewhere.
    pub(super) async fn write<S: Store>(
        self,
        db: &mut Transaction<'_, S>,
        home: &Message,
    ) -> Result<(), StoreError> {
        let Some(mut chat) = db.load::<Chat>(&home.chat).await? else { return Ok(()) };
        let last = match chat.last {
            Some(id) => db.load::<Message>(&id).await?.map(|message| (id, message)),
            None => None,
        };
        let info = Info::App { instance: self.instance, href: self.href.clone(), text: self.text };
        if let Some((id, mut last)) = last
            && last.from == self.from
            && self.href.is_none()
            && matches!(last.info, Some(Info::App { instance, .. }) if instance == self.instance)
        {
            (last.info, last.time) = (Some(info), self.time);
            return last.keep(db, id);
        }
        let line = Message { from: self.from, ..Message::notice(home.chat, info, self.time) };
        line.insert(db, &mut chat).await?;
        Ok(())
    }
}
