//! Copies in the chat with oneself.

use crate::{
    Engine,
    db::Key,
    mail::new_message_id,
    media::Enclosure,
    model::{Chat, Marks, Message, State},
    ports::{Clock, Platform},
    table::Table,
    view,
};
use estuary_api::{Event, MessageId, Problem};

impl<P: Platform> Engine<P> {
    /// Puts a copy into the chat with oneself, under the name of who wrote it, or takes it out. It goes nowhere.
    pub(super) async fn save_message(&self, id: MessageId, saved: bool) -> Result<(), Problem> {
        let to = self.saved().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let message: Option<Message> = work.load(&id).await?;
        let message = message.filter(|message| message.info.is_none() && message.chat != to);
        let message = message.ok_or_else(|| view::not_found("message"))?;
        let marks = Marks::of(&work, id).await?;
        let copy = match marks.saved {
            Some(copy) => work.load::<Message>(&copy).await?.map(|message| (copy, message)),
            None => None,
        };
        let new = match (copy, saved) {
            (Some(_), true) | (None, false) => return Ok(()),
            (Some((copy, message)), false) => {
                message.delete(&mut work, copy).await?;
                None
            }
            (None, true) => {
                let mut chat: Chat = work.load(&to).await?.ok_or_else(|| view::not_found("chat"))?;
                let copy = Message {
                    chat: to,
                    rfc_id: new_message_id(&mut self.rng()),
                    time: self.platform.clock().now(),
                    state: if message.from.is_some() { State::Seen } else { State::Delivered },
                    wants_receipt: false,
                    ..message.clone()
                };
                let new = copy.insert(&mut work, &mut chat).await?;
                if let Some(file) = Enclosure::of(&work, id, &message).await? {
                    file.keep(&mut work, new).await?;
                }
                if let Some(html) = work.bytes(Table::Htmls, &id.bytes()).await? {
                    work.put(Table::Htmls, new.bytes(), html);
                }
                let copy: Option<Message> = work.load(&new).await?;
                if let Some(copy) = copy {
                    let kept = Marks { forwarded: marks.forwarded, html: marks.html, ..Marks::default() };
                    kept.keep(&mut work, new, &copy).await?;
                }
                Some(new)
            }
        };
        Marks { saved: new, ..marks }.keep(&mut work, id, &message).await?;
        work.tell(Event::ChatChanged(message.chat));
        self.commit(work).await
    }
}
