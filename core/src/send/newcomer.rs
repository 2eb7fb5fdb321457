//! The last posts of a channel, again for somebody who has just joined (wire protocol §3.2).

use super::{Intent, Recipient};
use crate::{
    Engine,
    db::Transaction,
    identity::Identity,
    media::Enclosure,
    model::{App, Chat, Marks, Message, Purpose},
    ports::Platform,
};
use estuary_api::{ChatId, Problem};

/// How many posts a newcomer gets.
const POSTS: usize = 10;
/// How many messages are looked through for them.
const LOOK: usize = 100;

impl<P: Platform> Engine<P> {
    /// Sends the last posts, under their old IDs and dates, to one person's key. Mini apps stay where they began.
    pub(crate) async fn repeat_posts(
        &self,
        work: &mut Transaction<'_, P::Store>,
        identity: &Identity,
        (chat_id, chat): (ChatId, &Chat),
        newcomer: &Recipient,
    ) -> Result<(), Problem> {
        let mut posts = Vec::new();
        for id in Message::before(work, chat_id, None, LOOK).await? {
            let Some(message) = work.load::<Message>(&id).await? else { continue };
            if message.is_own() && message.info.is_none() && work.load::<App>(&id).await?.is_none() {
                posts.push((id, message));
            }
            if posts.len() == POSTS {
                break;
            }
        }
        for (id, message) in posts.into_iter().rev() {
            let intent = Intent {
                rfc_id: message.rfc_id.clone(),
                text: message.text.clone(),
                quote: message.quote.clone(),
                time: message.time,
                forwarded: Marks::of(work, id).await?.forwarded,
            };
            let mut draft = intent.draft(work, identity, (chat_id, chat)).await?;
            if let Some(file) = Enclosure::of(work, id, &message).await? {
                draft.enclose(file, None);
            }
            draft.audience.only(newcomer.clone());
            let sealed = draft.compose(identity, &mut self.rng())?.seal(identity, &mut self.rng())?;
            let row = sealed.row(identity, Purpose::Handshake, self.max_recipients());
            row.enqueue(work, sealed.mail).await?;
        }
        Ok(())
    }
}
