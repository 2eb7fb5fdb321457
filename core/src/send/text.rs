//! Sending texts: from the command to the outbox.

use super::{Intent, rfc_id};
use crate::{
    Engine,
    model::{Chat, ChatKind, Marks, Message, Purpose, State, Trace},
    ports::{Clock, Platform},
    rng::EntropyRng,
    view,
};
use estuary_api::{ChatId, MessageId, Problem, ProblemKind, SendId};

/// Longest text, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1 << 20;

impl<P: Platform> Engine<P> {
    /// Puts a text into the outbox and the chat, in one commit.
    pub(crate) async fn send_text(
        &self,
        id: SendId,
        chat_id: ChatId,
        text: String,
        quote: Option<MessageId>,
    ) -> Result<MessageId, Problem> {
        if text.len() > LONGEST_TEXT {
            return Err(Problem::new(ProblemKind::TooLarge, format!("{} bytes of text", text.len())));
        }
        let identity = self.own().await?;
        let rfc_id = rfc_id(id);
        let mut work = self.db.begin(self.platform.store()).await;
        match Trace::of(&work, &rfc_id).await? {
            None => {}
            Some(Trace::Message(sent)) => return Ok(sent),
            Some(Trace::Gone | Trace::DeletedBy(_)) => return Err(view::not_found("message")),
        }
        let mut chat: Chat = work.load(&chat_id).await?.ok_or_else(|| view::not_found("chat"))?;
        let now = self.platform.clock().now();
        let intent = Intent::new(&work, rfc_id, text, quote, now).await?;
        let saved = chat.kind == ChatKind::Saved;
        let message = Message {
            chat: chat_id,
            from: None,
            rfc_id: intent.rfc_id.clone(),
            time: now,
            sort: now,
            text: intent.text.clone(),
            quote: intent.quote.clone(),
            attachment: None,
            state: if saved { State::Delivered } else { State::Pending },
            edited: false,
            info: None,
            wants_receipt: false,
        };
        let sealed = if saved {
            None
        } else {
            let draft = intent.draft(&work, &identity, (chat_id, &chat)).await?;
            draft.note(&mut work, chat_id, &mut chat).await?;
            Some(draft.compose(&identity, &mut self.rng())?.seal(&identity, &mut self.rng())?)
        };
        (chat.draft, chat.draft_quote) = (String::new(), None);
        let message_id = message.insert(&mut work, &mut chat).await?;
        // What one keeps for oneself goes nowhere.
        if let Some(sealed) = sealed {
            let row = sealed.row(&identity, Purpose::Message(message_id), self.max_recipients());
            row.enqueue(&mut work, sealed.mail).await?;
        }
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(message_id)
    }

    /// Sends a failed message again, under its old Message-ID.
    pub(crate) async fn retry(&self, id: MessageId) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut message: Message = work.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
        if !matches!(message.state, State::Failed(..)) {
            return Ok(());
        }
        let chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        let intent = Intent {
            rfc_id: message.rfc_id.clone(),
            text: message.text.clone(),
            quote: message.quote.clone(),
            time: message.time,
            forwarded: Marks::of(&work, id).await?.forwarded,
        };
        let draft = intent.draft(&work, &identity, (message.chat, &chat)).await?;
        let sealed = draft.compose(&identity, &mut self.rng())?.seal(&identity, &mut self.rng())?;
        message.state = State::Pending;
        message.keep(&mut work, id)?;
        let row = sealed.row(&identity, Purpose::Message(id), self.max_recipients());
        row.enqueue(&mut work, sealed.mail).await?;
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }

    /// Randomness as the cryptography wants it.
    pub(crate) fn rng(&self) -> EntropyRng<'_, P::Entropy> {
        EntropyRng::new(self.platform.entropy())
    }

    /// Most recipients of one submission.
    pub(crate) fn max_recipients(&self) -> usize {
        /// What every server takes.
        const CAUTIOUS: usize = 50;
        match self.connection.borrow().session.max_recipients {
            0 => CAUTIOUS,
            limit => limit,
        }
    }
}
