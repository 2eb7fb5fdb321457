//! Handing people on, and getting to know those who were handed on.

use crate::{
    Engine,
    card::Card,
    db::Key,
    media::Enclosure,
    model::{self, Contact, Message},
    ports::{Clock, Platform},
    table::Table,
    view,
};
use estuary_api::{ChatId, ContactId, FileKind, MessageId, NewFile, Problem, ProblemKind, Reply};

impl<P: Platform> Engine<P> {
    /// The card of a contact as a file. It says what they say of themselves; a name given here is nobody's business.
    pub(super) async fn card(&self, id: ContactId) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        let contact: Contact = db.load(&id).await?.ok_or_else(|| view::not_found("contact"))?;
        let card = Card {
            certificate: model::certificate(&db, &contact.fingerprint).await?,
            picture: Contact::avatar(&db, id).await?,
            name: contact.name,
            address: contact.address,
            status: contact.status,
        };
        let bytes =
            card.write(self.platform.clock().now()).map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        let file = NewFile {
            name: format!("{}.vcf", card.display_name()),
            media_type: "text/vcard".into(),
            kind: FileKind::Card,
            size: None,
            duration: None,
            bytes,
        };
        let Enclosure { attachment, media, bytes, .. } = Enclosure::new(file)?;
        Ok(Reply::Attachment { attachment: view::file(attachment, media, None), bytes })
    }

    /// What the card of a message says.
    pub(super) async fn read_card(&self, id: MessageId) -> Result<Card, Problem> {
        let db = self.db.read(self.platform.store());
        let message: Message = db.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
        let file = Enclosure::of(&db, id, &message).await?;
        let file = file.filter(|file| file.media.kind() == FileKind::Card);
        file.and_then(|file| Card::read(&file.bytes)).ok_or_else(|| view::not_found("card"))
    }

    /// The chat with the person on a card. They become a contact as far as the card's key makes one; what they said
    /// themselves counts more than what a card says of them.
    pub(super) async fn chat_by_card(&self, message: MessageId) -> Result<ChatId, Problem> {
        let card = self.read_card(message).await?;
        let certificate = card
            .certificate
            .ok_or_else(|| Problem::new(ProblemKind::KeyMissing, "a card without a key that can be used"))?;
        if certificate.fingerprint() == self.own().await?.key.fingerprint() {
            return self.saved().await;
        }
        let mut work = self.db.begin(self.platform.store()).await;
        model::learn(&mut work, &certificate).await?;
        let fingerprint = certificate.fingerprint().to_string();
        let (id, known) = Contact::ensure(&mut work, &fingerprint, &card.address).await?;
        if known.told == 0 && known.name.is_empty() {
            work.save(&id, &Contact { name: card.name, status: card.status, ..known })?;
            if let Some(picture) = card.picture {
                work.put(Table::Avatars, id.bytes(), picture);
            }
        }
        work.strict();
        self.commit(work).await?;
        self.chat_with(id).await
    }
}
