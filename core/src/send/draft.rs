//! A message with everything that goes into its mail.

use super::Audience;
use crate::{
    apps::Bundle,
    db::{Reader, Transaction},
    mail::HeaderValue,
    media::Enclosure,
    model::{self, ChannelSecret, Chat, Contact, Group, Profile},
    pgp::Certificate,
    ports::{Store, StoreError},
};
use estuary_api::{ChatId, Problem, ProblemKind};

/// What a message carries.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// Nothing but its text.
    Text,
    /// The text is an emoji or empty, and a reaction (RFC 9078).
    Reaction,
    /// A file, and, for a mini app, the updates it has already.
    File(Enclosure, Option<Bundle>),
    /// Updates of a mini app, as JSON; the text is for mail programs that know no apps.
    Updates(String),
}

/// See [`super::Intent::draft`].
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Message-ID without brackets.
    pub(crate) rfc_id: String,
    /// Unix milliseconds.
    pub(crate) time: i64,
    pub(crate) audience: Audience,
    pub(crate) profile: Profile,
    pub(crate) subject: String,
    pub(crate) in_reply_to: Option<String>,
    pub(crate) references: Vec<String>,
    pub(crate) text: String,
    pub(crate) quote: Option<String>,
    pub(crate) ask_receipt: bool,
    /// `Some(None)` says that there is no picture any more.
    pub(crate) avatar: Option<Option<Vec<u8>>>,
    /// Somebody else wrote the text.
    pub(crate) forwarded: bool,
    /// What it carries beside the text.
    pub(crate) content: Content,
    /// Further protected fields.
    pub(crate) headers: Vec<(&'static str, HeaderValue)>,
}

impl Draft {
    /// Adds a file; a mini app with the updates it has.
    pub(crate) fn enclose(&mut self, file: Enclosure, updates: Option<Bundle>) {
        self.headers.extend(file.headers());
        self.content = Content::File(file, updates);
    }

    /// It is not for people: it asks for no receipt, and brings nothing that a shown message brings.
    pub(crate) fn make_silent(&mut self) {
        self.ask_receipt = false;
        self.avatar = None;
        self.audience.gossip.clear();
    }

    /// Remembers with the chat what the mail tells, so that the next one need not repeat it.
    pub(crate) async fn note<S: Store>(
        &self,
        db: &mut Transaction<'_, S>,
        chat_id: ChatId,
        chat: &mut Chat,
    ) -> Result<(), StoreError> {
        chat.request = false;
        chat.subject.clone_from(&self.subject);
        if self.avatar.is_some() || chat.avatar_sent.is_none() {
            chat.avatar_sent = Some(self.time);
        }
        chat.follow(&self.rfc_id);
        if let Some(mut group) = db.load::<Group>(&chat_id).await? {
            group.promoted = true;
            group.gossiped.extend(self.audience.gossip.iter().map(|key| (*key, self.time / 1000)));
            db.save(&chat_id, &group)?;
        }
        Ok(())
    }
}

/// Whom it is for.
#[derive(Debug, Clone)]
pub(crate) struct Recipient {
    pub(crate) certificate: Certificate,
    pub(crate) address: String,
    pub(crate) name: String,
}

impl Recipient {
    /// The contact of a single chat.
    pub(crate) async fn of_chat<S: Store>(db: &Reader<'_, S>, chat: &Chat) -> Result<Self, Problem> {
        let contact = match chat.contact {
            Some(id) => db.load::<Contact>(&id).await?,
            None => None,
        };
        let contact = contact.unwrap_or_default();
        Self::of_contact(db, &contact).await?.ok_or_else(|| {
            Problem::new(ProblemKind::KeyMissing, format!("the key {} is not known", contact.fingerprint))
        })
    }

    /// The owner of a channel one reads, if the key is known.
    pub(crate) async fn of_owner<S: Store>(
        db: &Reader<'_, S>,
        channel: ChatId,
    ) -> Result<Option<Self>, StoreError> {
        let owner = db.load::<ChannelSecret>(&channel).await?.and_then(|channel| channel.owner);
        let Some(owner) = owner else { return Ok(None) };
        let Some((_, contact)) = Contact::by_fingerprint(db, &owner.to_string()).await? else {
            return Ok(None);
        };
        Self::of_contact(db, &contact).await
    }

    /// A contact, if its key is known.
    pub(crate) async fn of_contact<S: Store>(
        db: &Reader<'_, S>,
        contact: &Contact,
    ) -> Result<Option<Self>, StoreError> {
        let certificate = model::certificate(db, &contact.fingerprint).await?;
        Ok(certificate.map(|certificate| Self {
            certificate,
            address: contact.address.clone(),
            name: contact.name.clone(),
        }))
    }

    /// Where the mail goes: every relay the certificate names, or else the last known address.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let relays = self.certificate.relays();
        if relays.is_empty() { vec![self.address.clone()] } else { relays }
    }
}
