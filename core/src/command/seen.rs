//! What the person has seen.

use crate::{
    Engine,
    model::{Chat, Contact, Marks, Message, Receipt, Settings, State},
    ports::{Clock, Platform},
    view,
};
use estuary_api::{ChatId, MessageId, Problem};

/// Messages marked in one unit of work, or looked at at once.
const BATCH: usize = 500;

impl<P: Platform> Engine<P> {
    /// Marks everything up to `upto` as seen, and queues read receipts for what asks for one.
    pub(super) async fn mark_seen(&self, id: ChatId, upto: MessageId) -> Result<(), Problem> {
        let now = self.platform.clock().now();
        loop {
            let mut work = self.db.begin(self.platform.store()).await;
            let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
            // A message deleted meanwhile marks nothing.
            let Some(last) = work.load::<Message>(&upto).await?.filter(|last| last.chat == id) else {
                return Ok(());
            };
            let unseen = Message::unseen(&work, id, Some((last.sort, upto)), BATCH).await?;
            if unseen.is_empty() {
                return Ok(());
            }
            let receipts = Settings::find(&work).await?.unwrap_or_default().read_receipts && !chat.request;
            for message_id in &unseen {
                let Some(mut message) = work.load::<Message>(message_id).await? else { continue };
                let was_fresh = message.state == State::Fresh;
                message.see(&mut work, *message_id, &mut chat)?;
                Marks::start(&mut work, *message_id, &message, now).await?;
                let Some(from) = message.from.filter(|_| receipts && was_fresh && message.wants_receipt)
                else {
                    continue;
                };
                if work.load::<Contact>(&from).await?.is_some_and(|contact| !contact.blocked) {
                    work.save(&(from, *message_id), &Receipt { rfc_id: message.rfc_id })?;
                }
            }
            chat.keep(&mut work, id).await?;
            self.commit(work).await?;
            self.wake.set();
            if unseen.len() < BATCH {
                return Ok(());
            }
        }
    }

    pub(super) async fn mark_all_seen(&self, id: ChatId) -> Result<(), Problem> {
        let newest = Message::before(&self.db.read(self.platform.store()), id, None, 1).await?.pop();
        match newest {
            Some(newest) => self.mark_seen(id, newest).await,
            None => Ok(()),
        }
    }

    /// Marks the last message of others as not seen, as the real core does. In a chat where nobody else wrote,
    /// nothing changes.
    pub(super) async fn mark_unseen(&self, id: ChatId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        let load = async |id| Ok(work.load::<Message>(&id).await?.map(|message| (id, message)));
        let mut before = None;
        let last = loop {
            let page = view::each(Message::before(&work, id, before, BATCH).await?, load).await?;
            // Only own messages and notices, up to the first.
            let Some((oldest, message)) = page.last() else { return Ok(()) };
            before = Some((message.sort, *oldest));
            let of_others = |(_, message): &(_, Message)| matches!(message.state, State::Seen | State::Fresh);
            if let Some(last) = page.into_iter().find(of_others) {
                break last;
            }
        };
        last.1.unsee(&mut work, last.0, &mut chat)?;
        chat.keep(&mut work, id).await?;
        self.commit(work).await
    }
}
