//! Messages that everybody in a chat shall find again.

use crate::{
    Engine,
    model::{Chat, Marks, Message},
    ports::Platform,
    send::{Change, Notice},
    view,
};
use estuary_api::{Event, MessageId, Problem};

impl<P: Platform> Engine<P> {
    /// Pins a message, or takes the pin out, here and for everyone.
    pub(super) async fn pin_message(&self, id: MessageId, pinned: bool) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let message = work.load::<Message>(&id).await?.filter(|message| message.info.is_none());
        let message = message.ok_or_else(|| view::not_found("message"))?;
        let mut chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        let marks = Marks::of(&work, id).await?;
        if marks.pinned == pinned {
            return Ok(());
        }
        Marks { pinned, ..marks }.keep(&mut work, id, &message).await?;
        let target = message.rfc_id.clone();
        if pinned {
            let notice = Notice::Pinned(id, target);
            self.send_notice(&mut work, &identity, (message.chat, &mut chat), &notice).await?;
        } else {
            let change = Change::Unpin { target };
            self.send_change(&mut work, &identity, (message.chat, &chat), change).await?;
        }
        work.tell(Event::ChatChanged(message.chat));
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}
