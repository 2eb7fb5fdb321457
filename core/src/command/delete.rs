//! Removing messages, from this device or for everyone.

use crate::{
    Engine,
    model::{Chat, Message, Outgoing},
    ports::Platform,
    send::Change,
};
use estuary_api::{ChatId, MessageId, Problem};
use std::collections::BTreeMap;

/// Message-IDs in one mail.
const BATCH: usize = 100;

impl<P: Platform> Engine<P> {
    /// Their Message-IDs stay known, so they do not come back.
    pub(super) async fn delete_messages(&self, ids: &[MessageId]) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        for id in ids {
            let Some(message) = work.load::<Message>(id).await? else { continue };
            Outgoing::cancel(&mut work, *id).await?;
            message.delete(&mut work, *id).await?;
        }
        work.strict();
        self.commit(work).await
    }

    /// Removes own messages here, and asks those who have them to do the same. Messages of others stay.
    pub(super) async fn delete_for_all(&self, ids: &[MessageId]) -> Result<(), Problem> {
        let identity = self.own().await?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut gone: BTreeMap<ChatId, Vec<String>> = BTreeMap::new();
        for id in ids {
            let Some(message) = work.load::<Message>(id).await?.filter(Message::is_own) else { continue };
            gone.entry(message.chat).or_default().push(message.rfc_id.clone());
            Outgoing::cancel(&mut work, *id).await?;
            message.delete(&mut work, *id).await?;
        }
        for (chat_id, targets) in gone {
            let Some(chat) = work.load::<Chat>(&chat_id).await? else { continue };
            for targets in targets.chunks(BATCH) {
                let change = Change::Deletion { targets: targets.to_vec() };
                self.send_change(&mut work, &identity, (chat_id, &chat), change).await?;
            }
        }
        work.strict();
        self.commit(work).await?;
        self.wake_to_send().await;
        Ok(())
    }
}
