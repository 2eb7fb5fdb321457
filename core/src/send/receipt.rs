//! Read receipts, several for one sender in one mail.

use super::{Recipient, Sealed};
use crate::{
    Engine,
    identity::Identity,
    mail::{Body, Mailbox, Outgoing, new_message_id},
    model::{Contact, Purpose, Receipt},
    ports::{Clock, Platform},
};
use estuary_api::{Problem, ProblemKind};

/// Receipts in one mail.
const BATCH: usize = 100;

impl<P: Platform> Engine<P> {
    /// Turns the receipts that are due into mails in the outbox.
    pub(crate) async fn prepare_receipts(&self, identity: &Identity) -> Result<(), Problem> {
        loop {
            let mut work = self.db.begin(self.platform.store()).await;
            let Some((contact_id, receipts)) = Receipt::next(&work, BATCH).await? else { return Ok(()) };
            let contact: Contact = work.load(&contact_id).await?.unwrap_or_default();
            if let Some(recipient) = Recipient::of_contact(&work, &contact).await? {
                let ids = receipts.iter().map(|(_, receipt)| receipt.rfc_id.clone()).collect();
                let sealed = self.seal_receipt(identity, &recipient, ids)?;
                let row = sealed.row(identity, Purpose::Receipt, self.max_recipients());
                row.enqueue(&mut work, sealed.mail).await?;
            }
            for (message, _) in &receipts {
                Receipt::done(&mut work, contact_id, *message);
            }
            self.commit(work).await?;
        }
    }

    fn seal_receipt(
        &self,
        identity: &Identity,
        recipient: &Recipient,
        ids: Vec<String>,
    ) -> Result<Sealed, Problem> {
        let (mut rng, now) = (self.rng(), self.platform.clock().now());
        let outgoing = Outgoing {
            from: Mailbox::new("", identity.address()),
            message_id: new_message_id(&mut rng),
            date: now,
            to: vec![Mailbox::new("", &recipient.address)],
            subject: "Receipt Notification".to_owned(),
            chat: true,
            autocrypt: None,
            gossip: Vec::new(),
            in_reply_to: None,
            references: Vec::new(),
            headers: vec![("Auto-Submitted", crate::mail::HeaderValue::Raw("auto-replied".to_owned()))],
            body: Body::Receipt { reader: identity.address().to_owned(), ids },
        };
        let composed = outgoing.compose(&mut rng).map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        Sealed::to(composed, &[&recipient.certificate], recipient.addresses(), true, identity, now, &mut rng)
    }
}
