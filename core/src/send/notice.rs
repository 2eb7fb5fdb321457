//! Changes of a chat that everybody in it sees as a notice.

use super::Intent;
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    mail::{HeaderValue, new_message_id},
    model::{Chat, ChatKind, Group, Info, Message, Purpose},
    ports::{Clock, Platform},
};
use estuary_api::{ChatId, MessageId, Problem};

/// What was changed (wire protocol §2.14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Messages disappear after so many seconds now.
    Timer(u32),
    /// A message is pinned now; with its Message-ID.
    Pinned(MessageId, String),
}

impl Notice {
    fn info(&self) -> Info {
        match self {
            Self::Timer(seconds) => Info::TimerChanged { by: None, seconds: *seconds },
            Self::Pinned(message, _) => Info::Pinned { by: None, message: *message },
        }
    }

    /// The value of `Chat-Content`, and the text for clients that do not know it.
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Timer(_) => ("ephemeral-timer-changed", "Message deletion timer changed."),
            Self::Pinned(..) => ("message-pinned", "Message pinned."),
        }
    }
}

impl<P: Platform> Engine<P> {
    /// Shows it, and puts the mail for the others into the outbox.
    pub(crate) async fn send_notice(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &mut Chat),
        notice: &Notice,
    ) -> Result<(), Problem> {
        let now = self.platform.clock().now();
        let rfc_id = new_message_id(&mut self.rng());
        let shown = Message { rfc_id: rfc_id.clone(), ..Message::notice(chat_id, notice.info(), now) };
        let unknown = work.load::<Group>(&chat_id).await?.is_some_and(|group| !group.promoted);
        if chat.kind == ChatKind::Saved || unknown {
            shown.insert(work, chat).await?;
            return Ok(());
        }
        let (content, text) = notice.words();
        let intent = Intent { rfc_id, text: text.to_owned(), quote: None, time: now, forwarded: false };
        let mut draft = intent.draft(work, identity, (chat_id, chat)).await?;
        draft.ask_receipt = false;
        draft.headers.push(("Chat-Content", HeaderValue::Raw(content.to_owned())));
        if let Notice::Pinned(_, target) = notice {
            draft.in_reply_to = Some(target.clone());
        }
        // Nobody answers a notice. Receivers look at what a message answers to tell what its sender had seen.
        let thread = chat.thread.clone();
        draft.note(work, chat_id, chat).await?;
        chat.thread = thread;
        let sealed = draft.compose(identity, &mut self.rng())?.seal(identity, &mut self.rng())?;
        shown.insert(work, chat).await?;
        let row = sealed.row(identity, Purpose::Change, self.max_recipients());
        Ok(row.enqueue(work, sealed.mail).await?)
    }
}
