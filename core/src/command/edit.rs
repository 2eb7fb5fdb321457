//! Changing own texts.

use crate::{
    Engine,
    model::{Chat, Message, State},
    ports::Platform,
    search,
    send::{Change, LONGEST_TEXT},
    view,
};
use estuary_api::{MessageId, Problem, ProblemKind};

impl<P: Platform> Engine<P> {
    /// Replaces the text of an own message, here and for everyone.
    pub(super) async fn edit(&self, id: MessageId, text: String) -> Result<(), Problem> {
        if text.len() > LONGEST_TEXT {
            return Err(Problem::new(ProblemKind::TooLarge, format!("{} bytes of text", text.len())));
        }
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let message: Option<Message> = work.load(&id).await?;
        let own = |message: &Message| message.is_own() && !text.trim().is_empty();
        let mut message = message.filter(own).ok_or_else(|| view::not_found("own message"))?;
        if message.text == text {
            return Ok(());
        }
        let chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        let before = std::mem::replace(&mut message.text, text.clone());
        message.edited = true;
        // Nobody has the old text of a message that could not be sent.
        if !matches!(message.state, State::Failed(..)) {
            let change = Change::Edit { target: message.rfc_id.clone(), before, after: text };
            self.send_change(&mut work, &identity, (message.chat, &chat), change).await?;
        }
        message.keep(&mut work, id)?;
        search::add(&mut work, id, &message).await?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}
