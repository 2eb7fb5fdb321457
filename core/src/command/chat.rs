//! Drafts, and whom one wants to hear from.

use crate::{
    Engine,
    db::Transaction,
    model::{Chat, Contact, Message},
    ports::{Platform, Store, StoreError},
    view,
};
use estuary_api::{ChatId, MessageId, Problem};

impl<P: Platform> Engine<P> {
    pub(super) async fn set_draft(
        &self,
        id: ChatId,
        text: String,
        quote: Option<MessageId>,
    ) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        let quote = quote.filter(|_| !text.is_empty());
        if (&chat.draft, chat.draft_quote) == (&text, quote) {
            return Ok(());
        }
        (chat.draft, chat.draft_quote) = (text, quote);
        chat.keep(&mut work, id).await?;
        self.commit(work).await
    }

    pub(super) async fn accept_chat(&self, id: ChatId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        chat.request = false;
        chat.listed = true;
        if let Some(contact_id) = chat.contact
            && let Some(mut contact) = work.load::<Contact>(&contact_id).await?
        {
            contact.blocked = false;
            work.save(&contact_id, &contact)?;
        }
        chat.keep(&mut work, id).await?;
        self.commit(work).await
    }

    pub(super) async fn block_chat(&self, id: ChatId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&id).await?.ok_or_else(|| view::not_found("chat"))?;
        if let Some(contact_id) = chat.contact
            && let Some(mut contact) = work.load::<Contact>(&contact_id).await?
        {
            contact.blocked = true;
            work.save(&contact_id, &contact)?;
        }
        hide(&mut work, id, &mut chat).await?;
        self.commit(work).await
    }
}

/// Takes a chat out of the list; what was not seen in it does not count any more.
pub(super) async fn hide<S: Store>(
    work: &mut Transaction<'_, S>,
    id: ChatId,
    chat: &mut Chat,
) -> Result<(), StoreError> {
    chat.listed = false;
    for message_id in Message::unseen(work, id, None, usize::MAX).await? {
        if let Some(mut message) = work.load::<Message>(&message_id).await? {
            message.see(work, message_id, chat)?;
        }
    }
    chat.keep(work, id).await
}
