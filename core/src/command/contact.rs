//! What a person does with people.

use super::{chat::hide, done, profile::clean};
use crate::{
    Engine,
    db::tail_u32,
    model::{Chat, Contact},
    ports::{Clock, KeyRange, Order, Platform},
    view,
};
use estuary_api::{ChatId, ContactCommand, ContactId, Event, Problem, Reply};

impl<P: Platform> Engine<P> {
    pub(super) async fn contacts(&self, command: ContactCommand) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        match command {
            ContactCommand::List { query } => {
                let query = query.trim().to_lowercase();
                let mut people = Vec::new();
                for (id, contact) in self.everybody().await? {
                    let found = [contact.display_name(), &contact.name, &contact.address]
                        .iter()
                        .any(|text| text.to_lowercase().contains(&query));
                    if found && !contact.blocked && contact.is_welcome(&db).await? {
                        people.push(id);
                    }
                }
                view::contacts(&db, people).await.map(Reply::Contacts)
            }
            ContactCommand::Blocked => {
                let blocked = self.everybody().await?.into_iter().filter(|(_, contact)| contact.blocked);
                view::contacts(&db, blocked.map(|(id, _)| id)).await.map(Reply::Contacts)
            }
            ContactCommand::Profile(id) => view::contact_profile(&db, id).await.map(Reply::ContactProfile),
            ContactCommand::Card(id) => self.card(id).await,
            ContactCommand::ReadCard(message) => {
                self.read_card(message).await.map(|card| Reply::Contacts(vec![view::card(card)]))
            }
            ContactCommand::Chat(id) => self.opened(self.chat_with(id).await?).await,
            ContactCommand::ChatByCard(message) => self.opened(self.chat_by_card(message).await?).await,
            ContactCommand::Rename { contact, name } => self.rename_contact(contact, &name).await.map(done),
            ContactCommand::Block { contact, blocked } => self.block(contact, blocked).await.map(done),
        }
    }

    async fn opened(&self, chat: ChatId) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        view::chat(&db, chat).await.map(Reply::Chat)
    }

    async fn everybody(&self) -> Result<Vec<(ContactId, Contact)>, Problem> {
        let db = self.db.read(self.platform.store());
        let rows = db.records::<Contact>(KeyRange::all(), Order::Ascending, usize::MAX).await?;
        Ok(rows
            .into_iter()
            .filter_map(|(key, contact)| Some((ContactId(tail_u32(&key)?), contact)))
            .collect())
    }

    pub(super) async fn chat_with(&self, id: ContactId) -> Result<ChatId, Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        work.load::<Contact>(&id).await?.ok_or_else(|| view::not_found("contact"))?;
        let now = self.platform.clock().now();
        let (chat_id, mut chat) = Chat::with(&mut work, id, false, now).await?;
        if !chat.listed {
            chat.listed = true;
            chat.keep(&mut work, chat_id).await?;
        }
        self.commit(work).await?;
        Ok(chat_id)
    }

    async fn rename_contact(&self, id: ContactId, name: &str) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut contact: Contact = work.load(&id).await?.ok_or_else(|| view::not_found("contact"))?;
        contact.nickname = clean(name);
        work.save(&id, &contact)?;
        if let Some(chat) = contact.chat {
            work.tell(Event::ChatChanged(chat));
        }
        work.tell(Event::ChatListChanged);
        self.commit(work).await
    }

    /// A blocked person's chat leaves the list, and comes back with them.
    async fn block(&self, id: ContactId, blocked: bool) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let mut contact: Contact = work.load(&id).await?.ok_or_else(|| view::not_found("contact"))?;
        contact.blocked = blocked;
        work.save(&id, &contact)?;
        if let Some(chat_id) = contact.chat
            && let Some(mut chat) = work.load::<Chat>(&chat_id).await?
        {
            if blocked {
                hide(&mut work, chat_id, &mut chat).await?;
            } else {
                chat.listed = true;
                chat.keep(&mut work, chat_id).await?;
            }
        }
        work.tell(Event::ChatListChanged);
        self.commit(work).await
    }
}
