//! From a draft to the outbox. A message with a large file leaves as two mails, so that receivers may fetch the file when
//! they want it (wire protocol §2.15).

use super::{Content, Draft};
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    mail::{HeaderValue, POST_MESSAGE},
    model::Purpose,
    ports::Platform,
};
use estuary_api::{MessageId, Problem};
use sha2::{Digest, Sha256};

/// Larger files travel in a mail of their own, in bytes.
const LARGE: usize = 140_000;

impl Draft {
    /// The mail that goes ahead, if the file is large, and the one that is the message.
    fn split(mut self) -> (Option<Self>, Self) {
        let metadata = match &self.content {
            Content::File(file, _) if file.bytes.len() > LARGE => file.metadata(self.time),
            _ => return (None, self),
        };
        let content = std::mem::replace(&mut self.content, Content::Text);
        let mut ahead = self.clone();
        ahead.rfc_id = ahead_id(&self.rfc_id);
        ahead.headers.push(("Chat-Post-Message-ID", HeaderValue::Raw(format!("<{}>", self.rfc_id))));
        ahead.headers.push(("Chat-Post-Message-Metadata", HeaderValue::Text(metadata)));
        self.content = content;
        self.headers.push((POST_MESSAGE, HeaderValue::Raw("1".to_owned())));
        self.avatar = None;
        self.audience.gossip.clear();
        (self.text, self.quote) = (String::new(), None);
        (Some(ahead), self)
    }
}

/// Message-ID of the mail that goes ahead: the same whenever the message is sent again.
fn ahead_id(rfc_id: &str) -> String {
    let hash = Sha256::digest(format!("ahead of {rfc_id}"));
    let bytes = hash.first_chunk().copied().unwrap_or_default();
    format!("{}@localhost", uuid::Builder::from_random_bytes(bytes).into_uuid())
}

impl<P: Platform> Engine<P> {
    /// Puts the mails of a message into the outbox.
    pub(crate) async fn post(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        draft: Draft,
        id: MessageId,
    ) -> Result<(), Problem> {
        let (ahead, main) = draft.split();
        let ahead = ahead.map(|draft| (draft, Purpose::Ahead(id)));
        for (draft, purpose) in ahead.into_iter().chain([(main, Purpose::Message(id))]) {
            let sealed = draft.compose(identity, &mut self.rng())?.seal(identity, &mut self.rng())?;
            let row = sealed.row(identity, purpose, self.max_recipients());
            row.enqueue(work, sealed.mail).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::ahead_id;

    #[test]
    fn a_repeated_mail_is_the_same_mail() {
        assert_eq!(ahead_id("a@b"), ahead_id("a@b"));
        assert_ne!(ahead_id("a@b"), ahead_id("a@c"));
        assert!(ahead_id("a@b").ends_with("@localhost"));
    }
}
