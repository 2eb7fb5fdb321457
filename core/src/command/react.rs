//! Own reactions.

use crate::{
    Engine,
    model::{Chat, Marks, Message, Reaction},
    ports::{Clock, Platform},
    send::Change,
    view,
};
use estuary_api::{MessageId, Problem};

/// Peers take no longer ones, in bytes.
const LONGEST: usize = 30;

impl<P: Platform> Engine<P> {
    /// Replaces the own reaction to a message, here and for everyone. An empty one takes it back.
    pub(super) async fn react(&self, id: MessageId, emoji: &str) -> Result<(), Problem> {
        let emoji = emoji.split_whitespace().find(|word| word.len() < LONGEST).unwrap_or_default().to_owned();
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let message: Option<Message> = work.load(&id).await?;
        let reactable = |message: &Message| message.info.is_none() && !message.rfc_id.is_empty();
        let message = message.filter(reactable).ok_or_else(|| view::not_found("message"))?;
        let chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        let (target, time) = (message.rfc_id.clone(), self.platform.clock().now());
        Reaction { emoji: emoji.clone(), time }.keep(&mut work, &target, None).await?;
        let marks = Marks::of(&work, id).await?;
        Marks { reacted: true, ..marks }.keep(&mut work, id, &message).await?;
        work.tell(estuary_api::Event::ChatChanged(message.chat));
        let change = Change::Reaction { target, emoji };
        self.send_change(&mut work, &identity, (message.chat, &chat), change).await?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}
