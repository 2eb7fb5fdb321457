//! What the person wants to say.

use super::{Audience, Content, Draft};
use crate::{
    db::Reader,
    identity::Identity,
    mail::HeaderValue,
    model::{Chat, ChatKind, Message, Profile, Quote, Settings, Timer},
    ports::Store,
    view,
};
use estuary_api::{ChatId, MessageId, Problem, SendId};

/// When a contact gets the own picture again although it did not change.
const AVATAR_AGAIN: i64 = 14 * 86_400_000;

/// A text for a chat.
#[derive(Debug)]
pub(crate) struct Intent {
    /// Message-ID without brackets.
    pub(crate) rfc_id: String,
    pub(crate) text: String,
    pub(crate) quote: Option<Quote>,
    /// Unix milliseconds.
    pub(crate) time: i64,
    /// Somebody else wrote it.
    pub(crate) forwarded: bool,
}

/// The Message-ID of what the interface named.
pub(crate) fn rfc_id(id: SendId) -> String {
    format!("{}@localhost", uuid::Builder::from_random_bytes(id.0).into_uuid())
}

impl Intent {
    /// What the person wrote, perhaps as an answer.
    pub(crate) async fn new<S: Store>(
        db: &Reader<'_, S>,
        rfc_id: String,
        text: String,
        quoted: Option<MessageId>,
        time: i64,
    ) -> Result<Self, Problem> {
        let quoted = match quoted {
            Some(id) => db.load::<Message>(&id).await?,
            None => None,
        };
        let quote = quoted.map(|message| Quote {
            text: view::quoted_text(&message),
            rfc_id: Some(message.rfc_id).filter(|id| !id.is_empty()),
        });
        Ok(Self { rfc_id, text, quote, time, forwarded: false })
    }

    /// Looks up everything that goes into the mail. Nothing is drafted for whom no key is known.
    pub(crate) async fn draft<S: Store>(
        self,
        db: &Reader<'_, S>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &Chat),
    ) -> Result<Draft, Problem> {
        view::can_send(db, chat_id, chat).await??;
        self.draft_anyway(db, identity, (chat_id, chat)).await
    }

    /// The same where the person need not be able to write, for what the protocol has to say.
    pub(crate) async fn draft_anyway<S: Store>(
        self,
        db: &Reader<'_, S>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &Chat),
    ) -> Result<Draft, Problem> {
        let profile = Profile::find(db).await?.ok_or_else(|| view::not_found("profile"))?;
        let audience = Audience::of(db, identity, &profile, (chat_id, chat), self.time).await?;
        let receipts = Settings::find(db).await?.unwrap_or_default().read_receipts;
        let avatar_due = match chat.avatar_sent {
            Some(sent) => {
                profile.avatar_changed > sent || (profile.avatar.is_some() && self.time - sent > AVATAR_AGAIN)
            }
            None => profile.avatar.is_some(),
        };
        let timer = Timer::of(db, chat_id).await?.seconds;
        let timer = (timer != 0).then(|| ("Ephemeral-Timer", HeaderValue::Raw(timer.to_string())));
        let parent = self.quote.as_ref().and_then(|quote| quote.rfc_id.clone());
        Ok(Draft {
            subject: match chat.subject.as_str() {
                _ if chat.kind != ChatKind::Single && chat.thread.is_empty() => chat.name.clone(),
                _ if chat.kind != ChatKind::Single => format!("Re: {}", chat.name),
                "" => format!(
                    "Message from {}",
                    if profile.name.is_empty() { identity.address() } else { &profile.name }
                ),
                subject if subject.starts_with("Re: ") => subject.to_owned(),
                subject => format!("Re: {subject}"),
            },
            in_reply_to: parent.or_else(|| chat.thread.last().cloned()),
            references: if chat.thread.is_empty() { vec![self.rfc_id.clone()] } else { chat.thread.clone() },
            avatar: avatar_due.then(|| profile.avatar.clone()),
            rfc_id: self.rfc_id,
            time: self.time,
            text: self.text,
            quote: self.quote.map(|quote| quote.text),
            ask_receipt: receipts,
            forwarded: self.forwarded,
            content: Content::Text,
            headers: timer.into_iter().collect(),
            audience,
            profile,
        })
    }
}
