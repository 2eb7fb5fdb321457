//! Stickers: pictures kept from messages, to be sent again.

use crate::{
    Engine,
    db::Key,
    media::Enclosure,
    model::{Message, Sticker},
    ports::{Clock, Platform},
    table::Table,
    view,
};
use estuary_api::{FileKind, LARGEST_STICKER, MessageId, Problem, ProblemKind, Reply, StickerId};

impl<P: Platform> Engine<P> {
    pub(super) async fn keep_sticker(&self, message: MessageId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let found: Message = work.load(&message).await?.ok_or_else(|| view::not_found("message"))?;
        let file = Enclosure::of(&work, message, &found).await?.ok_or_else(|| view::not_found("file"))?;
        let is_picture = matches!(file.media.kind(), FileKind::Image | FileKind::Gif | FileKind::Sticker);
        if !is_picture || file.bytes.len() as u64 > LARGEST_STICKER {
            let detail = format!("{}: {} bytes", file.attachment.media_type, file.bytes.len());
            return Err(Problem::new(ProblemKind::PictureUnusable, detail));
        }
        Sticker::keep(&mut work, file, self.platform.clock().now())?;
        self.commit(work).await
    }

    pub(super) async fn stickers(&self) -> Result<Vec<StickerId>, Problem> {
        let db = self.db.read(self.platform.store());
        Ok(Sticker::all(&db).await?)
    }

    pub(super) async fn sticker(&self, id: StickerId) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        let sticker: Sticker = db.load(&id).await?.ok_or_else(|| view::not_found("sticker"))?;
        let bytes = db.bytes(Table::StickerBlobs, &id.bytes()).await?;
        let bytes = bytes.ok_or_else(|| view::not_found("sticker"))?;
        let attachment = view::file(sticker.attachment, sticker.media, None);
        Ok(Reply::Attachment { attachment, bytes })
    }

    pub(super) async fn forget_sticker(&self, id: StickerId) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        Sticker::forget(&mut work, id);
        self.commit(work).await
    }
}
