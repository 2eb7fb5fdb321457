//! Mails that change what is already there, and are not shown themselves.

use super::{Content, Draft, Intent};
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    mail::{HeaderValue, new_message_id},
    model::{Chat, ChatKind, Purpose, Quote},
    ports::{Clock, Platform},
};
use estuary_api::{ChatId, Problem};

/// What shall be different (wire protocol §2.13, §2.14). Messages are named by their Message-IDs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// An emoji for a message, or nothing to take it back.
    Reaction { target: String, emoji: String },
    /// Another text for an own message.
    Edit { target: String, before: String, after: String },
    /// Own messages shall be gone.
    Deletion { targets: Vec<String> },
    /// A message is no longer pinned.
    Unpin { target: String },
}

impl Change {
    fn intent(&self, rfc_id: String, time: i64) -> Intent {
        let quote = |target: &String, text: &str| Quote { rfc_id: Some(target.clone()), text: text.into() };
        let (text, quote) = match self {
            Self::Reaction { emoji, .. } => (emoji.clone(), None),
            // Clients that know no edits show the old text as a quote above the new one.
            Self::Edit { target, before, after } => (format!("✏️{after}"), Some(quote(target, before))),
            Self::Deletion { .. } => ("🚮".to_owned(), None),
            Self::Unpin { .. } => (String::new(), None),
        };
        Intent { rfc_id, text, quote, time, forwarded: false }
    }

    fn mark(&self, draft: &mut Draft) {
        draft.make_silent();
        match self {
            Self::Reaction { target, .. } => {
                draft.content = Content::Reaction;
                draft.in_reply_to = Some(target.clone());
            }
            Self::Edit { target, .. } => {
                draft.headers.push(("Chat-Edit", HeaderValue::Raw(format!("<{target}>"))));
            }
            Self::Deletion { targets } => {
                let targets = format!("<{}>", targets.join(" "));
                draft.headers.push(("Chat-Delete", HeaderValue::Raw(targets)));
            }
            Self::Unpin { target } => {
                draft.headers.push(("Chat-Content", HeaderValue::Raw("message-unpinned".into())));
                draft.in_reply_to = Some(target.clone());
            }
        }
    }
}

impl<P: Platform> Engine<P> {
    /// Puts the mail for it into the outbox. Nobody else has to know of changes in the chat with oneself.
    pub(crate) async fn send_change(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &Chat),
        change: Change,
    ) -> Result<(), Problem> {
        if chat.kind == ChatKind::Saved {
            return Ok(());
        }
        let mut rng = self.rng();
        let intent = change.intent(new_message_id(&mut rng), self.platform.clock().now());
        let mut draft = intent.draft(work, identity, (chat_id, chat)).await?;
        change.mark(&mut draft);
        let sealed = draft.compose(identity, &mut rng)?.seal(identity, &mut rng)?;
        let row = sealed.row(identity, Purpose::Change, self.max_recipients());
        Ok(row.enqueue(work, sealed.mail).await?)
    }
}
