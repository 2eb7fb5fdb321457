//! What a person can ask for: one file per area, and the one place where a command finds its answer.

mod app;
mod attachment;
mod card;
mod chat;
mod chats;
mod contact;
mod create_profile;
mod delete;
mod edit;
mod forward;
mod group;
mod invite;
mod media;
mod message;
mod pin;
mod profile;
mod react;
mod save;
mod seen;
mod shelf;
mod sticker;
mod timer;
mod unpack;

pub(crate) use invite::parse as parse_invite;

use crate::{
    Engine,
    db::{Reader, Transaction},
    model::{DownloadLimit, Profile, Settings},
    ports::{Platform, Store},
    realtime::{self, Switch},
    search::Directory,
    send::NewMessage,
    table::Table,
    view,
};
use estuary_api::{Command, Problem, Reply, Settings as SettingsView, Status, WhichChats};

/// A reader over the store of a platform.
type Rows<'a, P> = Reader<'a, <P as Platform>::Store>;

impl<P: Platform> Engine<P> {
    /// Answers a command. Every command may be repeated.
    pub async fn handle(&self, command: Command) -> Result<Reply, Problem> {
        let db: Rows<'_, P> = self.db.read(self.platform.store());
        match command {
            Command::Status => {
                let profile = Profile::find(&db).await?.map(view::profile);
                Ok(Reply::Status(Status { profile, domain: self.host.borrow().domain.clone() }))
            }
            Command::CreateProfile(new) => self.create_profile(new).await.map(Reply::Profile),
            Command::Profile => self.profile().await.map(Reply::Profile),
            Command::SetProfile { name, avatar, status } => {
                self.set_profile(name, avatar, status).await.map(Reply::Profile)
            }
            Command::InviteLink => self.invite_link().await.map(Reply::InviteLink),
            Command::ResetInvite => self.reset_invite().await.map(done),
            Command::CheckInvite(text) => self.check_invite(&text).await.map(Reply::Invite),
            Command::Join(text) => {
                let chat = self.join(&text).await?;
                view::chat(&db, chat).await.map(Reply::Chat)
            }
            Command::ChatList { query, unread, offset, limit } => {
                let which = WhichChats::Listed { query, unread };
                let page = view::chat_list(&db, &self.directory, &which, (offset, limit), &[]);
                Ok(Reply::ChatList(page.await?))
            }
            Command::Watch(watch) => self.watch(watch).await,
            Command::Chat(id) => view::chat(&db, id).await.map(Reply::Chat),
            Command::Messages { chat, before, limit } => {
                view::messages(&db, chat, before, limit, &[]).await.map(Reply::Messages)
            }
            Command::MarkSeen { chat, upto } => self.mark_seen(chat, upto).await.map(done),
            Command::SetDraft { chat, text, quote } => self.set_draft(chat, text, quote).await.map(done),
            Command::SendText { id, chat, text, quote } => self
                .send(id, chat, NewMessage { text, quote, ..NewMessage::default() })
                .await
                .map(Reply::Sent),
            Command::Retry(id) => self.retry(id).await.map(done),
            Command::DeleteMessages(ids) => self.delete_messages(&ids).await.map(done),
            Command::AcceptChat(id) => self.accept_chat(id).await.map(done),
            Command::BlockChat(id) => self.block_chat(id).await.map(done),
            Command::Attachment(id) => self.attachment(id).await,
            Command::Connectivity => self.connectivity().await.map(Reply::Connectivity),
            Command::RetryConnection => {
                self.wake.set();
                Ok(Reply::Done)
            }
            Command::Settings => {
                let Settings { read_receipts } = Settings::find(&db).await?.unwrap_or_default();
                let realtime = Switch::is_on(&db).await?;
                let download_limit = DownloadLimit::find(&db).await?.unwrap_or_default().bytes;
                Ok(Reply::Settings(SettingsView { read_receipts, realtime, download_limit }))
            }
            Command::SetSettings(SettingsView { read_receipts, realtime, download_limit }) => {
                let mut work = self.db.begin(self.platform.store()).await;
                Settings { read_receipts }.keep(&mut work)?;
                DownloadLimit { bytes: download_limit }.keep(&mut work)?;
                realtime::set_enabled(&mut work, realtime).await?;
                self.commit(work).await.map(done)
            }
            Command::Announce(news) => self.tell_person(news.into()).await.map(done),
            Command::Chats(command) => self.chats(command).await,
            Command::Contacts(command) => self.contacts(command).await,
            Command::Message(command) => self.message(command).await,
            Command::Media(command) => self.media(command).await,
            Command::App(command) => self.app(command).await,
        }
    }

    /// Commits a unit of work and tells what it did.
    pub(crate) async fn commit<S: Store>(&self, work: Transaction<'_, S>) -> Result<(), Problem> {
        let chores = work.changes(Table::Messages) || work.changes(Table::Expiries);
        let downloads = work.changes(Table::Postponed);
        let changes = Directory::changes(&work);
        let events = work.commit().await?;
        self.directory.learn(changes);
        for event in events {
            self.tell(event);
        }
        if chores {
            self.chores.set();
        }
        if downloads {
            self.downloads.set();
        }
        Ok(())
    }
}

fn done((): ()) -> Reply {
    Reply::Done
}
