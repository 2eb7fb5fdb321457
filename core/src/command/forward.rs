//! Handing messages on.

use crate::{Engine, media::Enclosure, model::Message, ports::Platform, send::NewMessage};
use estuary_api::{ChatId, MessageId, Problem, SendId};
use sha2::{Digest, Sha256};

impl<P: Platform> Engine<P> {
    /// Sends copies of messages to a chat, in their order, marked as somebody else's. Notices, and messages whose file
    /// is not here, are left out.
    pub(super) async fn forward(
        &self,
        id: SendId,
        messages: &[MessageId],
        chat: ChatId,
    ) -> Result<(), Problem> {
        for (index, message_id) in messages.iter().enumerate() {
            let db = self.db.read(self.platform.store());
            let message = db.load::<Message>(message_id).await?.filter(|message| message.info.is_none());
            let Some(message) = message else { continue };
            let file = Enclosure::of(&db, *message_id, &message).await?;
            if file.is_none() && message.attachment.is_some() {
                continue;
            }
            let new = NewMessage { text: message.text, file, forwarded: true, ..NewMessage::default() };
            self.send(part(id, index), chat, new).await?;
        }
        Ok(())
    }
}

/// Repeated commands name the same messages.
fn part(id: SendId, index: usize) -> SendId {
    let digest = Sha256::new().chain_update(id.0).chain_update(index.to_be_bytes()).finalize();
    SendId(digest.first_chunk().copied().unwrap_or(id.0))
}
