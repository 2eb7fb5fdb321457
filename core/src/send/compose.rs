//! A mail that is written but not encrypted yet.

use super::{Draft, Recipient};
use crate::{
    identity::Identity,
    mail::{self, Body, HeaderValue, Mailbox, TextLayout},
    rng::Random,
};
use estuary_api::{Problem, ProblemKind};

/// The payload, and for whom it is.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(super) mail: mail::Composed,
    pub(super) recipient: Recipient,
    /// Unix milliseconds.
    pub(super) time: i64,
}

impl Draft {
    /// Writes it as Delta Chat would.
    pub(crate) fn compose(self, identity: &Identity, rng: &mut dyn Random) -> Result<Composed, Problem> {
        let mut headers = Vec::new();
        if self.ask_receipt {
            let asked = HeaderValue::Raw(identity.address().to_owned());
            headers.push(("Chat-Disposition-Notification-To", asked));
        }
        if let Some(avatar) = self.avatar {
            headers.push(("Chat-User-Avatar", HeaderValue::Picture(avatar)));
        }
        let layout = TextLayout {
            text: &self.text,
            quote: self.quote.as_deref(),
            footer: &self.profile.status,
            forwarded: false,
        };
        let outgoing = mail::Outgoing {
            from: Mailbox::new(&self.profile.name, identity.address()),
            message_id: self.rfc_id,
            date: self.time,
            to: vec![Mailbox::new(&self.recipient.name, &self.recipient.address)],
            subject: self.subject,
            chat: true,
            autocrypt: Some(&identity.certificate),
            gossip: Vec::new(),
            in_reply_to: self.in_reply_to,
            references: self.references,
            headers,
            body: Body::Text(layout.to_body()),
        };
        let mail = outgoing.compose(rng).map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        Ok(Composed { mail, recipient: self.recipient, time: self.time })
    }
}
