//! What a person sends: from the command to the outbox.

use super::{Intent, rfc_id};
use crate::{
    Engine,
    apps::{self, Bundle},
    media::Enclosure,
    model::{Chat, ChatKind, DraftApp, DraftFile, DraftPlace, Marks, Message, State, Timer, Trace},
    ports::{Clock, Platform},
    rng::EntropyRng,
    search, view,
};
use estuary_api::{ChatId, MessageId, Problem, ProblemKind, SendId};

/// Longest text, in bytes.
pub(crate) const LONGEST_TEXT: usize = 1 << 20;

/// What a person sends.
#[derive(Debug, Default)]
pub(crate) struct NewMessage {
    pub(crate) text: String,
    /// The message it answers.
    pub(crate) quote: Option<MessageId>,
    pub(crate) file: Option<Enclosure>,
    /// The file is the one at this place in the chat's draft.
    pub(crate) draft: Option<u64>,
    /// Somebody else wrote it.
    pub(crate) forwarded: bool,
}

impl<P: Platform> Engine<P> {
    /// Puts a message into the outbox and the chat, in one commit. What the draft of the chat has of it is gone then.
    pub(crate) async fn send(
        &self,
        id: SendId,
        chat_id: ChatId,
        new: NewMessage,
    ) -> Result<MessageId, Problem> {
        let NewMessage { text, quote, mut file, draft, forwarded } = new;
        let of_draft = draft.map(|place| DraftPlace { chat: chat_id, place });
        // A new instance begins with nothing, and with a realtime channel of its own.
        if let Some(app) = file.as_mut().and_then(|file| file.app.as_mut()) {
            app.renew(apps::new_topic(&mut self.rng()));
        }
        if text.len() > LONGEST_TEXT {
            return Err(Problem::new(ProblemKind::TooLarge, format!("{} bytes of text", text.len())));
        }
        let identity = self.own().await?;
        let named = rfc_id(id);
        let mut work = self.db.begin(self.platform.store()).await;
        match Trace::of(&work, &named).await? {
            None => {}
            Some(Trace::Message(sent)) => return Ok(sent),
            Some(Trace::Gone | Trace::DeletedBy(_)) => return Err(view::not_found("message")),
        }
        let mut begun = None;
        if let Some(at) = of_draft {
            file = Enclosure::of_draft(&work, at).await?;
            begun = DraftApp::of(&work, at).await?;
            if file.is_none() {
                return Err(view::not_found("draft"));
            }
        }
        // An instance that was used as a draft is known to itself by the Message-ID it was given then.
        let rfc_id = begun.as_ref().map_or(named.clone(), |(_, message)| message.rfc_id.clone());
        let mut chat: Chat = work.load(&chat_id).await?.ok_or_else(|| view::not_found("chat"))?;
        let now = self.platform.clock().now();
        let intent = Intent { forwarded, ..Intent::new(&work, rfc_id, text, quote, now).await? };
        // What one keeps for oneself goes nowhere.
        let saved = chat.kind == ChatKind::Saved;
        let message = Message {
            chat: chat_id,
            from: None,
            rfc_id: intent.rfc_id.clone(),
            time: now,
            sort: now,
            text: intent.text.clone(),
            quote: intent.quote.clone(),
            attachment: file.as_ref().map(|file| file.attachment.clone()),
            state: if saved { State::Delivered } else { State::Pending },
            edited: false,
            info: None,
            wants_receipt: false,
        };
        let mut draft = match saved {
            true => None,
            false => Some(intent.draft(&work, &identity, (chat_id, &chat)).await?),
        };
        if let Some(draft) = &draft {
            draft.note(&mut work, chat_id, &mut chat).await?;
        }
        // What is handed on was never the draft, and a further file of it leaves alone what is being written.
        let further = of_draft.is_some() && message.text.is_empty() && message.quote.is_none();
        if !forwarded && !further {
            (chat.draft, chat.draft_quote) = (String::new(), None);
        }
        if let Some(at) = of_draft {
            DraftFile::sent(&mut work, at);
            DraftFile::note(&work, chat_id, &mut chat).await?;
        }
        let message_id = match begun {
            Some((id, _)) => {
                message.insert_as(&mut work, id, &mut chat).await?;
                Trace::Message(id).keep(&mut work, &named)?;
                id
            }
            None => message.insert(&mut work, &mut chat).await?,
        };
        if let Some(message) = work.load::<Message>(&message_id).await? {
            if of_draft.is_some() {
                // The index may be past its number.
                search::add(&mut work, message_id, &message).await?;
            }
            let timer = Timer::of(&work, chat_id).await?.seconds;
            Marks { forwarded, timer, ..Marks::default() }.keep(&mut work, message_id, &message).await?;
            Marks::start(&mut work, message_id, &message, now).await?;
        }
        if let Some(file) = file {
            file.keep(&mut work, message_id).await?;
            if let Some(draft) = &mut draft {
                draft.enclose(file, Bundle::whole(&work, message_id).await?);
            }
        }
        if let Some(draft) = draft {
            self.post(&mut work, &identity, draft, message_id).await?;
        }
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(message_id)
    }

    /// Sends an own message again, under its old Message-ID; a mini app with the updates it has.
    pub(crate) async fn retry(&self, id: MessageId) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut message: Message = work.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
        if !message.is_own() || message.state == State::Pending {
            return Ok(());
        }
        let chat: Chat = work.load(&message.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        if chat.kind == ChatKind::Saved {
            return Ok(());
        }
        let intent = Intent {
            rfc_id: message.rfc_id.clone(),
            text: message.text.clone(),
            quote: message.quote.clone(),
            time: message.time,
            forwarded: Marks::of(&work, id).await?.forwarded,
        };
        let mut draft = intent.draft(&work, &identity, (message.chat, &chat)).await?;
        if let Some(file) = Enclosure::of(&work, id, &message).await? {
            draft.enclose(file, Bundle::whole(&work, id).await?);
        }
        message.state = State::Pending;
        message.keep(&mut work, id)?;
        self.post(&mut work, &identity, draft, id).await?;
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
