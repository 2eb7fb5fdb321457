//! Files: sending, drafts, galleries.

use crate::{
    Engine, apps,
    db::Key,
    mail,
    media::Enclosure,
    model::{Chat, DraftApp, DraftFile, DraftPlace, Media, Message, Postponed},
    ports::{Clock, Platform},
    search,
    send::NewMessage,
    table::Table,
    view,
};
use estuary_api::{ChatId, FileKind, Gallery, MediaCommand, MessageId, NewFile, Problem, Reply};

/// Most messages of a gallery that are looked up at once.
const PAGE: usize = 1000;

impl<P: Platform> Engine<P> {
    pub(super) async fn media(&self, command: MediaCommand) -> Result<Reply, Problem> {
        match command {
            MediaCommand::Send { id, chat, text, quote, file } => {
                let file = Some(Enclosure::new(file)?);
                let new = NewMessage { text, quote, file, ..NewMessage::default() };
                self.send(id, chat, new).await.map(Reply::Sent)
            }
            MediaCommand::SendDraft { id, chat, place, text, quote } => {
                let new = NewMessage { text, quote, draft: Some(place), ..NewMessage::default() };
                self.send(id, chat, new).await.map(Reply::Sent)
            }
            MediaCommand::SetDraft { chat, place, file } => {
                self.set_draft_file(DraftPlace { chat, place }, file).await.map(|()| Reply::Done)
            }
            MediaCommand::DraftFile { chat, place } => self.draft_file(DraftPlace { chat, place }).await,
            MediaCommand::Gallery { chat, kinds, name, before, limit } => {
                let limit = (limit as usize).min(PAGE);
                self.gallery(chat, &kinds, &search::fold(&name), before, limit).await.map(Reply::Gallery)
            }
            MediaCommand::Picture(face) => {
                let db = self.db.read(self.platform.store());
                view::picture_bytes(&db, face).await.map(Reply::Picture)
            }
            MediaCommand::Download(id) => self.want_file(id, true).await.map(|()| Reply::Done),
            MediaCommand::CancelDownload(id) => self.want_file(id, false).await.map(|()| Reply::Done),
            MediaCommand::KeepSticker(message) => self.keep_sticker(message).await.map(|()| Reply::Done),
            MediaCommand::Stickers => self.stickers().await.map(Reply::Stickers),
            MediaCommand::Sticker(id) => self.sticker(id).await,
            MediaCommand::ForgetSticker(id) => self.forget_sticker(id).await.map(|()| Reply::Done),
        }
    }

    async fn want_file(&self, id: MessageId, wanted: bool) -> Result<(), Problem> {
        let mut work = self.db.begin(self.platform.store()).await;
        let message: Message = work.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
        let waits = message.attachment.as_ref().is_some_and(|attachment| !attachment.here);
        // Repeated, it may be here already.
        if waits && Postponed::want(&mut work, &message.rfc_id, wanted).await? == 0 && wanted {
            return Err(view::not_found("file"));
        }
        self.commit(work).await
    }

    async fn set_draft_file(&self, at: DraftPlace, file: Option<NewFile>) -> Result<(), Problem> {
        let file = file.map(Enclosure::new).transpose()?;
        let mut work = self.db.begin(self.platform.store()).await;
        let mut chat: Chat = work.load(&at.chat).await?.ok_or_else(|| view::not_found("chat"))?;
        DraftFile::forget(&mut work, at).await?;
        if let Some(Enclosure { attachment, media, mut app, bytes }) = file {
            if let Some(app) = &mut app {
                app.renew(apps::new_topic(&mut self.rng()));
                let rfc_id = mail::new_message_id(&mut self.rng());
                let now = self.platform.clock().now();
                DraftApp::begin(&mut work, (at, app), (rfc_id, bytes.clone()), now).await?;
            }
            work.save(&at, &DraftFile { attachment, media, app })?;
            work.put(Table::DraftBlobs, at.bytes(), bytes);
        }
        DraftFile::note(&work, at.chat, &mut chat).await?;
        chat.keep(&mut work, at.chat).await?;
        self.commit(work).await
    }

    async fn draft_file(&self, at: DraftPlace) -> Result<Reply, Problem> {
        let db = self.db.read(self.platform.store());
        let found = Enclosure::of_draft(&db, at).await?.ok_or_else(|| view::not_found("draft"))?;
        let attachment = view::file(found.attachment, found.media, found.app.as_ref().map(apps::summary));
        Ok(Reply::Attachment { attachment, bytes: found.bytes })
    }

    async fn gallery(
        &self,
        chat: Option<ChatId>,
        kinds: &[FileKind],
        name: &str,
        before: Option<MessageId>,
        limit: usize,
    ) -> Result<Gallery, Problem> {
        let db = self.db.read(self.platform.store());
        let mut before = match before {
            Some(id) => {
                let message: Message = db.load(&id).await?.ok_or_else(|| view::not_found("message"))?;
                Some((message.sort, id))
            }
            None => None,
        };
        // Names are told by the messages alone, so many are looked at for one of them.
        let page = if name.is_empty() { limit + 1 } else { PAGE };
        let mut found = Vec::new();
        loop {
            let ids = Media::gallery(&db, chat, kinds, before, page).await?;
            let is_last = ids.len() < page;
            let load = async |id| Ok(db.load::<Message>(&id).await?.map(|message| (id, message)));
            let messages = view::each(ids, load).await?;
            before = messages.last().map(|(id, message)| (message.sort, *id));
            found.extend(messages.into_iter().filter(|(_, message)| is_named(message, name)));
            if is_last || before.is_none() || found.len() > limit {
                break;
            }
        }
        let more = found.len() > limit;
        found.truncate(limit);
        Ok(Gallery { rows: view::placed(&db, found).await?, more })
    }
}

/// Whether the name of its file has this part.
fn is_named(message: &Message, part: &str) -> bool {
    let file = message.attachment.as_ref();
    part.is_empty() || file.is_some_and(|file| search::fold(&file.name).contains(part))
}
