//! A mail that is written but not encrypted yet.

use super::{Audience, Content, Draft};
use crate::{
    identity::Identity,
    mail::{self, Body, File, HeaderValue, Mailbox, TextLayout, UPDATES},
    rng::Random,
};
use estuary_api::{Problem, ProblemKind};

/// The payload, and for whom it is.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(super) mail: mail::Composed,
    pub(super) audience: Audience,
    /// Unix milliseconds.
    pub(super) time: i64,
}

impl Draft {
    /// Writes it as Delta Chat would.
    pub(crate) fn compose(self, identity: &Identity, rng: &mut dyn Random) -> Result<Composed, Problem> {
        let mut headers = self.audience.headers.clone();
        headers.extend(self.headers);
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
            forwarded: self.forwarded,
        };
        let body = match self.content {
            Content::Text => Body::Text(layout.to_body()),
            Content::Reaction => Body::Reaction(self.text),
            Content::File(file, bundle) => {
                let updates = bundle.map(|bundle| File {
                    name: UPDATES.to_owned(),
                    media_type: "application/json".to_owned(),
                    data: bundle.json.into_bytes(),
                });
                let file = file.mail(self.time);
                Body::Files(layout.to_body(), std::iter::once(file).chain(updates).collect())
            }
            Content::Updates(json) => {
                headers.push(("Auto-Submitted", HeaderValue::Raw("auto-generated".to_owned())));
                Body::Updates { text: layout.to_body(), json }
            }
        };
        let gossip = self.audience.recipients.iter();
        let gossip = gossip.filter(|person| self.audience.gossip.contains(&person.certificate.fingerprint()));
        let outgoing = mail::Outgoing {
            from: Mailbox::new(&self.profile.name, identity.address()),
            message_id: self.rfc_id,
            date: self.time,
            to: self.audience.to.clone(),
            subject: self.subject,
            chat: true,
            autocrypt: Some(&identity.certificate),
            gossip: gossip.map(|person| (person.address.clone(), &person.certificate)).collect(),
            in_reply_to: self.in_reply_to,
            references: self.references,
            headers,
            body,
        };
        let mail = outgoing.compose(rng).map_err(|e| Problem::new(ProblemKind::Internal, e))?;
        Ok(Composed { mail, audience: self.audience, time: self.time })
    }
}
