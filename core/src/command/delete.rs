//! Removing messages from this device.

use crate::{
    Engine,
    model::{Message, Outgoing},
    ports::Platform,
};
use estuary_api::{MessageId, Problem};

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
}
