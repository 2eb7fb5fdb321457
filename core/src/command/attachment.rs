//! The bytes of attachments.

use crate::{Engine, db::Key, model::Message, ports::Platform, table::Table, view};
use estuary_api::{MessageId, Problem, Reply};

impl<P: Platform> Engine<P> {
    pub(super) async fn attachment(&self, id: MessageId) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        let message: Message = db.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
        let attachment = message.attachment.ok_or_else(|| view::not_found("attachment"))?;
        let bytes =
            db.bytes(Table::Blobs, &id.bytes()).await?.ok_or_else(|| view::not_found("attachment"))?;
        Ok(Reply::Attachment { attachment: view::attachment(&db, id, attachment).await?, bytes })
    }
}
